// Ties promise reactions to contexts: of the engine's promises, and of a Promise that the page has in their place.
import { isPromiseNative, NativePromise, prototype } from './native-promise.js';
import { createWeakMap, isObject } from './objects.js';
import { ownerOf, replace, type Undo } from './patch.js';
import { continuation, currentContext, currentRegion, EMPTY, segment, touch, type Context } from './segments.js';

const { apply } = Reflect;

/**
 * Whose functions the reactions are. The engine's resolving functions are enqueuers of continuations; one cannot tell them from a user's, but for
 * certain by who calls `then`.
 */
export type Owner = 'user' | 'engine' | 'anybody';

/** Who calls `then`, if nothing is known of where it was read: the synchronous part of a segment never calls the engine's functions. */
export function callerOfThen(): Owner {
  const runs = currentRegion()?.runs;
  return runs === 'segment' || runs === 'rest' ? 'user' : 'anybody';
}

/**
 * What a promise is to be resolved with in place of a thenable that is none of ours, which the promise would call from a job: in no context.
 * Its `then` is read once, as by the engine.
 */
export function tieThenable(value: unknown, context: Context): unknown {
  if (!isObject(value) || value instanceof NativePromise || !('then' in value)) return value;
  const { then } = value;
  if (typeof then !== 'function') return value;
  return { __proto__: null, then: (...functions: unknown[]) => segment(context, then, value, functions) };
}

/** Calls a reaction. */
const react = (callback: (value: unknown) => unknown, value: unknown, context: Context): unknown =>
  tieThenable(callback(value), context);

/** Ties a reaction to a context. */
export function tie(callback: unknown, context: Context, owner: Owner): unknown {
  if (typeof callback !== 'function') return callback;
  return (value: unknown) => {
    // From no context to none, there is nothing to keep apart: no tick more than the engine takes.
    if (context === EMPTY && currentContext() === EMPTY) return segment(EMPTY, callback, undefined, [value]);
    return owner === 'user'
      ? segment(context, react, undefined, [callback, value, context])
      : continuation(context, owner === 'engine', react, callback, value, context);
  };
}

/** Prototypes of promises that are tied: not twice. */
const others = createWeakMap<object, true>();
let seen: unknown = isPromiseNative && NativePromise;

/** Ties the reactions of the promises that the global is about by now, if they are not the engine's. An await finds their `then` by itself. */
export function tieOtherPromise(undo: Undo[] = []): void {
  const { Promise: Other } = globalThis as { Promise?: PromiseConstructor };
  if (Other === seen) return;
  seen = Other;
  const other: unknown = typeof Other === 'function' && Other.prototype;
  if (!isObject(other) || others.get(other)) return;
  others.set(other, true);
  for (const key of ['then', 'finally']) {
    const owner = ownerOf(other, key);
    // What a class has from the engine's, which may be all, is not its own.
    if (isPromiseNative && owner === prototype) continue;
    replace(undo, owner, key, (fn, promise, args) => {
      touch();
      const context = currentContext();
      const caller = callerOfThen();
      for (let i = 0; i < args.length; i++) args[i] = tie(args[i], context, caller);
      return apply(fn, promise, args);
    });
  }
}
