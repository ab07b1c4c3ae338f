// Ties callbacks to contexts.
import { currentContext, segment, touch, type Context } from './segments.js';

const { get, has } = Reflect;
const { create } = Object;
const { Proxy } = globalThis;

/** A function that calls another as a segment of a context. */
export function bindCallback(callback: Function, context: Context): Function {
  return {
    callback(this: unknown, ...args: unknown[]): unknown {
      return segment(context, callback, this, args);
    },
  }.callback;
}

/** Ties a callback to the current context. What is no function is left to the API to complain about. */
export function bindToCurrent(callback: unknown): unknown {
  touch();
  return typeof callback === 'function' ? bindCallback(callback, currentContext()) : callback;
}

/**
 * A user's object with callbacks, as the engine is to read it; the object itself is what its getters get.
 *
 * @param change - What the engine finds in place of a member.
 */
export const reading = (object: object, change: (key: string, value: unknown) => unknown): object =>
  new Proxy(create(null), {
    __proto__: null,
    get: (_: object, key: string) => change(key, get(object, key)),
    // WebKit asks before it reads. A strategy has a size for us, whether it has one or not.
    has: (_: object, key: PropertyKey) => key === 'size' || has(object, key),
  } as ProxyHandler<object>);
