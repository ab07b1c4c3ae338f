// A Promise that is not the engine's, of zone.js or a polyfill, where no hook finds its `then`.
import { NativePromise, prototype as nativePrototype } from './native-promise.js';
import { replaceFunction, type Undo } from './patch.js';
import { currentContext, EMPTY } from './segments.js';
import { tie } from './tie.js';
import { createWeakMap } from './weak-map.js';

/** Prototypes of promises that are tied: not twice. */
const others = createWeakMap<object, true>();
let seen: unknown = NativePromise;

/** Ties the reactions of the promises that the global is about by now, if they are not the engine's. */
export function tieOtherPromise(undo: Undo[] = []): void {
  const { Promise: Other } = globalThis as { Promise?: PromiseConstructor };
  if (Other === seen) return;
  seen = Other;
  const prototype: object | undefined = typeof Other === 'function' ? Other.prototype : undefined;
  // What a class has from the engine's, which may be all, is not its own.
  if (!prototype || prototype === nativePrototype || prototype instanceof NativePromise || others.get(prototype)) return;
  others.set(prototype, true);
  const tieAll = (args: unknown[]): unknown[] => {
    const context = currentContext();
    if (context !== EMPTY) for (let i = 0; i < args.length; i++) args[i] = tie(args[i], context);
    return args;
  };
  for (const key of ['then', 'finally']) {
    const step = replaceFunction(prototype, key, tieAll);
    if (step) undo.push(step);
  }
}
