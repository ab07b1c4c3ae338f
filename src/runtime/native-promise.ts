// The engine's promises.

/** %Promise%, whatever the global of that name is by now. */
export const NativePromise = (async () => {})().constructor as PromiseConstructor;
export const { prototype } = NativePromise;
