// The native promise machinery, captured before anything is patched.

import { apply, getOwnPropertyDescriptor, getPrototypeOf } from '../../intrinsics.js';

/** The prefix of the names under which zone.js, if it was loaded first, keeps the functions that it has replaced. */
let prefix: string | undefined;
try {
  prefix = (globalThis as unknown as { readonly Zone: { __symbol__(name: string): string } }).Zone.__symbol__('');
} catch {
  // There is no global `Zone`, or it is not one of the known versions of zone.js.
}

/** The engine's own method of an object, even if zone.js has replaced it. */
export const native = <Key extends string, Owner extends { [key in Key]: Function }>(owner: Owner, key: Key): Owner[Key] =>
  (owner as unknown as Record<string, Owner[Key] | undefined>)[prefix + key] ?? owner[key];

const made = getPrototypeOf((async () => {})()) as Promise<unknown>;
const Made = made.constructor as PromiseConstructor;
/**
 * %Promise%, even if the global `Promise` was replaced: an async function returns an instance of %Promise%. But a lowered async function returns
 * an instance of the global `Promise`, which may be zone.js's.
 */
export const NativePromise = Made === globalThis.Promise ? native(globalThis, 'Promise') : Made;
export const { prototype } = NativePromise;

/**
 * Whether promises can be hooked in this realm. If core-js has replaced `Promise`, the promise of an async function does not lead to its
 * constructor.
 */
export const canHookPromise = (): boolean | undefined =>
  made === Made.prototype &&
  ['then', 'constructor'].every(key => getOwnPropertyDescriptor(prototype, key)?.configurable) &&
  getOwnPropertyDescriptor(NativePromise, 'resolve')?.configurable;

const { toString } = Function.prototype;
/** The source of a function. */
export const sourceOf = (fn: unknown): string => apply(toString, fn as Function, []);

/**
 * Whether `NativePromise` is the engine's. A lowered async function returns an instance of the global `Promise`, which may be a library's: old
 * versions of React Native have one. A library's Promise has its own queue, and lowered code awaits by its `then`, so it suffices to tie reactions.
 */
export const isPromiseNative = /\[native code\]\s*\}\s*$/.test(sourceOf(NativePromise));
export const nativeResolve = NativePromise.resolve;

/** The engine's `then`. */
export const nativeThen = native(prototype, 'then');
