// The dictionary of a task: a table of its own, and perhaps a parent dictionary whose keys show through.
import type { Key } from './interface.js';
import { Table } from './table.js';

/** Counts, for all dictionaries with the same root, how often a key was added to or removed from one that has layers on top. */
interface Changes {
  count: number;
}

/** The cell of a key's value. When the key is deleted, the cell is emptied, so that a layer which has cached the cell does not keep the value. */
interface Cell {
  value: unknown;
}

/** Cached for a key that no dictionary below has. */
const NOBODY: Cell = { value: undefined };

/** How many keys of other dictionaries a layer caches. There is a limit, because keys that no dictionary has are unlimited. */
const REMEMBERED = 256;

/**
 * Keys and values: a root, or a layer on top of a parent.
 *
 * A layer is live: a key that its parent sets later shows in it, unless the layer has set or deleted the key itself. So a lookup would have to
 * search every layer down to the root. Instead, a layer caches the cells that it finds below, until a key is added or removed there.
 */
export class Dictionary {
  readonly #own = new Table<Cell>();
  /** Two of its own keys, because most tasks have no more, and a lookup in a Map takes longer than a Variable's `get`. */
  #key: Key | undefined;
  #cell = NOBODY;
  #otherKey: Key | undefined;
  #otherCell = NOBODY;
  readonly #parent: Dictionary | undefined;
  readonly #changes: Changes;
  /** Keys of the parent that were deleted here. If a key was set again afterwards, it is in `#own`. */
  #hidden: Table<true> | undefined;
  /** Whether a layer is on top of this one. If not, no layer has cached any of its cells. */
  #isParent = false;
  /** The cells that this layer has found below, by key. */
  #below: Table<Cell> | undefined;
  #belowAt = 0;

  /** @param parent - The dictionary on which to put a layer. A root has none. */
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

  /** Deletes a key here, and hides the parent's value. Returns whether the dictionary had the key. */
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

  /** Deletes all keys that were set here, and hides none any more, so that all keys of the parent show. */
  clear(): void {
    this.#own.forEach(cell => (cell.value = undefined));
    this.#own.clear();
    this.#hidden = undefined;
    this.#forget();
  }

  /** Empties the caches of this layer, and makes the layers above empty theirs. */
  #forget(): void {
    this.#key = this.#otherKey = undefined;
    this.#cell = this.#otherCell = NOBODY;
    this.#below = undefined;
    if (this.#isParent) this.#changes.count++;
  }

  /** All visible keys and values, in a new table: the parent's keys first; a key that was set again keeps its place. */
  visible(): Table<unknown> {
    // From the root upwards, without recursion, because programs may nest layers deeply.
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

  /** The cell of a key in the dictionaries below, or NOBODY. */
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
    // A cell of the parent, or of the parent's parent, is found about as fast as a cached one.
    if (above === this || above === this.#parent) return cell;
    if (this.#below === undefined || this.#below.size >= REMEMBERED) this.#below = new Table();
    this.#below.set(key, cell);
    return cell;
  }
}
