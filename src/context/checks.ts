// What the members of the facade accept, and what they say of anything else.
import { isCallable, isObject, unexpected } from '../spec/built-ins.js';
import type { Inherit, Key } from './interface.js';

const { apply } = Reflect;
const { hasOwnProperty } = Object.prototype;

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

/**
 * Asserts that a value has options. One that there is not is an error: a slip of the pen, or an attempt to hand `run` a dictionary.
 *
 * @param member - Whose options they are.
 * @param names - The names that there are, for the message.
 * @param known - An object with these names.
 * @param options - The value.
 */
export function checkOptions<Options extends object>(
  member: string,
  names: string,
  known: Readonly<Record<keyof Options, unknown>>,
  options: unknown,
): asserts options is { [Name in keyof Options]: unknown } {
  if (!isObject(options) || isCallable(options)) throw unexpected(member, `options (${names})`, options);
  // Many times as fast as to ask for the own keys.
  for (const key in options) {
    if (!apply(hasOwnProperty, known, [key])) throw unexpected(member, `no option but ${names}`, key);
  }
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
