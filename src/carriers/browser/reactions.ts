// Ties promise reactions to contexts where the marks of regions cannot: those of a Promise that the page has in place of the engine's, those below a library's `then`, and all
// of them where the await hook is switched off.
import { apply, isCallable, isObject } from '../../intrinsics.js';
import { isPromiseNative, NativePromise, prototype } from './native-promise.js';
import { createWeakMap } from './objects.js';
import { ownerOf, replace, type Around } from './patch.js';
import { currentContext, EMPTY, segment, extendRegion, type Context } from './segments.js';
import { tieOtherTimers } from './timers.js';

/**
 * The stand-in with which a promise is resolved for a thenable that is none of ours: the promise would call that one from a job, in no context.
 * Its `then` is read once, as by the engine.
 */
export function tieThenable(value: unknown, context: Context): unknown {
  if (!isObject(value) || value instanceof NativePromise) return value;
  const { then } = value as { then?: unknown };
  if (!isCallable(then)) return value;
  return { __proto__: null, then: (...functions: unknown[]) => segment(context, then, value, functions) };
}

/** Calls a reaction. */
const react = (callback: (value: unknown) => unknown, value: unknown, context: Context): unknown => tieThenable(callback(value), context);

/** Ties a reaction to a context. It may be the engine's, which resolves what an await waits for. */
export function tie(callback: unknown, context: Context): unknown {
  if (!isCallable(callback)) return callback;
  return (value: unknown) =>
    // From no context to none, there is nothing to keep apart: no tick more than the engine takes.
    context === EMPTY && currentContext() === EMPTY
      ? segment(EMPTY, callback, undefined, [value])
      : segment(context, react, undefined, [callback, value, context], true);
}

const tying: Around = (fn, promise, args) => {
  extendRegion();
  const context = currentContext();
  for (let i = 0; i < args.length; i++) args[i] = tie(args[i], context);
  return apply(fn, promise, args);
};

/** Prototypes of promises that are tied: not twice. */
const others = createWeakMap<object, true>();
let seen: unknown = isPromiseNative && NativePromise;

/** Ties the reactions of the promises that the global is about by now, if they are not the engine's. An await finds their `then` by itself. */
export function tieOtherPromise(): void {
  const { Promise: Other } = globalThis as { Promise?: PromiseConstructor };
  if (Other === seen) return;
  seen = Other;
  const other: unknown = isCallable(Other) && Other.prototype;
  if (!isObject(other) || others.get(other)) return;
  others.set(other, true);
  for (const key of ['then', 'finally']) {
    const owner = ownerOf(other, key);
    // A method that a class has from the engine's is not its own, and it may have all from there.
    if (isPromiseNative && owner === prototype) continue;
    replace(owner, key, tying);
  }
}

/** Ties the Promise and the schedulers that the page has put in place of the engine's. Cheap enough for every `run`. */
export function tieReplaced(): void {
  try {
    tieOtherPromise();
    tieOtherTimers();
  } catch {
    // A global of that name is a getter of the page's that throws.
  }
}
