// The await hook: what lets a context follow native promises through `await` and `then`.
import { continuation, currentContext, EMPTY, enterEmpty, isInSegment, segment, touch, type Context } from './segments.js';
import {
  exempted,
  isExempt,
  nativeFinally,
  NativePromise,
  nativeResolve,
  nativeThen,
  prototype,
} from './microtasks.js';

const { defineProperty } = Object;

/** Adds reactions without that being taken for an await. */
const subscribe = (promise: unknown, onFulfilled: unknown, onRejected: unknown): unknown =>
  exempted(promise, nativeThen, promise, [onFulfilled, onRejected]);

/** Ties a reaction to a context. The engine's resolving functions are enqueuers of continuations, which one cannot tell from a user's function. */
function bind(callback: unknown, context: Context, perhapsEngine: boolean): unknown {
  if (typeof callback !== 'function') return callback;
  return perhapsEngine
    ? (value: unknown) => continuation(context, callback, value)
    : (value: unknown) => segment(context, callback, undefined, [value]);
}

function thenIn(context: Context, promise: unknown, onFulfilled: unknown, onRejected: unknown): unknown {
  const perhapsEngine = !isInSegment();
  return subscribe(promise, bind(onFulfilled, context, perhapsEngine), bind(onRejected, context, perhapsEngine));
}

const { then, resolve, finally: finallyHooked } = {
  then(this: unknown, onFulfilled: unknown, onRejected: unknown): unknown {
    return thenIn(currentContext(), this, onFulfilled, onRejected);
  },
  resolve(this: unknown, value: unknown): unknown {
    return exempted(value, nativeResolve, this, [value]);
  },
  finally(this: unknown, onFinally: unknown): unknown {
    return exempted(this, nativeFinally, this, [onFinally]);
  },
};

/** What an await in a context finds for %Promise%: the same in everything but identity, so that it goes through `then`. */
const Elsewhere = new Proxy(NativePromise, Object.create(null));

const own = (key: PropertyKey) =>
  function (this: object, value: unknown): void {
    defineProperty(this, key, { value, writable: true, enumerable: true, configurable: true });
  };

/** Installs the hook. */
export function hookPromise(): void {
  defineProperty(prototype, 'then', {
    configurable: true,
    enumerable: false,
    set: own('then'),
    get(this: unknown) {
      if (this === prototype) return then;
      const context = currentContext();
      touch();
      if (context === EMPTY) return then;
      return {
        then(this: unknown, onFulfilled: unknown, onRejected: unknown): unknown {
          return thenIn(context, this, onFulfilled, onRejected);
        },
      }.then;
    },
  });
  defineProperty(prototype, 'constructor', {
    configurable: true,
    enumerable: false,
    set: own('constructor'),
    get(this: unknown) {
      if (this === prototype || isExempt(this)) return NativePromise;
      touch();
      if (currentContext() !== EMPTY) return Elsewhere;
      try {
        subscribe(this, enterEmpty, enterEmpty);
      } catch {
        // Not a promise: nothing awaits it.
      }
      return NativePromise;
    },
  });
  defineProperty(prototype, 'finally', { value: finallyHooked, writable: true, enumerable: false, configurable: true });
  defineProperty(NativePromise, 'resolve', { value: resolve, writable: true, enumerable: false, configurable: true });
}
