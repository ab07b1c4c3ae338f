// The engine's promises.

/** %Promise%, whatever the global of that name is by now. */
export const NativePromise = (async () => {})().constructor as PromiseConstructor;
export const { prototype } = NativePromise;

/** Whether that is the engine's. A library's may know arrays and no other iterables, as that of Hermes does. */
export const isPromiseNative = /\[native code\]\s*\}\s*$/.test(Reflect.apply(Function.prototype.toString, NativePromise, []));
