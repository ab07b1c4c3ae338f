// The dictionary of a task: a table of its own, and perhaps another dictionary below it that shows through.
import type { Key } from './interface.js';
import { Table } from './table.js';

/** Counts, for all dictionaries that stand on one root, how often a key came or went in one that others stand on. */
interface Changes {
  count: number;
}

/**
 * Keys and values: a root, or a layer on top of a parent.
 *
 * A layer is live: what its parent sets later shows in it, unless the layer has a word of its own on the key. So a lookup would have to
 * ask every layer down to the root; instead, a layer remembers where it found a key, until a key comes or goes below.
 */
export class Dictionary {
  readonly #own = new Table<unknown>();
  /** Two of its own keys, and what stands under them: most tasks have no more, and a Map takes longer to ask than a Variable. */
  #key: Key | undefined;
  #value: unknown;
  #otherKey: Key | undefined;
  #otherValue: unknown;
  readonly #parent: Dictionary | undefined;
  readonly #changes: Changes;
  /** Keys of the parent that were deleted here. They are `#own` again if they were set afterwards. */
  #hidden: Table<true> | undefined;
  /** Whether a layer stands on this one: if not, nobody remembers anything of it. */
  #isParent = false;
  #found: Table<Dictionary> | undefined;
  #foundAt = 0;

  /** @param parent - The dictionary to put a layer on. A root has none. */
  constructor(parent?: Dictionary) {
    this.#parent = parent;
    this.#changes = parent === undefined ? { count: 0 } : parent.#changes;
    if (parent !== undefined) parent.#isParent = true;
  }

  get(key: Key, absent: unknown): unknown {
    if (key === this.#key) return this.#value;
    if (key === this.#otherKey) return this.#otherValue;
    const value = this.#own.get(key);
    if (value !== undefined || this.#own.has(key)) return value;
    const layer = this.#layerBelow(key);
    return layer === undefined ? absent : layer.#own.get(key);
  }

  has(key: Key): boolean {
    return this.#own.has(key) || this.#layerBelow(key) !== undefined;
  }

  set(key: Key, value: unknown): void {
    if (this.#isParent && !this.#own.has(key)) this.#changes.count++;
    this.#own.set(key, value);
    if (key === this.#key) this.#value = value;
    else if (key === this.#otherKey) this.#otherValue = value;
    else if (this.#key === undefined) {
      this.#key = key;
      this.#value = value;
    } else if (this.#otherKey === undefined) {
      this.#otherKey = key;
      this.#otherValue = value;
    }
  }

  /** Deletes a key here, and hides what the parent has under it. Returns whether it was there. */
  delete(key: Key): boolean {
    if (!this.has(key)) return false;
    this.#own.delete(key);
    this.#forget();
    if (this.#layerBelow(key) !== undefined) (this.#hidden ??= new Table()).set(key, true);
    // Last, since to look is to remember.
    this.#changes.count++;
    return true;
  }

  /** Deletes everything that was set here and hides nothing any more, so that all keys of the parent show. */
  clear(): void {
    this.#changes.count++;
    this.#own.clear();
    this.#forget();
    this.#hidden = undefined;
  }

  #forget(): void {
    this.#key = this.#value = this.#otherKey = this.#otherValue = undefined;
  }

  /** All that shows, in a table of its own: the parent's keys first, and a key that was set again in its old place. */
  visible(): Table<unknown> {
    // From the root upwards, without recursion: programs may nest as deep as they like.
    interface Above {
      readonly layer: Dictionary;
      readonly above: Above | undefined;
    }
    let next: Above | undefined;
    for (let layer: Dictionary | undefined = this; layer; layer = layer.#parent) next = { layer, above: next };
    const all = new Table<unknown>();
    for (; next; next = next.above) {
      next.layer.#hidden?.forEach((_, key) => all.delete(key));
      next.layer.#own.forEach((value, key) => all.set(key, value));
    }
    return all;
  }

  /** The layer below this one whose value for a key shows through. */
  #layerBelow(key: Key): Dictionary | undefined {
    if (this.#parent === undefined) return undefined;
    const { count } = this.#changes;
    if (this.#foundAt !== count) {
      this.#found = undefined;
      this.#foundAt = count;
    }
    let layer = this.#found?.get(key);
    if (layer !== undefined) return layer;
    let above: Dictionary = this;
    do {
      layer = above.#parent;
      if (layer === undefined || above.#hidden?.has(key)) return undefined;
      above = layer;
    } while (!layer.#own.has(key));
    // Not remembered: what the parent has, which is as near as the memory, and what nobody has, since there is no end to such keys.
    if (layer !== this.#parent) (this.#found ??= new Table()).set(key, layer);
    return layer;
  }
}
