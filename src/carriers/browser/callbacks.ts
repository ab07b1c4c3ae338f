// Ties callbacks to contexts.
import { apply, create, get, getPrototypeOf, has, isCallable, isObject, Proxy } from '../../intrinsics.js';
import { prototype } from './native-promise.js';
import { EMPTY, segment, swap, type Context } from './segments.js';

/** Calls a function with a context as the current one; what the engine itself enqueues meanwhile is in that of the segment around. */
export function within(context: Context, fn: Function, thisArgument: unknown, args: readonly unknown[]): unknown {
  const before = swap(context);
  try {
    return apply(fn, thisArgument, args);
  } finally {
    swap(before);
  }
}

/**
 * Whether an object is one that this realm may do nothing with, not even call it: of an extension of Firefox, or a proxy that was revoked. The engine, which
 * may, is to have it as it is.
 */
export function isUntouchable(object: object): boolean {
  try {
    // That of an extension has no prototype for us, and may not be asked for a property.
    return getPrototypeOf(object) === null && has(object, 'length') && false;
  } catch {
    return true;
  }
}

/**
 * Ties a callback to a context. What is no function is left to the API to complain about.
 *
 * @param isFollowed - Whether the engine reacts to what the callback returns.
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
 * Says that the engine is about to react to a promise by itself, without an await: what it does then is in the empty context, not in that of the flow
 * that settles the promise.
 *
 * @param value - The promise. Anything else is none of this function's business.
 */
export function expectReaction(value: unknown): void {
  // As an await in no context asks for it; no property of the promise's own is read.
  if (isObject(value)) within(EMPTY, get, undefined, [prototype, 'constructor', value]);
}

/**
 * A user's object with callbacks, as the engine is to read it; the object itself is what its getters get.
 *
 * @param change - What the engine finds in place of a member.
 */
export const reading = (object: object, change: (key: PropertyKey, value: unknown) => unknown): object =>
  new Proxy(create(null), {
    __proto__: null,
    get: (_: object, key: PropertyKey) => change(key, get(object, key)),
    // WebKit asks before it reads. A strategy has a size for us, whether it has one or not.
    has: (_: object, key: PropertyKey) => has(object, key) || key === 'size',
  } as ProxyHandler<object>);
