// The Async Context Mapping: an immutable map from Variables to values, shared structure between a mapping and those made from it.
import { copyWithRoom, WIDTH, type Node } from './nodes.js';

/**
 * What a Variable is called in a mapping.
 *
 * The id is its place in the trie and comes back once the Variable is collected; the serial never comes back. A mapping may outlive
 * a Variable and still hold its entry, so an entry answers only to the serial that it was made with.
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

function insert(node: TrieNode, shift: number, key: Key, value: unknown): TrieNode {
  const index = (key.id >>> shift) & (WIDTH - 1);
  const copy = copyWithRoom(node, index);
  copy[index] =
    shift === 0
      ? ({ serial: key.serial, value } satisfies Entry)
      : insert((copy[index] as TrieNode | undefined) ?? EMPTY_NODE, shift - BITS, key, value);
  return copy;
}

/**
 * An Async Context Mapping: opaque to all code but this file.
 *
 * Scripts can get hold of a mapping (Node 20 stores it on `async_hooks.executionAsyncResource()`), so everything in it is private,
 * the operations are statics of a class that no mapping leads to, and its prototype leads nowhere.
 *
 * @see https://tc39.es/proposal-async-context/#sec-asynccontext-mapping-record-specification-type
 */
export class Mapping {
  readonly #root: TrieNode;
  /** How many bits of an id stand to the right of the root's five: 0 where the root is the only leaf. */
  readonly #shift: number;

  private constructor(root: TrieNode, shift: number) {
    this.#root = root;
    this.#shift = shift;
  }

  /** The mapping in which every Variable has its default. */
  static readonly EMPTY = new Mapping(EMPTY_NODE, 0);

  /**
   * The value of a key, in constant time for all practical numbers of keys (a level each 32 times).
   *
   * @param mapping - The mapping to look in.
   * @param key - The Variable's key.
   * @param absent - What to return if the mapping has no entry of this key.
   */
  static get(mapping: Mapping, key: Key, absent: unknown): unknown {
    const { id } = key;
    let node = mapping.#root;
    let shift = mapping.#shift;
    let index = id >>> shift;
    while (shift > 0) {
      if (index >= node.length) return absent;
      const child = node[index] as TrieNode | undefined;
      if (child === undefined) return absent;
      node = child;
      shift -= BITS;
      index = (id >>> shift) & (WIDTH - 1);
    }
    if (index >= node.length) return absent;
    const entry = node[index] as Entry | undefined;
    return entry !== undefined && entry.serial === key.serial ? entry.value : absent;
  }

  /**
   * A mapping like this one but for one value. It copies a node a level and never refers to the mapping it was made from, so a value
   * that it shadows can be collected.
   *
   * @param mapping - The mapping to start from; it stays as it is.
   * @param key - The Variable's key.
   * @param value - The value, which may be `undefined`.
   */
  static set(mapping: Mapping, key: Key, value: unknown): Mapping {
    let root = mapping.#root;
    let shift = mapping.#shift;
    while (key.id >>> shift >= WIDTH) {
      root = [root];
      shift += BITS;
    }
    return new Mapping(insert(root, shift, key, value), shift);
  }
}

Reflect.deleteProperty(Mapping.prototype, 'constructor');
Object.freeze(Object.setPrototypeOf(Mapping.prototype, null));
