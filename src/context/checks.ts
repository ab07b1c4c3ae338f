// Checks of the values that members of the facade accept, and the errors for all others.
import { apply, getPrototypeOf, hasOwnProperty, isArray, isCallable, isObject, TypeError } from '../intrinsics.js';
import { unexpected } from '../errors.js';
import type { Inherit, Key } from './interface.js';

const { getOwnPropertySymbols } = Object;
const { stringify } = JSON;
const { String } = globalThis;

/** A key as a message names it. */
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

/** Whether an object is what a literal makes, of whatever realm: its prototype is the end of the chain. */
function isPlain(object: object): boolean {
  const prototype = getPrototypeOf(object);
  return prototype === null || getPrototypeOf(prototype) === null;
}

/**
 * Asserts that a value has options. One that there is not is an error: a slip of the pen, or an attempt to hand `run` a dictionary.
 *
 * @param member - Whose options they are.
 * @param names - The names that there are, for the message.
 * @param known - An object with these names.
 * @param options - The value.
 * @param isOnce - Whether it may take longer: then also what stands beside an option that there is.
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
  // Many times as fast as to ask for the own keys.
  for (const key in options) {
    if (apply(hasOwnProperty, known, [key])) isEmpty = false;
    // Not what a page has added to Object.prototype.
    else if (apply(hasOwnProperty, options, [key])) throw unexpected(member, `no option but ${names}`, key);
  }
  // An object without anything that such a loop finds is empty, or holds something in another way: a Map, symbols, private fields.
  if (!isEmpty && !isOnce) return;
  if (!isPlain(options)) {
    const got = isArray(options) ? 'an array' : 'an object of another kind';
    throw new TypeError(`${member}: expected a plain object with options (${names}), got ${got}`);
  }
  const symbols = getOwnPropertySymbols(options);
  if (symbols.length > 0) throw unexpected(member, `no option but ${names}`, symbols[0]);
}

/** The policy that is asked for, or else another. */
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
