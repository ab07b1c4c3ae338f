// Errors with the codes that `node:async_hooks` uses.
import { defineProperty } from '../intrinsics.js';
import { unexpected } from '../errors.js';

/** Adds the code of Node's error to an error. */
export function withCode<E extends Error>(error: E, code: string): E {
  return defineProperty(error, 'code', { value: code, writable: true, enumerable: true, configurable: true });
}

/** The error for an argument of the wrong type. */
export const invalidType = (member: string, expected: string, value: unknown): TypeError =>
  withCode(unexpected(member, expected, value), 'ERR_INVALID_ARG_TYPE');

/** Asserts that an argument can be called. */
export function checkFunction(member: string, value: unknown): asserts value is Function {
  if (typeof value !== 'function') throw invalidType(member, 'a function', value);
}
