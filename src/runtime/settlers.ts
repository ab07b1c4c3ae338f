// The functions of Promise that resolve promises, which call the `then` of thenables from jobs: they get thenables that are tied.
import { apply, create, defineProperty, isObject, iterator } from '../intrinsics.js';
import { isPromiseNative, NativePromise } from './native-promise.js';
import { tieThenable } from './thenable.js';

type Method = ((...args: unknown[]) => unknown) | null | undefined;
type Iterable = { readonly [iterator]: Method };
type Iterator = { readonly next: Method; readonly return: Method };

/** An iterator like another, whose values are tied. All that the engine asks for is asked of the other, when the engine asks. */
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

/** An array like another, whose values are tied. */
function tieElements(array: readonly unknown[]): unknown[] {
  const tied: unknown[] = [];
  for (let i = 0; i < array.length; i++) tied[i] = tieThenable(array[i]);
  return tied;
}

/** An iterable like another, whose values are tied. What is none is left to the engine to complain about. */
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

/** The callback, its result tied: a promise is resolved with it. */
const tieResult = (callback: unknown): unknown =>
  typeof callback === 'function' ? (...args: unknown[]) => tieThenable(apply(callback, undefined, args)) : callback;

const changes: Readonly<Record<string, ((argument: unknown) => unknown) | null>> = {
  // Nothing is inherited: all that is here gets its function.
  __proto__: null,
  resolve: tieThenable,
  try: tieResult,
  all: tieEach,
  allSettled: tieEach,
  any: tieEach,
  race: tieEach,
};

/** Stands for %Promise% in a context, with all that it has. */
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
