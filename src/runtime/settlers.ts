// The static methods of Promise that resolve promises. They call the `then` of thenables from jobs, so the thenables are tied to the context.
import { apply, create, defineProperty, isObject, iterator } from '../intrinsics.js';
import { isPromiseNative, NativePromise } from './engine-promise.js';
import { tieThenable } from './thenable.js';

type Method = ((...args: unknown[]) => unknown) | null | undefined;
type Iterable = { readonly [iterator]: Method };
type Iterator = { readonly next: Method; readonly return: Method };

/** Wraps an iterator, and ties its values. Each read and call by the engine causes one of the iterator, at the same time. */
const tieIterator = (inner: Iterator): object => {
  const { next } = inner;
  return {
    __proto__: null,
    next() {
      const result = apply(next as Function, inner, []);
      if (!isObject(result)) return result;
      const { done } = result as { done: unknown };
      return done ? { __proto__: null, done } : { __proto__: null, value: tieThenable((result as { value: unknown }).value) };
    },
    get return() {
      const method = inner.return;
      return typeof method === 'function' ? () => apply(method, inner, []) : method;
    },
  };
};

/** A copy of an array, with tied values. */
function tieElements(array: readonly unknown[]): unknown[] {
  const tied: unknown[] = [];
  for (let i = 0; i < array.length; i++) tied[i] = tieThenable(array[i]);
  return tied;
}

/** Wraps an iterable, and ties its values. A value that is not iterable is returned as it is, so that the engine throws. */
function tieEach(iterable: unknown): unknown {
  if (!isObject(iterable)) return iterable;
  if (!isPromiseNative && Array.isArray(iterable)) return tieElements(iterable);
  return {
    __proto__: null,
    get [iterator]() {
      const method = (iterable as Iterable)[iterator];
      if (typeof method !== 'function') return method;
      return () => {
        const inner: unknown = apply(method, iterable, []);
        return isObject(inner) ? tieIterator(inner as Iterator) : inner;
      };
    },
  };
}

/** Wraps a callback, and ties its result, with which a promise is resolved. */
const tieResult = (callback: unknown): unknown =>
  typeof callback === 'function' ? (...args: unknown[]) => tieThenable(apply(callback, undefined, args)) : callback;

const changes: Readonly<Record<string, ((argument: unknown) => unknown) | null>> = {
  // Without a prototype, so that the loop below finds only these.
  __proto__: null,
  resolve: tieThenable,
  try: tieResult,
  all: tieEach,
  allSettled: tieEach,
  any: tieEach,
  race: tieEach,
};

/** Used in place of %Promise% in a context. Inherits all other members from it. */
export const settlers: object = create(NativePromise);
for (const key in changes) {
  const change = changes[key]!;
  defineProperty(settlers, key, {
    get() {
      const method = (NativePromise as object as Record<string, Method>)[key];
      return typeof method === 'function'
        ? (...args: unknown[]) => {
            args[0] = change(args[0]);
            return apply(method, NativePromise, args);
          }
        : method;
    },
  });
}
