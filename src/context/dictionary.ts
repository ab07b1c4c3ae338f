// The dictionary of a task: a table of its own, and perhaps another dictionary below it that shows through.
import type { Key } from './interface.js';
import { Table } from './table.js';

/** Stands for a key that was deleted here and that the dictionary below still has. */
const DELETED = Symbol('deleted');

/** Counts, for all dictionaries that stand on one root, how often a key came or went below another dictionary. */
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
  readonly #parent: Dictionary | undefined;
  readonly #changes: Changes;
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
    let value = this.#own.get(key);
    if (value === undefined && !this.#own.has(key)) {
      const layer = this.#parent && this.#layerOf(key);
      if (layer === undefined) return absent;
      value = layer.#own.get(key);
    }
    return value === DELETED ? absent : value;
  }

  has(key: Key): boolean {
    return this.get(key, DELETED) !== DELETED;
  }

  set(key: Key, value: unknown): void {
    if (this.#isParent && !this.#own.has(key)) this.#changes.count++;
    this.#own.set(key, value);
  }

  /** Deletes a key here; one that the parent has is hidden. Returns whether it was there. */
  delete(key: Key): boolean {
    const wasThere = this.has(key);
    if (wasThere && this.#parent?.has(key)) this.set(key, DELETED);
    else if (this.#own.delete(key) && this.#isParent) this.#changes.count++;
    return wasThere;
  }

  /** Deletes everything that was set or deleted here, so that all keys of the parent show again. */
  clear(): void {
    this.#own.clear();
    if (this.#isParent) this.#changes.count++;
  }

  /** All that shows, in a table of its own: the parent's keys first, and a key that was set again in its old place. */
  visible(): Table<unknown> {
    const all = new Table<unknown>();
    const add = (value: unknown, key: Key) => {
      if (value === DELETED) all.delete(key);
      else all.set(key, value);
    };
    // From the root upwards, without recursion: programs may nest as deep as they like.
    interface Above {
      readonly layer: Dictionary;
      readonly above: Above | undefined;
    }
    let next: Above | undefined;
    for (let layer: Dictionary | undefined = this; layer; layer = layer.#parent) next = { layer, above: next };
    for (; next; next = next.above) next.layer.#own.forEach(add);
    return all;
  }

  /** The layer below this one whose word on a key counts. */
  #layerOf(key: Key): Dictionary | undefined {
    const { count } = this.#changes;
    if (this.#foundAt !== count) {
      this.#found = undefined;
      this.#foundAt = count;
    }
    const found = this.#found?.get(key);
    if (found !== undefined) return found;
    let layer = this.#parent;
    while (layer !== undefined && !layer.#own.has(key)) layer = layer.#parent;
    // Not remembered: what the parent has, which is as near as the memory, and what nobody has, since there is no end to such keys.
    if (layer !== undefined && layer !== this.#parent) (this.#found ??= new Table()).set(key, layer);
    return layer;
  }
}
