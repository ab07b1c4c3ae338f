// Promise reactions in a page that does without the await hook: `then` ties them to the current context.
import { NativePromise, nativeResolve, prototype } from './native-promise.js';
import { tieOtherPromise } from './other-promise.js';
import { define, type Undo } from './patch.js';
import { currentContext, EMPTY } from './segments.js';
import { tie, tieThenable } from './tie.js';

const { apply } = Reflect;

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

/** Replaces `then` and `Promise.resolve`, and ties the promises that the global is about, if they are not the engine's. */
export function tieThen(undo: Undo[]): void {
  baseThen = prototype.then;
  const { then, resolve } = tied;
  const hidden = { writable: true, enumerable: false, configurable: true };
  undo.push(define(prototype, 'then', { ...hidden, value: then }));
  undo.push(define(NativePromise, 'resolve', { ...hidden, value: resolve }));
  tieOtherPromise(undo);
}
