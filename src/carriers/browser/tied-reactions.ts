// Ties promise reactions to contexts where marks cannot: reactions of a Promise with which the page has replaced the engine's, reactions below
// another library's `then`, and all reactions if the await hook is switched off.
import { apply, isCallable, isObject } from '../../intrinsics.js';
import { isPromiseNative, NativePromise, prototype } from './native-promise.js';
import { createWeakMap } from './objects.js';
import { ownerOf, replace, type Around } from './patch.js';
import { currentContext, EMPTY, segment, extendRegion, type Context } from './segments.js';
import { tieOtherTimers } from './timers.js';

/**
 * Wraps a thenable with which a promise is resolved, because the promise would call the thenable's `then` from a job, in no context. Reads `then`
 * once, as the engine does. Native promises, and values that are not thenables, are returned as they are.
 */
export function tieThenable(value: unknown, context: Context): unknown {
  if (!isObject(value) || value instanceof NativePromise) return value;
  const { then } = value as { then?: unknown };
  if (!isCallable(then)) return value;
  return { __proto__: null, then: (...functions: unknown[]) => segment(context, then, value, functions) };
}

/** Calls a callback of a reaction, and ties the thenable that it may return. */
const react = (callback: (value: unknown) => unknown, value: unknown, context: Context): unknown => tieThenable(callback(value), context);

/** Ties a reaction to a context. The callback may be the engine's own, which resolves an awaited promise. */
export function tie(callback: unknown, context: Context): unknown {
  if (!isCallable(callback)) return callback;
  return (value: unknown) =>
    // From the empty context to the empty context: no thenable is wrapped, so that no tick is added.
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

/** The prototypes of promises whose methods are tied, so that none is tied twice. */
const others = createWeakMap<object, true>();
let seen: unknown = isPromiseNative && NativePromise;

/** Ties the reactions of the current global `Promise`, if it is not the engine's. An await of its promises calls their `then`, so it is tied too. */
export function tieOtherPromise(): void {
  const { Promise: Other } = globalThis as { Promise?: PromiseConstructor };
  if (Other === seen) return;
  seen = Other;
  const other: unknown = isCallable(Other) && Other.prototype;
  if (!isObject(other) || others.get(other)) return;
  others.set(other, true);
  for (const key of ['then', 'finally']) {
    const owner = ownerOf(other, key);
    // A class derived from the engine's Promise inherits methods of the engine, which must not be replaced.
    if (isPromiseNative && owner === prototype) continue;
    replace(owner, key, tying);
  }
}

/** Ties the Promise and the schedulers with which the page has replaced the engine's. Cheap enough for every `run`. */
export function tieReplaced(): void {
  try {
    tieOtherPromise();
    tieOtherTimers();
  } catch {
    // The global `Promise`, or a scheduler, is a getter of the page that throws.
  }
}
