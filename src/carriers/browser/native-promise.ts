// The native promise machinery, captured before anything is patched.

import { apply, getOwnPropertyDescriptor, getPrototypeOf } from '../../intrinsics.js';

/** The prefix of the names under which zone.js, if it was there first, keeps the functions that it has replaced. */
let prefix: string | undefined;
try {
  prefix = (globalThis as unknown as { readonly Zone: { __symbol__(name: string): string } }).Zone.__symbol__('');
} catch {
  // None, or some other than those of zone.js as we know it.
}

/** The engine's own method of an object, also where zone.js has replaced it. */
export const native = <Key extends string, Owner extends { [key in Key]: Function }>(owner: Owner, key: Key): Owner[Key] =>
  (owner as unknown as Record<string, Owner[Key] | undefined>)[prefix + key] ?? owner[key];

const made = getPrototypeOf((async () => {})()) as Promise<unknown>;
const Made = made.constructor as PromiseConstructor;
/**
 * %Promise%: what an async function returns is one, whatever the global of that name is by now. One that was lowered returns the global's, which may be
 * zone.js's.
 */
export const NativePromise = Made === globalThis.Promise ? native(globalThis, 'Promise') : Made;
export const { prototype } = NativePromise;

/** Whether promises can be hooked in this realm. core-js, where it replaces Promise, leaves no way from what async functions return to their Promise. */
export const canHookPromise = (): boolean | undefined =>
  made === Made.prototype &&
  ['then', 'constructor'].every(key => getOwnPropertyDescriptor(prototype, key)?.configurable) &&
  getOwnPropertyDescriptor(NativePromise, 'resolve')?.configurable;

const { toString } = Function.prototype;
/** The source of a function. */
export const sourceOf = (fn: unknown): string => apply(toString, fn as Function, []);

/**
 * Whether that is the engine's. An async function that was lowered returns the global Promise of its time, whoever made it: old React Natives bring their
 * own. Such a Promise has a queue of its own, and lowered code awaits by its `then`: to tie the reactions is all there is to do.
 */
export const isPromiseNative = /\[native code\]\s*\}\s*$/.test(sourceOf(NativePromise));
export const nativeResolve = NativePromise.resolve;

/** The engine's `then`. */
export const nativeThen = native(prototype, 'then');
