// Ties promise reactions to contexts, where awaits are not seen.
import { NativePromise } from './native-promise.js';
import { segment, type Context } from './segments.js';

/**
 * What a promise is to be resolved with in place of a thenable that is none of ours, which the promise would call from a job: in no context.
 * Its `then` is read once, as by the engine.
 */
export function tieThenable(value: unknown, context: Context): unknown {
  if (typeof value !== 'object' || value === null || value instanceof NativePromise || !('then' in value)) return value;
  const { then } = value;
  if (typeof then !== 'function') return value;
  return { __proto__: null, then: (...functions: unknown[]) => segment(context, then, value, functions) };
}

/** Calls a reaction. */
const react = (callback: Function, value: unknown, context: Context): unknown => tieThenable(callback(value), context);

/** Ties a reaction to a context. */
export const tie = (callback: unknown, context: Context): unknown =>
  typeof callback === 'function' ? (value: unknown) => segment(context, react, undefined, [callback, value, context]) : callback;
