// The native promise machinery, captured before anything is patched.

/** %Promise% */
export const NativePromise = Promise;
export const { prototype } = NativePromise;
export const { then: nativeThen, finally: nativeFinally } = prototype;
export const nativeResolve = NativePromise.resolve;
const { apply } = Reflect;
const { defineProperty } = Object;

// A reaction of a settled promise is the cheapest microtask there is, eight times as cheap as queueMicrotask in Chromium. Own properties
// keep every look-up off the prototype that we patch, and `undefined` as the constructor spares the engine the one of the species.
const settled = nativeResolve.call(NativePromise, undefined);
defineProperty(settled, 'constructor', { value: undefined });
defineProperty(settled, 'then', { value: nativeThen });

/** Enqueues a microtask. It must not throw. */
export const enqueue = (job: () => void): void => void settled.then(job);

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
