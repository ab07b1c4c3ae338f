// The await hook: what lets a context follow native promises through `await` and `then`.
import { define, replaceFunction, type Undo } from './patch.js';
import { continuation, currentContext, currentRegion, EMPTY, enterEmpty, isInSegment, segment, touch, type Context } from './segments.js';
import { exempted, isExempt, isThenNative } from './microtasks.js';
import { nativeFinally, NativePromise, nativeResolve, nativeThen, prototype } from './native-promise.js';
import { createWeakMap } from './weak-map.js';

const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;

/** Adds a reaction, right before the one that the engine is about to add, without that being taken for an await. */
const subscribe: (promise: unknown, reaction: () => void) => void = isThenNative
  ? (promise, reaction) => void exempted(promise, nativeThen, promise, [reaction, reaction])
  : // No `then` of a library's adds to the promise itself; an await of ours does.
    (promise, reaction) => void exempted(promise, reactTo, undefined, [promise, reaction]);

async function reactTo(promise: unknown, reaction: () => void): Promise<void> {
  try {
    await promise;
  } catch {
    // The await that this one stands before gets it too.
  }
  reaction();
}

/**
 * Calls a reaction. What it returns is resolved with after the segment has ended; a thenable whose `then` is not ours would be called in
 * no context, so that is resolved with in here.
 */
function react(callback: (value: unknown) => unknown, value: unknown): unknown {
  const result = callback(value);
  const isForeignThenable =
    typeof result === 'object' && result !== null && 'then' in result && !(result instanceof NativePromise);
  return isForeignThenable ? new NativePromise(resolve => resolve(result)) : result;
}

/**
 * Whose functions the reactions are. The engine's resolving functions are enqueuers of continuations; one cannot tell them from a user's, but for
 * certain by who calls `then`.
 */
type Owner = 'user' | 'engine' | 'anybody';

/** Ties a reaction to a context. */
function bind(callback: unknown, context: Context, owner: Owner): unknown {
  if (typeof callback !== 'function') return callback;
  return (value: unknown) => {
    // From no context to none, there is nothing to keep apart: no tick more than the engine takes.
    if (context === EMPTY && currentContext() === EMPTY) return segment(EMPTY, callback, undefined, [value]);
    return owner === 'user'
      ? segment(context, react, undefined, [callback, value])
      : continuation(context, owner === 'engine', react, callback, value);
  };
}

/** What `then` does below the hook: the engine's, or that of a library that had patched it before. */
let baseThen: unknown = nativeThen;

function thenIn(
  context: Context,
  owner: Owner,
  then: unknown,
  promise: unknown,
  onFulfilled: unknown,
  onRejected: unknown,
): unknown {
  return exempted(promise, then as Function, promise, [
    bind(onFulfilled, context, owner),
    bind(onRejected, context, owner),
  ]);
}

/** Who calls `then`, if nothing is known of where it was read: no segment calls the engine's functions. */
const callerOfThen = (): Owner => (isInSegment() ? 'user' : 'anybody');

/** A function with the source of a native one: libraries ask for it (Dexie does, of `then`) and give up where somebody patched. */
const nativeLooking = <F extends Function>(fn: F): F => new Proxy(fn, Object.create(null));

const hooked = {
  then: nativeLooking({
    then(this: unknown, onFulfilled: unknown, onRejected: unknown): unknown {
      return thenIn(currentContext(), callerOfThen(), baseThen, this, onFulfilled, onRejected);
    },
  }.then),
  resolve: nativeLooking({
    resolve(this: unknown, value: unknown): unknown {
      return exempted(value, nativeResolve, this === Elsewhere ? NativePromise : this, [value]);
    },
  }.resolve),
  finally: nativeLooking({
    finally(this: unknown, onFinally: unknown): unknown {
      return exempted(this, nativeFinally, this, [onFinally]);
    },
  }.finally),
};

/**
 * What `Promise.prototype.then` is to the page: ours, or that of a library that has patched it since. Theirs calls the one that they found,
 * which is ours, so the two never call each other in a circle.
 */
let pageThen: unknown = hooked.then;

/** `then`, tied to the context in which it was read: the engine reads it in the context of an await and calls it from a job. */
function thenOf(context: Context): Function {
  const readIn = currentRegion();
  return {
    then(this: unknown, onFulfilled: unknown, onRejected: unknown): unknown {
      // What is read in one region and called by a job in another, the engine has read.
      const caller = callerOfThen();
      const owner = caller === 'anybody' && currentRegion() !== readIn ? 'engine' : caller;
      return thenIn(context, owner, pageThen === hooked.then ? baseThen : pageThen, this, onFulfilled, onRejected);
    },
  }.then;
}

/** What an await in a context finds for %Promise%: the same in everything but identity, so that it goes through `then`. */
const Elsewhere = new Proxy(NativePromise, Object.create(null));

/**
 * What an assignment does to an inherited data property: the object gets one of its own. On the prototype itself it is somebody who patches
 * `then` as we do; the hook stays, and calls theirs.
 */
const assign = (key: 'then' | 'constructor') =>
  function (this: object, value: unknown): void {
    if (this === prototype && key === 'then') {
      pageThen = value;
      hookOtherPromise([]);
    }
    else defineProperty(this, key, { value, writable: true, enumerable: this !== prototype, configurable: true });
  };

/** Promises of another kind that are hooked: not twice. */
const others = createWeakMap<object, true>();

/** Hooks the promises that the global is about, if they are not the engine's: those of zone.js, or of a polyfill. An await finds their `then` by itself. */
function hookOtherPromise(undo: Undo[]): void {
  const { Promise: Other } = globalThis;
  const otherPrototype: object | undefined = typeof Other === 'function' && Other !== NativePromise ? Other.prototype : undefined;
  if (!otherPrototype || otherPrototype === prototype || others.get(otherPrototype)) return;
  others.set(otherPrototype, true);
  const bindAll = (args: unknown[]): unknown[] => {
    touch();
    const context = currentContext();
    const owner = callerOfThen();
    for (let i = 0; i < args.length; i++) args[i] = bind(args[i], context, owner);
    return args;
  };
  for (const key of ['then', 'finally']) {
    const step = replaceFunction(otherPrototype, key, bindAll);
    if (step) undo.push(step);
  }
}

let seen: unknown;

/** Hooks the promises that the page has put in place of the engine's since the hook was installed, if it has. */
export function hookLaterPromise(): void {
  if (seen === globalThis.Promise) return;
  seen = globalThis.Promise;
  hookOtherPromise([]);
}

/** Whether what async functions return still leads to %Promise%. core-js, where it replaces Promise, leaves no way to it. */
const isPromiseFound = (): boolean => getPrototypeOf((async () => {})()) === prototype;

/** Whether the hook can be installed in this realm. */
export const canHookPromise = (): boolean =>
  isPromiseFound() &&
  ['then', 'constructor', 'finally'].every(key => getOwnPropertyDescriptor(prototype, key)?.configurable === true) &&
  getOwnPropertyDescriptor(NativePromise, 'resolve')?.configurable === true;

/** Installs the hook, and notes what undoes each step. */
export function hookPromise(undo: Undo[]): void {
  hookOtherPromise(undo);
  baseThen = prototype.then;
  const { then, resolve, finally: finallyHooked } = hooked;
  pageThen = then;
  const hide = { enumerable: false, configurable: true };
  undo.push(
    define(prototype, 'then', {
      ...hide,
      set: assign('then'),
      get(this: unknown) {
        if (this === prototype) return pageThen;
        touch();
        const context = currentContext();
        return context === EMPTY || typeof pageThen !== 'function' ? pageThen : thenOf(context);
      },
    }),
  );
  undo.push(
    define(prototype, 'constructor', {
      ...hide,
      set: assign('constructor'),
      get(this: unknown) {
        if (this === prototype || isExempt(this)) return NativePromise;
        touch();
        if (currentContext() !== EMPTY) return Elsewhere;
        try {
          subscribe(this, enterEmpty);
        } catch {
          // Not a promise: nothing awaits it.
        }
        return NativePromise;
      },
    }),
  );
  undo.push(define(prototype, 'finally', { ...hide, writable: true, value: finallyHooked }));
  undo.push(define(NativePromise, 'resolve', { ...hide, writable: true, value: resolve }));
}
