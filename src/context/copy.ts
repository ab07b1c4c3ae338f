// The deep copy of a dictionary.
import { unexpected } from '../errors.js';
import { isObject, setMethod } from '../intrinsics.js';
import { nameOf } from './checks.js';
import { Dictionary } from './dictionary.js';
import type { Key } from './interface.js';
import type { Table } from './table.js';

const { structuredClone } = globalThis as { structuredClone?: (value: unknown) => unknown };

/** Copies one value. */
export type Clone = (value: unknown, key: Key) => unknown;

// In a class, whose body is strict however it is bundled: `clone` is not told who called.
const { copyOne } = class {
  /** Copies one value, and says which key it was that cannot be copied. */
  static copyOne(clone: Clone, value: unknown, key: Key): unknown {
    try {
      return clone(value, key);
    } catch (cause) {
      const error = unexpected('context.run', `a value that can be copied under the key ${nameOf(key)}`, value);
      setMethod(error, 'cause', cause);
      throw error;
    }
  }
};

/** Copies all objects at once, so that what two values have in common they still have in common afterwards. */
function structuredCopies(values: Table<unknown>): Record<number, unknown> {
  if (structuredClone === undefined) {
    throw unexpected('context.run', 'structuredClone or the option clone of createContext, to copy with', structuredClone);
  }
  // Without a prototype, so that nobody sees what is stored. Primitives, symbols among them, are their own copies.
  const objects: Record<PropertyKey, unknown> = { __proto__: null };
  let count = 0;
  values.forEach(value => {
    if (isObject(value)) objects[count++] = value;
  });
  try {
    return structuredClone(objects) as Record<number, unknown>;
  } catch (cause) {
    // Once more, one by one, to know which.
    const clone: Clone = value => isObject(value) && structuredClone(value);
    values.forEach((value, key) => void copyOne(clone, value, key));
    throw cause;
  }
}

/**
 * A root dictionary with copies of all that shows in another.
 *
 * @param dictionary - The one to copy; it stays as it is.
 * @param clone - Copies a value. If absent, objects are copied by `structuredClone`.
 * @throws TypeError if a value cannot be copied. It names the key, and its cause is what was thrown.
 */
export function copyOf(dictionary: Dictionary, clone: Clone | undefined): Dictionary {
  const values = dictionary.visible();
  const copy = new Dictionary();
  if (clone === undefined) {
    const copies = structuredCopies(values);
    let index = 0;
    values.forEach((value, key) => copy.set(key, isObject(value) ? copies[index++] : value));
  } else {
    values.forEach((value, key) => copy.set(key, copyOne(clone, value, key)));
  }
  return copy;
}
