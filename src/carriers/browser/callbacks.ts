// Ties callbacks to contexts.
import { apply, create, get, getPrototypeOf, has, isCallable, isObject, Proxy } from '../../intrinsics.js';
import { prototype } from './native-promise.js';
import { EMPTY, segment, swap, type Context } from './segments.js';

/** Calls a function with another current context. Jobs that the engine enqueues meanwhile are in the context of the surrounding segment. */
export function within(context: Context, fn: Function, thisArgument: unknown, args: readonly unknown[]): unknown {
  const before = swap(context);
  try {
    return apply(fn, thisArgument, args);
  } finally {
    swap(before);
  }
}

/**
 * Whether this realm may not even call the object: it is an object of a Firefox extension, or a revoked proxy. Such an object must be passed to
 * the engine as it is.
 */
export function isUntouchable(object: object): boolean {
  try {
    // For an object of an extension, the prototype is null, and reading a property throws.
    return getPrototypeOf(object) === null && has(object, 'length') && false;
  } catch {
    return true;
  }
}

/**
 * Ties a callback to a context. A value that is not a function is returned as it is, for the API to reject.
 *
 * @param isFollowed - Whether the engine reacts to the promise that the callback returns.
 */
export function bindCallback(callback: unknown, context: Context, isFollowed?: boolean): unknown {
  if (!isCallable(callback) || isUntouchable(callback)) return callback;
  return {
    callback(this: unknown, ...args: unknown[]): unknown {
      const result = segment(context, callback, this, args);
      if (isFollowed) expectReaction(result);
      return result;
    },
  }.callback;
}

/**
 * To be called before the engine reacts to a promise without an await: makes the reaction run in the empty context, not in the context of the
 * flow that settles the promise.
 *
 * @param value - The promise. Other values are ignored.
 */
export function expectReaction(value: unknown): void {
  // Calls the hook as an await in no context would, without reading an own property of the promise.
  if (isObject(value)) within(EMPTY, get, undefined, [prototype, 'constructor', value]);
}

/**
 * Wraps an object with callbacks for the engine to read. Getters of the object are called on the object itself.
 *
 * @param change - Returns the value that the engine reads for a member.
 */
export const reading = (object: object, change: (key: PropertyKey, value: unknown) => unknown): object =>
  new Proxy(create(null), {
    __proto__: null,
    get: (_: object, key: PropertyKey) => change(key, get(object, key)),
    // WebKit tests for a member before it reads it. A strategy of a stream must always seem to have a `size`.
    has: (_: object, key: PropertyKey) => has(object, key) || key === 'size',
  } as ProxyHandler<object>);
