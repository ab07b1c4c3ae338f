// Promise reactions in a page whose awaits are transformed: `then` ties them to the current context; no await is seen, and none needs to be.
import { NativePromise, nativeResolve, prototype } from './microtasks.js';
import { define, replaceFunction, type Undo } from './patch.js';
import { currentContext, EMPTY, segment, type Context } from './segments.js';

const { apply } = Reflect;
const { getOwnPropertyDescriptor } = Object;

/**
 * What a promise is to be resolved with in place of a thenable that is none of ours, which the promise would call from a job: in no context.
 * Its `then` is read once, as by the engine.
 */
function tieThenable(value: unknown, context: Context): unknown {
  if (typeof value !== 'object' || value === null || value instanceof NativePromise || !('then' in value)) return value;
  const { then } = value;
  if (typeof then !== 'function') return value;
  return { __proto__: null, then: (...functions: unknown[]) => segment(context, then, value, functions) };
}

/** Calls a reaction. */
const react = (callback: Function, value: unknown, context: Context): unknown => tieThenable(callback(value), context);

const tie = (callback: unknown, context: Context): unknown =>
  typeof callback === 'function' ? (value: unknown) => segment(context, react, undefined, [callback, value, context]) : callback;

/** What `then` does below ours: the engine's, or that of a library that had patched it before. */
let baseThen = prototype.then as Function;

const tied = {
  then(this: unknown, onFulfilled: unknown, onRejected: unknown): unknown {
    const context = currentContext();
    // A job starts in the empty context anyway.
    if (context === EMPTY) return apply(baseThen, this, [onFulfilled, onRejected]);
    return apply(baseThen, this, [tie(onFulfilled, context), tie(onRejected, context)]);
  },
  resolve(this: unknown, value: unknown): unknown {
    const context = currentContext();
    return apply(nativeResolve, this, [context === EMPTY ? value : tieThenable(value, context)]);
  },
};

/** Whether `then` can be replaced in this realm. */
export const canTieThen = (): boolean =>
  getOwnPropertyDescriptor(prototype, 'then')?.configurable === true && getOwnPropertyDescriptor(NativePromise, 'resolve')?.configurable === true;

/** Replaces `then` and `Promise.resolve`, and the `then` of the promises that the global is about, if they are not the engine's. */
export function tieThen(undo: Undo[]): void {
  baseThen = prototype.then;
  const { then, resolve } = tied;
  const hidden = { writable: true, enumerable: false, configurable: true };
  undo.push(define(prototype, 'then', { ...hidden, value: then }));
  undo.push(define(NativePromise, 'resolve', { ...hidden, value: resolve }));
  const { Promise: Other } = globalThis as { Promise?: PromiseConstructor };
  if (typeof Other !== 'function' || Other === NativePromise) return;
  const step = replaceFunction(Other.prototype, 'then', args => {
    const context = currentContext();
    return context === EMPTY ? args : args.map(callback => tie(callback, context));
  });
  if (step) undo.push(step);
}
