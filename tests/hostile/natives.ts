// The intrinsics of the harness: captured before the library is loaded, and before a row changes anything.
export const { setTimeout: nativeSetTimeout, clearTimeout: nativeClearTimeout, Promise: NativePromise } = globalThis;
export const { apply, ownKeys, getPrototypeOf, deleteProperty } = Reflect;
export const { create, defineProperty, getOwnPropertyDescriptor, isFrozen } = Object;
export const { then: nativeThen } = NativePromise.prototype;

/** Adds to a list, even if arrays were tampered with. */
export function add<T>(list: T[], value: T): void {
  defineProperty(list, list.length, { __proto__: null, value, writable: true, enumerable: true, configurable: true } as PropertyDescriptor);
}

const { setImmediate: nativeSetImmediate } = globalThis as { setImmediate?: Function };

/** Calls a function in a later task, as soon as possible. */
export const later = (fn: () => void, tasks = 1): void =>
  void apply(nativeSetImmediate ?? nativeSetTimeout, undefined, [() => (tasks > 1 ? later(fn, tasks - 1) : fn())]);

/** Calls a function in a later task, after the timers that are due by then. */
export const afterTimers = (fn: () => void, tasks = 1): void =>
  void apply(nativeSetTimeout, undefined, [() => (tasks > 1 ? afterTimers(fn, tasks - 1) : fn()), 1]);

/** A promise with its resolving functions. */
export function deferred<T = unknown>(
  Constructor: PromiseConstructor = NativePromise,
): { promise: Promise<T>; resolve: (value?: any) => void; reject: (reason?: unknown) => void } {
  let resolve!: (value?: any) => void;
  let reject!: (reason?: unknown) => void;
  const promise = new Constructor<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Names a value without running code of its own. */
export function nameOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function') return 'a function';
  return typeof value === 'symbol' ? 'a symbol' : `${value as string}`;
}

/** Names an error. */
export function messageOf(error: unknown): string {
  try {
    return `${(error as Error).name}: ${(error as Error).message}`;
  } catch {
    return nameOf(error);
  }
}
