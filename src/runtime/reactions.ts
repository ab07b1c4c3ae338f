// Promise reactions: what transformed code calls `then` of. It ties them to the current context, and leaves promises as the engine made them.
import type { Resume } from '../agent/switch.js';
import { apply } from '../intrinsics.js';
import { capture } from './activations.js';
import { NativePromise, prototype } from './native-promise.js';
import { settlers } from './settlers.js';
import { tieThenable } from './thenable.js';

type Key = 'then' | 'catch' | 'finally';
type Method = (this: unknown, ...callbacks: unknown[]) => unknown;

/** Calls a callback. @param last - The promise, if it is one of `finally`, which resolves with a promise of its own class as it is. */
function react(callback: Function, args: unknown[], last: Promise<unknown> | undefined): unknown {
  const result = apply(callback, undefined, args);
  const tied = tieThenable(result);
  if (tied !== result && last && result instanceof NativePromise && result.constructor === last.constructor) return result;
  return tied;
}

/** A method of a promise, which gets its callbacks tied to a context. */
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

/** Stands for a promise of the engine's. What the program asks it for, it asks the promise for, once and then. */
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
    // That of a subclass, or the promise's own, is code that ties by itself what it hands on.
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
 * Called with what `then`, `catch` or `finally` is called on, or a function of Promise's that resolves.
 *
 * @returns What it is called on instead: a stand-in for one of the engine's promises, or for its Promise, where there is a context to tie to.
 */
export function of(value: unknown): unknown {
  const isPromise = typeof value === 'object' ? value instanceof NativePromise : value === NativePromise;
  if (!isPromise) return value;
  const resume = capture();
  if (resume === undefined) return value;
  return value === NativePromise ? settlers : new Receiver(resume, value as Promise<unknown>);
}

/**
 * Called with `super.then`, or a method like it, and `this`.
 *
 * @returns What is called in its place.
 */
export function inherited(method: unknown, promise: unknown): unknown {
  if (typeof method !== 'function') return method;
  const isEngines = method === prototype.then || method === prototype.catch || method === prototype.finally;
  const resume = isEngines ? capture() : undefined;
  return resume === undefined ? (...args: unknown[]) => apply(method, promise, args) : tying(resume, method as Method, promise);
}
