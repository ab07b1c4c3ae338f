// The arrays of the trie: grows and copies them without using Array.prototype, which a page can change.

/**
 * A node of the trie: entries in a leaf, further nodes in a branch. Its length is a power of two up to 32.
 *
 * Every index below the length is an own property. With a hole, an accessor that a page puts on `Array.prototype` could see the node and the
 * values stored into it. So could a page through `slice`, which reads the array's constructor, and through spread, which reads its iterator.
 * Array literals read nothing.
 */
export type Node<Child> = (Child | undefined)[];

/** How many children a node has at most: five bits of an id at each level. */
export const WIDTH = 32;

const u = undefined;

/** A node of the largest size, nothing in it. */
const BLANK: Node<never> = [u, u, u, u, u, u, u, u, u, u, u, u, u, u, u, u, u, u, u, u, u, u, u, u, u, u, u, u, u, u, u, u];

/** A copy of a node, of the same length or shorter. At sixteen children it is twice as fast as a loop. */
export function copy<Child>(a: Node<Child>, length = a.length): Node<Child> {
  switch (length) {
    case 1:
      return [a[0]];
    case 2:
      return [a[0], a[1]];
    case 4:
      return [a[0], a[1], a[2], a[3]];
    case 8:
      return [a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]];
    case 16:
      return [a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15]];
    default:
      // biome-ignore format: two lines of sixteen.
      return [
        a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15],
        a[16], a[17], a[18], a[19], a[20], a[21], a[22], a[23], a[24], a[25], a[26], a[27], a[28], a[29], a[30], a[31],
      ];
  }
}

/** A copy of `node` with room for `index`. */
export function copyWithRoom<Child>(node: Node<Child>, index: number): Node<Child> {
  const { length } = node;
  if (index < length) return copy(node);
  let room = 1;
  while (room <= index) room *= 2;
  const larger: Node<Child> = copy(BLANK, room);
  for (let i = 0; i < length; i++) larger[i] = node[i];
  return larger;
}
