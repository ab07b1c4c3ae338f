// The dictionary of a task: a table of its own, and perhaps another dictionary below it that shows through.
import type { Key } from './interface.js';
import { Table } from './table.js';

/** Counts, for all dictionaries that stand on one root, how often a key came or went in one that others stand on. */
interface Changes {
  count: number;
}

/** Where the value of a key stands, for as long as a dictionary has the key: afterwards a layer may remember the cell, but not the value. */
interface Cell {
  value: unknown;
}

/** Remembered for a key that nobody below has. */
const NOBODY: Cell = { value: undefined };

/** How many keys of other dictionaries a layer remembers: there is no end to those that nobody has. */
const REMEMBERED = 256;

/**
 * Keys and values: a root, or a layer on top of a parent.
 *
 * A layer is live: what its parent sets later shows in it, unless the layer has a word of its own on the key. So a lookup would have to
 * ask every layer down to the root; instead, a layer remembers what it found below, until a key comes or goes there.
 */
export class Dictionary {
  readonly #own = new Table<Cell>();
  /** Two of its own keys: most tasks have no more, and a Map takes longer to ask than a Variable. */
  #key: Key | undefined;
  #cell = NOBODY;
  #otherKey: Key | undefined;
  #otherCell = NOBODY;
  readonly #parent: Dictionary | undefined;
  readonly #changes: Changes;
  /** Keys of the parent that were deleted here. They are `#own` again if they were set afterwards. */
  #hidden: Table<true> | undefined;
  /** Whether a layer stands on this one: if not, nobody remembers anything of it. */
  #isParent = false;
  /** The cells that this layer has found below, by their keys. */
  #below: Table<Cell> | undefined;
  #belowAt = 0;

  /** @param parent - The dictionary to put a layer on. A root has none. */
  constructor(parent?: Dictionary) {
    this.#parent = parent;
    this.#changes = parent === undefined ? { count: 0 } : parent.#changes;
    if (parent !== undefined) parent.#isParent = true;
  }

  get(key: Key, absent: unknown): unknown {
    if (key === this.#key) return this.#cell.value;
    if (key === this.#otherKey) return this.#otherCell.value;
    const own = this.#own.get(key);
    if (own !== undefined) return own.value;
    const cell = this.#cellBelow(key);
    return cell === NOBODY ? absent : cell.value;
  }

  has(key: Key): boolean {
    return this.#own.has(key) || this.#cellBelow(key) !== NOBODY;
  }

  set(key: Key, value: unknown): void {
    const existing = this.#own.get(key);
    if (existing !== undefined) {
      existing.value = value;
      return;
    }
    if (this.#isParent) this.#changes.count++;
    const cell = { value };
    this.#own.set(key, cell);
    if (this.#key === undefined) {
      this.#key = key;
      this.#cell = cell;
    } else if (this.#otherKey === undefined) {
      this.#otherKey = key;
      this.#otherCell = cell;
    }
  }

  /** Deletes a key here, and hides what the parent has under it. Returns whether it was there. */
  delete(key: Key): boolean {
    const own = this.#own.get(key);
    const isBelow = this.#cellBelow(key) !== NOBODY;
    if (own === undefined && !isBelow) return false;
    if (own !== undefined) {
      own.value = undefined;
      this.#own.delete(key);
    }
    if (isBelow) (this.#hidden ??= new Table()).set(key, true);
    this.#forget();
    return true;
  }

  /** Deletes everything that was set here and hides nothing any more, so that all keys of the parent show. */
  clear(): void {
    this.#own.forEach(cell => (cell.value = undefined));
    this.#own.clear();
    this.#hidden = undefined;
    this.#forget();
  }

  /** Forgets what was found here, and has those above do so. */
  #forget(): void {
    this.#key = this.#otherKey = undefined;
    this.#cell = this.#otherCell = NOBODY;
    this.#below = undefined;
    if (this.#isParent) this.#changes.count++;
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
      next.layer.#own.forEach(({ value }, key) => all.set(key, value));
    }
    return all;
  }

  /** The cell of a key that shows through from below. */
  #cellBelow(key: Key): Cell {
    let layer = this.#parent;
    if (layer === undefined) return NOBODY;
    const { count } = this.#changes;
    if (this.#belowAt !== count) {
      this.#below = undefined;
      this.#belowAt = count;
    }
    let cell = this.#below?.get(key);
    if (cell !== undefined) return cell;
    let above: Dictionary = this;
    while (layer !== undefined && !above.#hidden?.has(key)) {
      cell = layer.#own.get(key);
      if (cell !== undefined) break;
      above = layer;
      layer = layer.#parent;
    }
    cell ??= NOBODY;
    // The layer next below, and the one below that, are about as near as the memory.
    if (above === this || above === this.#parent) return cell;
    if (this.#below === undefined || this.#below.size >= REMEMBERED) this.#below = new Table();
    this.#below.set(key, cell);
    return cell;
  }
}
