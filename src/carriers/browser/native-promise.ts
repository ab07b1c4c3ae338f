// The native promise machinery, captured before anything is patched.

import { apply, getPrototypeOf } from '../../agent/intrinsics.js';

const { Zone } = globalThis as { Zone?: { __symbol__?(name: string): string } };
/** Under which names zone.js, if it was there first, keeps what it has replaced. Some other Zone than those as we know it has none. */
const prefix = Zone?.__symbol__?.('');

/** What an object has of the engine's, also where zone.js has replaced it. */
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

/** Whether what async functions return leads to their Promise. core-js, where it replaces Promise, leaves no way to it. */
export const isPromiseFound = made === Made.prototype;

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
