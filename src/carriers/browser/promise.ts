// The await hook: what lets a context follow native promises through `await` and `then`.
import { exempted, isExempt, isThenNative } from './microtasks.js';
import { isPromiseNative, nativeFinally, NativePromise, nativeResolve, nativeThen, prototype } from './native-promise.js';
import { isOn } from './options.js';
import { define, type Undo } from './patch.js';
import { AWAIT } from './policy.js';
import { callerOfThen, tie, tieOtherPromise, tieThenable, type Owner } from './reactions.js';
import { currentContext, currentRegion, EMPTY, enterEmpty, mark, touch, type Context } from './segments.js';

const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, isFrozen } = Object;

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
    tie(onFulfilled, context, owner),
    tie(onRejected, context, owner),
  ]);
}

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
      // Where nothing is marked, a thenable would be called in no context.
      const resolution = isOn(AWAIT) ? value : tieThenable(value, currentContext());
      return exempted(value, nativeResolve, this === Elsewhere ? NativePromise : this, [resolution]);
    },
  }.resolve),
  finally: nativeLooking({
    finally(this: unknown, onFinally: unknown): unknown {
      return exempted(this, nativeFinally, this, [onFinally]);
    },
  }.finally),
};

/**
 * What the prototype has for the page: our `then` and %Promise%, or what has been assigned since, by a library that patches promises as we do. Their
 * `then` calls the one that they found, which is ours, so the two never call each other in a circle.
 */
const page: { then: unknown; constructor: unknown } = { then: hooked.then, constructor: NativePromise };

/** `then`, tied to the context in which it was read: the engine reads it in the context of an await and calls it from a job. */
function thenOf(context: Context): Function {
  const readIn = currentRegion();
  return {
    then(this: unknown, onFulfilled: unknown, onRejected: unknown): unknown {
      // What is read in one region and called by a job in another, the engine has read.
      const caller = callerOfThen();
      const owner = caller === 'anybody' && currentRegion() !== readIn ? 'engine' : caller;
      return thenIn(context, owner, page.then === hooked.then ? baseThen : page.then, this, onFulfilled, onRejected);
    },
  }.then;
}

/** What an await in a context finds for %Promise%: the same in everything but identity, so that it goes through `then`. */
const Elsewhere = new Proxy(NativePromise, Object.create(null));

/** What `then` is, read off a promise. */
function readThen(this: unknown): unknown {
  if (this === prototype) return page.then;
  touch();
  const context = currentContext();
  return context === EMPTY || typeof page.then !== 'function' ? page.then : thenOf(context);
}

/** What `constructor` is, read off a promise: by an await, but for reads of our own. */
function readConstructor(this: unknown): unknown {
  if (this === prototype || isExempt(this)) return page.constructor;
  touch();
  if (currentContext() !== EMPTY) return Elsewhere;
  try {
    subscribe(this, enterEmpty);
  } catch {
    // Not a promise: nothing awaits it.
  }
  return page.constructor;
}

/** Whether what async functions return still leads to %Promise%. core-js, where it replaces Promise, leaves no way to it. */
const isPromiseFound = (): boolean => getPrototypeOf((async () => {})()) === prototype;

/** Whether the hook can be installed in this realm. */
export const canHookPromise = (): boolean =>
  isPromiseFound() &&
  ['then', 'constructor', 'finally'].every(key => getOwnPropertyDescriptor(prototype, key)?.configurable === true) &&
  getOwnPropertyDescriptor(NativePromise, 'resolve')?.configurable === true;

/** Hooks promises, or, where the await hook is switched off, ties reactions alone; notes what undoes each step. */
export function hookPromise(undo: Undo[]): void {
  const hide = { enumerable: false, configurable: true };
  const put = (object: object, key: string, value: unknown) => void undo.push(define(object, key, { ...hide, writable: true, value }));
  const hook = (key: 'then' | 'constructor', get: () => unknown) =>
    void undo.push(
      define(prototype, key, {
        ...hide,
        get,
        /**
         * What an assignment does to an inherited data property: the object gets one of its own. On the prototype itself it is somebody who patches
         * promises as we do; the hook stays, and answers with what is theirs.
         */
        set(this: object, value: unknown) {
          if (this !== prototype) defineProperty(this, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true } as PropertyDescriptor);
          else if (isFrozen(prototype)) throw new TypeError(`Cannot assign to read only property '${key}' of Promise.prototype`);
          else {
            page[key] = value;
            tieOtherPromise();
          }
        },
      }),
    );
  tieOtherPromise(undo);
  if (!isPromiseNative) return mark(() => {});
  baseThen = prototype.then;
  page.then = hooked.then;
  page.constructor = prototype.constructor;
  put(NativePromise, 'resolve', hooked.resolve);
  if (isOn(AWAIT)) {
    hook('then', readThen);
    hook('constructor', readConstructor);
    put(prototype, 'finally', hooked.finally);
  } else {
    // An await that is not seen goes on wherever its promise was settled: between no marks, in no context.
    mark(() => {});
    put(prototype, 'then', hooked.then);
  }
}
