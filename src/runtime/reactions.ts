// Promise reactions: wraps the promises on which transformed code calls `then`, and ties the callbacks to the current context. The promises stay unchanged.
import type { Resume } from '../agent/switch.js';
import { apply } from '../intrinsics.js';
import { capture } from './realm-activations.js';
import { NativePromise, prototype } from './engine-promise.js';
import { settlers } from './settlers.js';
import { tieThenable } from './thenable.js';

type Key = 'then' | 'catch' | 'finally';
type Method = (this: unknown, ...callbacks: unknown[]) => unknown;

/** Calls a callback. @param last - The promise, if the method is `finally`, which resolves with a promise of the same class without wrapping it. */
function react(callback: Function, args: unknown[], last: Promise<unknown> | undefined): unknown {
  const result = apply(callback, undefined, args);
  const tied = tieThenable(result);
  if (tied !== result && last && result instanceof NativePromise && result.constructor === last.constructor) return result;
  return tied;
}

/** A method of a promise that ties its callbacks to a context. */
function tying(resume: Resume, method: Method, promise: unknown): Method {
  const last = method === prototype.finally ? promise : undefined;
  return (...callbacks) => {
    for (let i = 0; i < callbacks.length; i++) {
      const callback = callbacks[i];
      if (typeof callback === 'function') callbacks[i] = (...args: unknown[]) => resume(react, [callback, args, last]);
    }
    return apply(method, promise, callbacks);
  };
}

/** Wraps a promise of the engine. When the program reads a method of the wrapper, the wrapper reads it from the promise, once. */
class Receiver {
  readonly #resume: Resume;
  readonly #promise: Promise<unknown>;

  constructor(resume: Resume, promise: Promise<unknown>) {
    this.#resume = resume;
    this.#promise = promise;
  }

  #read(key: Key): unknown {
    const promise = this.#promise;
    const method: unknown = promise[key];
    if (typeof method !== 'function') return method;
    // The method of a subclass, or of the promise itself, is other code, in which reactions are tied separately.
    return method === prototype[key] ? tying(this.#resume, method as Method, promise) : (...args: unknown[]) => apply(method, promise, args);
  }

  get then(): unknown {
    return this.#read('then');
  }

  get catch(): unknown {
    return this.#read('catch');
  }

  get finally(): unknown {
    return this.#read('finally');
  }
}

/**
 * Called with the receiver of `then`, `catch` or `finally`, or of a static method of Promise that resolves a promise.
 *
 * @returns The receiver to use instead: a wrapper for a promise of the engine, or for %Promise%, if there is a context to which callbacks must be
 *   tied; else the value itself.
 */
export function of(value: unknown): unknown {
  const isPromise = typeof value === 'object' ? value instanceof NativePromise : value === NativePromise;
  if (!isPromise) return value;
  const resume = capture();
  if (resume === undefined) return value;
  return value === NativePromise ? settlers : new Receiver(resume, value as Promise<unknown>);
}

/**
 * Called with `super.then`, `super.catch` or `super.finally`, and `this`.
 *
 * @returns The function to call instead.
 */
export function inherited(method: unknown, promise: unknown): unknown {
  if (typeof method !== 'function') return method;
  const isEngines = method === prototype.then || method === prototype.catch || method === prototype.finally;
  const resume = isEngines ? capture() : undefined;
  return resume === undefined ? (...args: unknown[]) => apply(method, promise, args) : tying(resume, method as Method, promise);
}
