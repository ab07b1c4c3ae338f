// The engine's promises.

/** %Promise%, even if the global `Promise` was replaced. */
export const NativePromise = (async () => {})().constructor as PromiseConstructor;
export const { prototype } = NativePromise;

/** Whether `NativePromise` is the engine's. A library's may accept only arrays as iterables, as that of Hermes does. */
export const isPromiseNative = /\[native code\]\s*\}\s*$/.test(Reflect.apply(Function.prototype.toString, NativePromise, []));
