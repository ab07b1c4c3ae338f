// The Async Context Mapping: an immutable map from Variables to values. A mapping shares structure with the mappings made from it.
import { copy, copyWithRoom, WIDTH, type Node } from './nodes.js';

/**
 * The name of a Variable in a mapping.
 *
 * The id is the Variable's place in the trie, and is reused once the Variable is collected; the serial is never reused. A mapping may outlive
 * a Variable and still have its entry, so an entry is valid only for the serial with which it was made.
 */
export interface Key {
  readonly id: number;
  readonly serial: number;
}

/** The key of a Variable that was never run: no entry has this serial. */
export const NO_KEY: Key = { id: 0, serial: 0 };

/** An Async Context Mapping Record of the specification. */
interface Entry {
  readonly serial: number;
  readonly value: unknown;
}

type TrieNode = Node<unknown>;

const BITS = 5;
const EMPTY_NODE: TrieNode = [undefined];

/** The entry at an id below a node. */
function descend(node: TrieNode | undefined, shift: number, id: number): unknown {
  if (node === undefined) return undefined;
  const index = (id >>> shift) & (WIDTH - 1);
  if (index >= node.length) return undefined;
  return shift === 0 ? node[index] : descend(node[index] as TrieNode | undefined, shift - BITS, id);
}

/** A copy of a node with an entry at an id. */
function insert(node: TrieNode, shift: number, id: number, entry: Entry): TrieNode {
  const index = (id >>> shift) & (WIDTH - 1);
  const changed = copyWithRoom(node, index);
  changed[index] = shift === 0 ? entry : insert((changed[index] as TrieNode | undefined) ?? EMPTY_NODE, shift - BITS, id, entry);
  return changed;
}

/**
 * An Async Context Mapping: opaque to all code but this file.
 *
 * Scripts can get a mapping: Node 20 stores it on `async_hooks.executionAsyncResource()`. So all its fields are private, the operations are static
 * methods of a class that cannot be reached from a mapping, and its prototype has neither a constructor nor a prototype.
 *
 * @see https://tc39.es/proposal-async-context/#sec-asynccontext-mapping-record-specification-type
 */
export class Mapping {
  readonly #root: TrieNode;
  /** How many bits of an id stand to the right of the root's five: 0 if the root is the only leaf. */
  readonly #shift: number;
  /** The entry that was set when this mapping was made, which is read most often. */
  readonly #entry: Entry;

  private constructor(root: TrieNode, shift: number, entry: Entry) {
    this.#root = root;
    this.#shift = shift;
    this.#entry = entry;
  }

  /** The mapping in which every Variable has its default. */
  static readonly EMPTY = new Mapping(EMPTY_NODE, 0, { serial: -1 } as Entry);

  /**
   * Returns the value of a key. Takes constant time for all practical numbers of keys: each level of the trie has 32 times as many.
   *
   * @param mapping - The mapping to look in.
   * @param key - The Variable's key.
   * @param absent - The value to return if the mapping has no entry of this key.
   */
  static get(mapping: Mapping, key: Key, absent: unknown): unknown {
    const entry = mapping.#entry;
    return entry.serial === key.serial ? entry.value : mapping.#find(key, absent);
  }

  #find({ id, serial }: Key, absent: unknown): unknown {
    const shift = this.#shift;
    const index = id >>> shift;
    const root = this.#root;
    if (index >= root.length) return absent;
    const entry = (shift === 0 ? root[index] : descend(root[index] as TrieNode | undefined, shift - BITS, id)) as Entry | undefined;
    return entry !== undefined && entry.serial === serial ? entry.value : absent;
  }

  /**
   * Returns a mapping that differs from another in one value. Copies one node per level. The new mapping does not refer to the other, so a value
   * that it replaces can be collected.
   *
   * @param mapping - The mapping to start from; it stays as it is.
   * @param key - The Variable's key.
   * @param value - The value, which may be `undefined`.
   */
  static set(mapping: Mapping, key: Key, value: unknown): Mapping {
    const { id, serial } = key;
    const entry: Entry = { serial, value };
    let root = mapping.#root;
    let shift = mapping.#shift;
    // The usual case, which is short enough to be inlined.
    if (shift === 0 && id < root.length) {
      const leaf = root.length === 1 ? [root[0]] : copy(root);
      leaf[id] = entry;
      return new Mapping(leaf, 0, entry);
    }
    while (id >>> shift >= WIDTH) {
      root = [root];
      shift += BITS;
    }
    return new Mapping(insert(root, shift, id, entry), shift, entry);
  }
}

delete (Mapping.prototype as { constructor?: unknown }).constructor;
Object.freeze(Object.setPrototypeOf(Mapping.prototype, null));
