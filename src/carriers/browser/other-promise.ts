// A Promise that is not the engine's, of zone.js or a polyfill, where no hook finds its `then`.
import { NativePromise } from './native-promise.js';
import { replaceFunction, type Undo } from './patch.js';
import { currentContext, EMPTY } from './segments.js';
import { tie } from './tie.js';

/** Replaces the `then` of the promises that the global is about, if they are not the engine's. */
export function tieOtherThen(undo: Undo[]): void {
  const { Promise: Other } = globalThis as { Promise?: PromiseConstructor };
  if (typeof Other !== 'function' || Other === NativePromise) return;
  const step = replaceFunction(Other.prototype, 'then', args => {
    const context = currentContext();
    return context === EMPTY ? args : args.map(callback => tie(callback, context));
  });
  if (step) undo.push(step);
}
