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

// A static method, because the body of a class is strict however it is bundled: so `clone` cannot find its caller by `caller`.
const { copyOne } = class {
  /** Copies one value. If that throws, throws an error that names the key. */
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

/** Copies all objects at once, so that an object shared by two values is shared by their copies too. */
function structuredCopies(values: Table<unknown>): Record<number, unknown> {
  if (structuredClone === undefined) {
    throw unexpected('context.run', 'structuredClone or the option clone of createContext, to copy with', structuredClone);
  }
  // Without a prototype, so that no setter of the page sees the stored values. Primitives, including symbols, are not copied.
  const objects: Record<PropertyKey, unknown> = { __proto__: null };
  let count = 0;
  values.forEach(value => {
    if (isObject(value)) objects[count++] = value;
  });
  try {
    return structuredClone(objects) as Record<number, unknown>;
  } catch (cause) {
    // Copies the values again one by one, to find the one that cannot be copied.
    const clone: Clone = value => isObject(value) && structuredClone(value);
    values.forEach((value, key) => void copyOne(clone, value, key));
    throw cause;
  }
}

/**
 * Makes a root dictionary with copies of all visible values of another.
 *
 * @param dictionary - The dictionary to copy. It is not changed.
 * @param clone - Copies a value. If absent, objects are copied by `structuredClone`.
 * @throws TypeError if a value cannot be copied. The error names the key, and its `cause` is the original error.
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
