// Ties callbacks to contexts.
import { apply, create, get, getPrototypeOf, has, isObject, Proxy } from '../../agent/intrinsics.js';
import { prototype } from './native-promise.js';
import { currentContext, EMPTY, segment, swap, touch, type Context } from './segments.js';

/** A function that calls another as a segment of a context. */
export function bindCallback(callback: Function, context: Context): Function {
  return {
    callback(this: unknown, ...args: unknown[]): unknown {
      return segment(context, callback, this, args);
    },
  }.callback;
}

/**
 * Whether an object is one that this realm may do nothing with, not even call it: of an extension of Firefox, or a proxy that was revoked. The engine, which
 * may, is to have it as it is.
 */
export function isUntouchable(object: object): boolean {
  try {
    // That of an extension has no prototype for us, and may not be asked for a property.
    if (getPrototypeOf(object) === null) void ('length' in object);
    return false;
  } catch {
    return true;
  }
}

/** Ties a callback to the current context. What is no function is left to the API to complain about. */
export function bindToCurrent(callback: unknown): unknown {
  touch();
  return typeof callback === 'function' && !isUntouchable(callback) ? bindCallback(callback, currentContext()) : callback;
}

/**
 * Says that the engine is about to react to a promise by itself, without an await: what it does then is in the empty context, not in that of the flow
 * that settles the promise.
 *
 * @param value - The promise. Anything else is none of this function's business.
 */
export function expectReaction(value: unknown): void {
  if (!isObject(value)) return;
  const before = swap(EMPTY);
  try {
    // As an await in no context asks for it; no property of the promise's own is read.
    get(prototype, 'constructor', value);
  } finally {
    swap(before);
  }
}

/** A callback whose result the engine reacts to. */
export function followed(callback: Function): Function {
  return {
    callback(this: unknown, ...args: unknown[]): unknown {
      const result = apply(callback, this, args);
      expectReaction(result);
      return result;
    },
  }.callback;
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
