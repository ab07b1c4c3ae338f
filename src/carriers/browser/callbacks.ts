// Ties callbacks to contexts.
import { currentContext, segment, touch, type Context } from './segments.js';

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
