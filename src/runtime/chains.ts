// Optional chains: finds out whether `a?.b.then(f)` ends early, before the value that `then` is called on is wrapped.
import { apply } from '../intrinsics.js';
import { of } from './reactions.js';

/** The value with which a chain continues, between `hold` and `held`. No other code runs between the two calls. */
let value: unknown;

/** Called with the value before the `?.` of a chain. Returns whether the chain ends there. */
export function hold(before: unknown): boolean {
  value = before;
  return before === undefined || before === null;
}

/** Like `hold`, for a method that is called after the `?.`. If `mayEnd`, the chain also ends if the object is `undefined` or `null`. */
export function holdMethod(object: unknown, key: PropertyKey, mayEnd = false): boolean {
  if (mayEnd && (object === undefined || object === null)) return hold(undefined);
  const method = (object as Record<PropertyKey, unknown>)[key];
  return hold(typeof method === 'function' ? (...args: unknown[]) => apply(method, object, args) : method);
}

/** Returns the value with which the chain continues. */
export function held(): unknown {
  const before = value;
  value = undefined;
  return before;
}

/**
 * Called with the result of `hold`, the value of the chain, and the name of the method that is called on that value. Returns the receiver for the
 * method, or `undefined` if the chain has ended.
 */
export function ofChain(ended: boolean, result: unknown, key: string): unknown {
  if (ended) return undefined;
  // The value has no methods. This read makes the engine throw its own error.
  if (result === undefined || result === null) return (result as never)[key];
  return of(result);
}
