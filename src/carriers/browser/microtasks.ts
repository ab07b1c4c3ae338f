// How marks get into the microtask queue and onto promises, without that being taken for an await of the page's.
import { apply, defineProperty, getOwnPropertyDescriptor, putBack } from '../../intrinsics.js';
import { isPromiseNative, native, NativePromise, nativeThen, sourceOf } from './native-promise.js';

// A reaction of a settled promise is the cheapest microtask there is, eight times as cheap as queueMicrotask in Chromium. Own properties
// keep every look-up off the prototype that we patch, and `undefined` as the constructor spares the engine the one of the species.
const settled = new NativePromise<void>(resolve => resolve());
defineProperty(settled, 'constructor', { value: undefined });
defineProperty(settled, 'then', { value: nativeThen });

/** Whether `then` adds a reaction to the promise itself: what it returns is then what the promise's species makes, else a library's own. */
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
 * Whether the `then` that we captured is the engine's. That of a library that patched it before us may take ticks of its own, where the marks
 * of regions must take one each. Proxies have the source of a native function as well, without the name; core-js gives it to its own, with it.
 */
export const isThenNative = /\bthen\(\)\s*\{\s*\[native code\]/.test(sourceOf(nativeThen)) && isDirect(nativeThen);

const queueMicrotask = native(globalThis, 'queueMicrotask');

/** Whether marks can be enqueued, or need not be. */
export const canEnqueue = isThenNative || !isPromiseNative || !!queueMicrotask;

/** Enqueues a microtask. It must not throw. */
export const enqueue: (job: () => void) => void = isThenNative ? job => void settled.then(job) : job => queueMicrotask(job);

const NOTHING = {};
/**
 * The reader of a constructor, for us: a mark, which is to find none; `then` of a promise that has no constructor but the hook, or of any; another call, of
 * anything.
 */
export type Reader = 'mark' | 'plain' | 'then' | 'call';

/** The promise whose constructor the engine is about to read for us. */
let expected: unknown = NOTHING;
let reader: Reader = 'call';

/** Calls a native function that reads the constructor of a promise first of all, without that being taken for an await. */
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

/** Calls the engine's `then`, without that being taken for an await. A function of its own, which engines make fast. */
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

/** Whether the constructor of a promise is read where the hook is. */
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

/** The reader of this promise's constructor, if one is expected: once a call. */
export function readerOf(promise: unknown): Reader | undefined {
  if (expected !== promise) return undefined;
  expected = NOTHING;
  return reader;
}

async function reactTo(promise: unknown, reaction: () => void): Promise<void> {
  try {
    await promise;
  } catch {
    // Another reaction, of the page's, gets it too.
  }
  reaction();
}

/**
 * Adds a reaction to a promise whose constructor is read where the hook is. The answer, `undefined`, spares the engine the species.
 *
 * @throws TypeError if it is no promise; whatever the engine throws where the stack is full.
 */
export const subscribe: (promise: unknown, reaction: () => void) => void = isThenNative
  ? (promise, reaction) => void addReactions(promise, reaction, reaction, 'mark')
  : // No `then` of a library's adds to the promise itself; an await of ours does.
    (promise, reaction) => void exempted(promise, reactTo, undefined, [promise, reaction]);

/**
 * Adds a reaction to a promise that has a constructor elsewhere: hides that, so that no code of the page runs.
 *
 * @throws TypeError if it cannot be hidden.
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
