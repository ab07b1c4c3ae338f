// Checks the arguments of the facade's members, and makes the errors for invalid ones.
import { apply, getPrototypeOf, hasOwnProperty, isArray, isCallable, isObject, TypeError } from '../intrinsics.js';
import { unexpected } from '../errors.js';
import type { Inherit, Key } from './interface.js';

const { getOwnPropertySymbols } = Object;
const { stringify } = JSON;
const { String } = globalThis;

/** A key as text for a message. */
export const nameOf = (key: Key): string => (typeof key === 'string' ? stringify(key) : String(key));

/** Asserts that a value can be a key. */
export function checkKey(member: string, key: unknown): asserts key is Key {
  if (typeof key === 'string' || typeof key === 'symbol' || typeof key === 'number') return;
  throw unexpected(member, 'a string, a symbol or a number as key', key);
}

/** Asserts that a value can be called. */
export function checkFunction(member: string, expected: string, fn: unknown): asserts fn is Function {
  if (!isCallable(fn)) throw unexpected(member, expected, fn);
}

/** Whether an object is plain, in any realm: it has no prototype, or its prototype has none. */
function isPlain(object: object): boolean {
  const prototype = getPrototypeOf(object);
  return prototype === null || getPrototypeOf(prototype) === null;
}

/**
 * Asserts that a value is an object with options. An unknown option is an error: it may be a misspelling, or an attempt to pass a dictionary to `run`.
 *
 * @param member - The member that takes the options, for the message.
 * @param names - The known names, for the message.
 * @param known - An object with the known names.
 * @param options - The value.
 * @param isOnce - Whether the check may take longer. Then symbols and the prototype are checked even if there is a known option.
 */
export function checkOptions<Options extends object>(
  member: string,
  names: string,
  known: Readonly<Record<keyof Options, unknown>>,
  options: unknown,
  isOnce?: boolean,
): asserts options is { [Name in keyof Options]: unknown } {
  if (!isObject(options) || isCallable(options)) throw unexpected(member, `options (${names})`, options);
  let isEmpty = true;
  // Many times as fast as reading the own keys.
  for (const key in options) {
    if (apply(hasOwnProperty, known, [key])) isEmpty = false;
    // Skips properties that a page has added to Object.prototype.
    else if (apply(hasOwnProperty, options, [key])) throw unexpected(member, `no option but ${names}`, key);
  }
  // An object in which the loop finds no property is empty, or has other contents: it is a Map, or has symbols or private fields.
  if (!isEmpty && !isOnce) return;
  if (!isPlain(options)) {
    const got = isArray(options) ? 'an array' : 'an object of another kind';
    throw new TypeError(`${member}: expected a plain object with options (${names}), got ${got}`);
  }
  const symbols = getOwnPropertySymbols(options);
  if (symbols.length > 0) throw unexpected(member, `no option but ${names}`, symbols[0]);
}

/** Returns the policy of an option, or the default if it is absent. Throws if it is unknown. */
export function inheritOf(member: string, inherit: unknown, otherwise: Inherit): Inherit {
  switch (inherit) {
    case undefined:
      return otherwise;
    case 'share':
    case 'copy':
    case 'chain':
      return inherit;
    default:
      throw unexpected(member, '"share", "copy" or "chain" as inherit', inherit);
  }
}
