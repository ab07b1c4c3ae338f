// Optional chains: what comes before the `then` of `a?.b.then(f)` is known to have ended early or not before it is made a receiver.
import { apply } from '../intrinsics.js';
import { of } from './reactions.js';

/** The value that a chain goes on with, from `hold` to `held`: nothing else is run between the two. */
let value: unknown;

/** Called with what stands before the `?.` of a chain. Returns whether the chain ends there. */
export function hold(before: unknown): boolean {
  value = before;
  return before === undefined || before === null;
}

/** The same for a method, which is called after the `?.`. If `mayEnd`, the chain ends where there is no object as well. */
export function holdMethod(object: unknown, key: PropertyKey, mayEnd = false): boolean {
  if (mayEnd && (object === undefined || object === null)) return hold(undefined);
  const method = (object as Record<PropertyKey, unknown>)[key];
  return hold(typeof method === 'function' ? (...args: unknown[]) => apply(method, object, args) : method);
}

/** The value that the chain goes on with. */
export function held(): unknown {
  const before = value;
  value = undefined;
  return before;
}

/** Called with what `hold` returned, what the chain came to, and the method that is called of that if the chain has not ended. */
export function ofChain(ended: boolean, result: unknown, key: string): unknown {
  if (ended) return undefined;
  // Nothing that has methods: the engine says so, as it would have.
  if (result === undefined || result === null) return (result as never)[key];
  return of(result);
}
