// Adds marks to the microtask queue and to promises, so that the hook does not take these calls for an await of the page.
import { apply, defineProperty, getOwnPropertyDescriptor, putBack } from '../../intrinsics.js';
import { isPromiseNative, native, NativePromise, nativeThen, sourceOf } from './native-promise.js';

// A reaction of a settled promise is the fastest way to enqueue a microtask, eight times as fast as queueMicrotask in Chromium. With own
// properties the engine does not read the patched prototype, and with `undefined` as the constructor it does not read the species.
const settled = new NativePromise<void>(resolve => resolve());
defineProperty(settled, 'constructor', { value: undefined });
defineProperty(settled, 'then', { value: nativeThen });

/** Whether `then` adds a reaction to the promise itself. Then it returns the promise made by the species; a library's `then` may return another. */
function isDirect(then: Function): boolean {
  let made: unknown;
  function Species(executor: (resolve: (value: unknown) => void, reject: (reason: unknown) => void) => void): unknown {
    return (made = new NativePromise(executor));
  }
  const probe = new NativePromise<void>(resolve => resolve());
  defineProperty(probe, 'constructor', { value: { [Symbol.species]: Species } });
  try {
    return apply(then, probe, []) === made;
  } catch {
    return false;
  }
}

/**
 * Whether the captured `then` is the engine's. Each mark must take exactly one tick, and the `then` of a library that patched it before may take
 * more. The source alone does not tell: a proxy has the source of a native function, without the name, and core-js's `then` has it, with the name.
 */
export const isThenNative = /\bthen\(\)\s*\{\s*\[native code\]/.test(sourceOf(nativeThen)) && isDirect(nativeThen);

const queueMicrotask = native(globalThis, 'queueMicrotask');

/** Whether marks can be enqueued, or are not needed. */
export const canEnqueue = isThenNative || !isPromiseNative || !!queueMicrotask;

/** Enqueues a microtask. The job must not throw. */
export const enqueue: (job: () => void) => void = isThenNative ? job => void settled.then(job) : job => queueMicrotask(job);

/**
 * The reason for which a call of this library makes the engine read a constructor: to add a mark, where the hook returns `undefined`; `then` of a
 * promise whose read goes straight to the hook ('plain'), or of any other promise ('then'); any other call.
 */
export type Reader = 'mark' | 'plain' | 'then' | 'call';

/** The promise whose constructor the engine is about to read because of a call of this library. */
let expected: unknown;
let reader: Reader = 'call';

/** Calls a native function that first reads the constructor of a promise. The hook does not take this read for an await. */
export function exempted(promise: unknown, fn: Function, thisArgument: unknown, args: readonly unknown[]): unknown {
  const before = expected;
  const readerBefore = reader;
  expected = promise;
  reader = 'call';
  try {
    return apply(fn, thisArgument, args);
  } finally {
    expected = before;
    reader = readerBefore;
  }
}

/** Calls the engine's `then`. The hook does not take its read for an await. Separate from `exempted`, because engines make it faster so. */
export function addReactions(promise: unknown, onFulfilled: unknown, onRejected: unknown, by: Reader): unknown {
  const before = expected;
  const readerBefore = reader;
  expected = promise;
  reader = by;
  try {
    return apply(nativeThen, promise, [onFulfilled, onRejected]);
  } finally {
    expected = before;
    reader = readerBefore;
  }
}

/** Whether a read of the promise's constructor reaches the hook. */
export function reachesHook(promise: object): boolean {
  const before = expected;
  const readerBefore = reader;
  expected = promise;
  reader = 'mark';
  try {
    return promise.constructor === undefined && expected !== promise;
  } finally {
    expected = before;
    reader = readerBefore;
  }
}

/** The expected reader of this promise's constructor, if there is one. It is returned once per call. */
export function readerOf(promise: unknown): Reader | undefined {
  if (expected !== promise) return undefined;
  expected = undefined;
  return reader;
}

async function reactTo(promise: unknown, reaction: () => void): Promise<void> {
  try {
    await promise;
  } catch {
    // The page's own reaction gets the rejection too.
  }
  reaction();
}

/**
 * Adds a reaction to a promise whose constructor is read from the hook. The hook returns `undefined`, so the engine does not read the species.
 *
 * @throws TypeError if the value is not a promise; the engine's error for a full stack.
 */
export const subscribe: (promise: unknown, reaction: () => void) => void = isThenNative
  ? (promise, reaction) => void addReactions(promise, reaction, reaction, 'mark')
  : // Another library's `then` does not add a reaction to the promise itself, but an await does.
    (promise, reaction) => void exempted(promise, reactTo, undefined, [promise, reaction]);

/**
 * Adds a reaction to a promise whose constructor is not read from the hook. Hides the constructor meanwhile, so that no code of the page runs.
 *
 * @throws TypeError if the constructor cannot be hidden.
 */
export function subscribeHidden(promise: object, reaction: () => void): void {
  const own = getOwnPropertyDescriptor(promise, 'constructor');
  defineProperty(promise, 'constructor', { value: undefined, writable: true, configurable: true });
  try {
    apply(nativeThen, promise, [reaction, reaction]);
  } finally {
    putBack(promise, 'constructor', own);
  }
}
