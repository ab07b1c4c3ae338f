// How microtasks are enqueued, in a page whose promises are hooked: the marks of segments, and reads of ours that are no await of anybody's.
import { isPromiseNative, NativePromise, nativeThen } from './native-promise.js';

const { apply } = Reflect;
const { defineProperty } = Object;

// A reaction of a settled promise is the cheapest microtask there is, eight times as cheap as queueMicrotask in Chromium. Own properties
// keep every look-up off the prototype that we patch, and `undefined` as the constructor spares the engine the one of the species.
const settled = (async () => {})();
defineProperty(settled, 'constructor', { value: undefined });
defineProperty(settled, 'then', { value: nativeThen });

/** Whether `then` adds a reaction to the promise itself: what it returns is then what the promise's species makes, else a library's own. */
function isDirect(then: Function): boolean {
  let made: unknown;
  function Species(executor: (resolve: (value: unknown) => void, reject: (reason: unknown) => void) => void): unknown {
    return (made = new NativePromise(executor));
  }
  const probe = (async () => {})();
  defineProperty(probe, 'constructor', { value: { [Symbol.species]: Species } });
  try {
    return apply(then, probe, []) === made;
  } catch {
    return false;
  }
}

/**
 * Whether the `then` that we captured is the engine's. That of a library that patched it before us may take ticks of its own, where the marks
 * of regions must take one each. Proxies have the source of a native function as well, without the name; core-js gives it to its own, with it.
 */
export const isThenNative =
  /\bthen\(\)\s*\{\s*\[native code\]/.test(apply(Function.prototype.toString, nativeThen, [])) && isDirect(nativeThen);

const { queueMicrotask } = globalThis;

/** Whether marks can be enqueued, or need not be. */
export const canEnqueue = isThenNative || !isPromiseNative || typeof queueMicrotask === 'function';

/** Enqueues a microtask. It must not throw. */
export const enqueue: (job: () => void) => void = isThenNative
  ? job => void settled.then(job)
  : job => queueMicrotask(job);

/** The promise whose constructor the engine is about to read for us, which is no await of anybody's. */
let exempt: unknown;

/** Calls a native function that reads the constructor of a promise first of all, without that being taken for an await. */
export function exempted(promise: unknown, fn: Function, thisArgument: unknown, args: readonly unknown[]): unknown {
  const before = exempt;
  exempt = promise;
  try {
    return apply(fn, thisArgument, args);
  } finally {
    exempt = before;
  }
}

/** Whether a read of this promise's constructor is ours; once a call. */
export function isExempt(promise: unknown): boolean {
  if (exempt !== promise) return false;
  exempt = undefined;
  return true;
}
