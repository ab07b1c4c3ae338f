// The native promise machinery, captured before anything is patched.

import { getPrototypeOf } from '../../agent/intrinsics.js';

/** What an object has of the engine's: zone.js, if it was there first, keeps that under a name of its own. */
export function native<Key extends string, Owner extends { [key in Key]: Function }>(owner: Owner, key: Key): Owner[Key] {
  let kept: unknown;
  try {
    const { Zone } = globalThis as { Zone?: { __symbol__?(name: string): string } };
    kept = Zone?.__symbol__ && (owner as Record<string, unknown>)[Zone.__symbol__(key)];
  } catch {
    // Some other Zone than those of zone.js as we know it.
  }
  return typeof kept === 'function' ? (kept as Owner[Key]) : owner[key];
}

const made = (async () => {})().constructor as PromiseConstructor;
/**
 * %Promise%: what an async function returns is one, whatever the global of that name is by now. One that was lowered returns the global's, which may be
 * zone.js's.
 */
export const NativePromise = made === globalThis.Promise ? native(globalThis, 'Promise') : made;
export const { prototype } = NativePromise;

/** Whether what async functions return leads to their Promise. core-js, where it replaces Promise, leaves no way to it. */
export const isPromiseFound = (): boolean => getPrototypeOf((async () => {})()) === made.prototype;

/**
 * Whether that is the engine's. An async function that was lowered returns the global Promise of its time, whoever made it: old React Natives bring their
 * own. Such a Promise has a queue of its own, and lowered code awaits by its `then`: to tie the reactions is all there is to do.
 */
export const isPromiseNative = /\[native code\]\s*\}\s*$/.test(Reflect.apply(Function.prototype.toString, NativePromise, []));
export const nativeResolve = NativePromise.resolve;

/** The engine's `then`. */
export const nativeThen = native(prototype, 'then');
