// Iterators to which a function delegates, by `yield*` and `for await`. Their methods run in the context of the function.
import type { Activation } from '../agent/switch.js';
import { apply, asyncIterator, isObject, iterator } from '../intrinsics.js';
import { enter, leave } from './realm-activations.js';
import { tieThenable } from './thenable.js';

type Method = ((...args: unknown[]) => unknown) | null | undefined;
type Iterable = { readonly [key: symbol]: Method };
type Iterator = { readonly next: Method; readonly return: Method; readonly throw: Method };

const same = (result: unknown): unknown => result;

/** Ties the value of an iterator's result, which the engine awaits. Reads the result in the same order as the engine. */
function withTiedValue(result: unknown): unknown {
  if (!isObject(result)) return result;
  const { done, value } = result as { done: unknown; value: unknown };
  return { __proto__: null, done, value: tieThenable(value) };
}

/** Wraps an iterable. The engine calls the wrapped iterator's methods while the function is suspended; each call runs in the function's context. */
function delegate(activation: Activation, iterable: unknown, method: Method, key: symbol, answer = same): unknown {
  const inContext = <T>(read: () => T): T => {
    enter(activation);
    try {
      return read();
    } finally {
      leave(activation);
    }
  };
  const ask = (inner: Iterator, question: Function, args: unknown[]) => inContext(() => answer(apply(question, inner, args)));
  return {
    __proto__: null,
    [key]() {
      const inner = apply(method as Function, iterable, []) as Iterator;
      // Not an object: the engine throws.
      if (!isObject(inner)) return inner;
      const { next } = inner;
      const optional = (name: 'return' | 'throw'): Method => {
        const found = inContext(() => inner[name]);
        return typeof found === 'function' ? (...args) => ask(inner, found, args) : found;
      };
      return {
        __proto__: null,
        next: (...args: unknown[]) => ask(inner, next as Function, args),
        get return() {
          return optional('return');
        },
        get throw() {
          return optional('throw');
        },
      };
    },
  };
}

/**
 * Called with the operand of `yield*` in a generator.
 *
 * @returns The wrapped iterable; the operand itself if it is not iterable, so that the engine throws.
 */
export function delegateTo(activation: Activation | undefined, iterable: unknown): unknown {
  if (activation === undefined || iterable === undefined || iterable === null) return iterable;
  const method = (iterable as Iterable)[iterator];
  return typeof method === 'function' ? delegate(activation, iterable, method, iterator) : iterable;
}

/** Like `delegateTo`, for the operand of `for await`, and of `yield*` in an async generator. */
export function delegateToAsync(activation: Activation | undefined, iterable: unknown): unknown {
  if (activation === undefined || iterable === undefined || iterable === null) return iterable;
  const method = (iterable as Iterable)[asyncIterator];
  if (method === undefined || method === null) {
    const synchronous = (iterable as Iterable)[iterator];
    return typeof synchronous === 'function' ? delegate(activation, iterable, synchronous, iterator, withTiedValue) : iterable;
  }
  return typeof method === 'function' ? delegate(activation, iterable, method, asyncIterator) : iterable;
}
