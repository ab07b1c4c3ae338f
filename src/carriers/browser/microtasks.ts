// The native promise machinery, captured before anything is patched.

/** %Promise%: what an async function returns is one, whatever the global of that name is by now (zone.js replaces it). */
export const NativePromise = (async () => {})().constructor as PromiseConstructor;
export const { prototype } = NativePromise;
export const { finally: nativeFinally } = prototype;
export const nativeResolve = NativePromise.resolve;
const { apply } = Reflect;
const { defineProperty } = Object;

/** The engine's `then`: zone.js, if it was there first, keeps it under a name of its own. */
export const nativeThen = ((): PromiseLike<unknown>['then'] => {
  let kept: unknown;
  try {
    const { Zone } = globalThis as { Zone?: { __symbol__?(name: string): string } };
    kept = Zone?.__symbol__ && (prototype as unknown as Record<string, unknown>)[Zone.__symbol__('then')];
  } catch {
    // Some other Zone than those of zone.js as we know it.
  }
  return typeof kept === 'function' ? (kept as PromiseLike<unknown>['then']) : prototype.then;
})();

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
