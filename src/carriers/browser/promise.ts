// The await hook: what lets a context follow native promises through `await` and `then`.
import { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, hasOwnProperty, isCallable, isObject, TypeError } from '../../intrinsics.js';
import { warnOnce } from '../../agent/warn.js';
import { addReactions, enqueue, exempted, isThenNative, reachesHook, readerOf, subscribe, subscribeHidden, type Reader } from './microtasks.js';
import { isPromiseNative, NativePromise, nativeResolve, nativeThen, prototype, sourceOf } from './native-promise.js';
import { isOn } from './options.js';
import { define, note } from './patch.js';
import { AWAIT } from './policy.js';
import { tie, tieOtherPromise, tieReplaced, tieThenable } from './reactions.js';
import { enterAwait, enterAwaitInNone, markPromises, openReaction } from './awaits.js';
import { currentContext, currentRegion, EMPTY, enterEmpty, onEmptyStack, segment, setGone, extendRegion, type Context } from './segments.js';

const { addEventListener } = globalThis as { addEventListener?(type: string, listener: (event: Event) => void): void };
const { isFrozen } = Object;
const species: typeof Symbol.species = Symbol.species;
const { call } = Function.prototype;
const hasOwn = call.bind(hasOwnProperty) as (object: object, key: string) => boolean;

type Callback = (value: unknown) => unknown;

/** Whether an object has no constructor between it and the hook, as the engine's promises have none. */
const isPlain = (promise: unknown): boolean => isObject(promise) && getPrototypeOf(promise) === prototype && !hasOwn(promise, 'constructor');

/** Whether the engine calls no code of the page's when it reads the constructor of a promise and, of that, the species. */
function isSilent(promise: unknown): boolean {
  for (let object = promise as object | null; object !== null; object = getPrototypeOf(object)) {
    const own = getOwnPropertyDescriptor(object, 'constructor');
    if (own !== undefined) return own.get === constructorHook.get || own.get === ownHook.get || own.value === NativePromise;
  }
  return true;
}

/** Adds a reaction to a promise whose constructor has been read where the hook is, though it may have one of its own by now. */
function subscribeAgain(promise: unknown, reaction: () => void): void {
  const own = hasOwn(promise as object, 'constructor') ? getOwnPropertyDescriptor(promise, 'constructor') : undefined;
  // A getter that cannot be hidden has asked the hook before, and will again.
  const isFound = own === undefined || (own.get !== undefined && !own.configurable) || isSilent(promise);
  if (isFound) subscribe(promise, reaction);
  else subscribeHidden(promise as object, reaction);
}

/** The `then` below the hook: the engine's, or that of a library that had patched it before. */
let baseThen: Function = nativeThen;

/** Whether reactions can be marked: where the engine adds them. A library's `then` takes ticks of its own. */
let isMarked = false;

/** The constructor that the page sees on the prototype: %Promise%, or the one that was assigned since. */
let constructor: unknown = NativePromise;

const pass: Callback = value => value;
const rethrow: Callback = reason => {
  throw reason;
};

/**
 * Adds reactions to a promise. A rejection that a plain promise passes on runs no code of the page's, and needs none.
 *
 * @param reader - How the engine's `then` reads the constructor: 'plain' of a promise that has none but the hook.
 * @param react - Called by each reaction, with the page's callback and the value or the reason.
 * @returns The derived promise.
 */
function addReacting(
  promise: unknown,
  onFulfilled: unknown,
  onRejected: unknown,
  reader: Reader,
  react: (callback: Callback, value: unknown) => unknown,
): unknown {
  const fulfil = isCallable(onFulfilled) ? (onFulfilled as Callback) : pass;
  const reject = isCallable(onRejected) ? (onRejected as Callback) : reader === 'then' && rethrow;
  return addReactions(promise, (value: unknown) => react(fulfil, value), reject && ((reason: unknown) => react(reject, reason)), reader);
}

function reactInNone(callback: Callback, value: unknown): unknown {
  enterEmpty();
  return callback(value);
}

/** Calls a callback as a segment of its own. What its job does after that is in no context: nothing would close a region. */
function callAlone(context: Context, callback: Callback, value: unknown): unknown {
  try {
    return segment(context, callback, undefined, [value], true);
  } finally {
    enterEmpty();
  }
}

/**
 * Adds reactions that run in a context: each opens a region, which a mark right behind them closes. So the whole job is in it: what the
 * callback returns, and the resolving functions of the promise that comes of it.
 */
function thenIn(context: Context, promise: unknown, onFulfilled: unknown, onRejected: unknown, reader: Reader): unknown {
  // Code that may be a job of the engine's: one that calls the `then` of a thenable with functions which only enqueue a continuation.
  const isContinuation = currentRegion()?.runs === 'jobs';
  /** Whether nothing closes what the callbacks open. */
  let isLost = false;
  const derived = addReacting(promise, onFulfilled, onRejected, reader, (callback, value) => {
    if (isLost) return callAlone(context, callback, value);
    openReaction(context, isContinuation);
    return callback(value);
  });
  try {
    // No code of the page's may come between the two.
    if (reader !== 'then' || isSilent(promise)) subscribe(promise, onEmptyStack);
    else subscribeHidden(promise as object, onEmptyStack);
  } catch {
    // A full stack, or a promise that is frozen.
    isLost = true;
  }
  return derived;
}

const hooked = {
  then(this: unknown, onFulfilled: unknown, onRejected: unknown): unknown {
    extendRegion();
    const context = currentContext();
    if (!isMarked) return exempted(this, baseThen, this, [tie(onFulfilled, context), tie(onRejected, context)]);
    const reader = isPlain(this) ? 'plain' : 'then';
    return context === EMPTY ? addReacting(this, onFulfilled, onRejected, reader, reactInNone) : thenIn(context, this, onFulfilled, onRejected, reader);
  },
  resolve(this: unknown, value: unknown): unknown {
    // Where nothing is marked, a thenable would be called in no context.
    const resolution = isOn(AWAIT) ? value : tieThenable(value, currentContext());
    return exempted(value, nativeResolve, this, [resolution]);
  },
};

/**
 * The answer for the engine's `then`, which only asks the constructor for its species: that is read here, once as there, and `undefined` stands for
 * %Promise% itself. Engines are faster with that.
 */
function answerThen(): unknown {
  if (constructor !== NativePromise) return constructor;
  const kind = NativePromise[species];
  return kind === NativePromise ? undefined : { [species]: kind };
}

/**
 * The await hook: an accessor that answers with a constructor. The engine reads it in an await, and in its own `then`. Reads for calls of ours are expected
 * and count for nothing; any other counts as an await.
 */
const createHook = (answer: () => unknown) => ({
  configurable: true,
  get(this: unknown): unknown {
    const reader = readerOf(this);
    if (reader === 'mark') return undefined;
    if (reader === 'plain') return answerThen();
    // A getter of the page's may await the promise before it asks for our `then`: what it asks is not exempt.
    if (reader !== 'call' && this !== prototype) seeAwait(this);
    return answer();
  },
  /** An assignment gives an object a property of its own, as if that on the prototype were no accessor. */
  set(this: unknown, value: unknown): void {
    if (this === prototype) {
      if (isFrozen(prototype)) throw new TypeError('"constructor" is read-only');
      constructor = value;
      return;
    }
    const own: PropertyDescriptor = value === NativePromise ? ownHook : { value, writable: true };
    defineProperty(this as object, 'constructor', { ...own, enumerable: true, configurable: true });
  },
});

/** That of `Promise.prototype`, and that of promises which were assigned a %Promise%: they have it for ever. */
const constructorHook = createHook(() => constructor);
const ownHook = createHook(() => NativePromise);

function seeAwait(promise: unknown): void {
  extendRegion();
  try {
    if (currentContext() === EMPTY) enterAwaitInNone(promise);
    else enterAwait(promise);
  } catch (error) {
    // Not a promise: nothing awaits it.
    if (!(error instanceof TypeError)) throw error;
  }
}

let isHooked = false;

/** Ties what the page has put in place of the engine's promises and schedulers, and puts the hook back if it was replaced. Cheap enough for every `run`. */
export function keepHook(): void {
  tieReplaced();
  if (!isHooked) return;
  try {
    // A getter of the page's may throw.
    if (reachesHook(prototype)) return;
    ({ constructor } = prototype);
    define(prototype, 'constructor', constructorHook);
  } catch {
    isHooked = false;
    warnOnce('Promise.prototype.constructor was defined for good: contexts are lost or mistaken after an await. Define it configurable.');
  }
}

/** Hooks promises, or, where the await hook is switched off, ties reactions alone; notes what undoes each step. */
export function hookPromise(): void {
  const put = (object: object, key: keyof typeof hooked) => {
    // Libraries ask a function for its source (Dexie does, of `then`), and give up where somebody patched. A proxy has it, but is dear to call.
    const source = sourceOf(getOwnPropertyDescriptor(object, key)?.value);
    const value = hooked[key];
    const { toString } = {
      toString() {
        return source;
      },
    };
    defineProperty(value, 'toString', { value: toString, writable: true, configurable: true });
    define(object, key, { value, writable: true });
  };
  tieOtherPromise();
  if (!isPromiseNative) return;
  baseThen = prototype.then;
  isMarked = isOn(AWAIT) && isThenNative && baseThen === nativeThen;
  ({ constructor } = prototype);
  put(NativePromise, 'resolve');
  put(prototype, 'then');
  // Without marks, an await that is not seen goes on wherever its promise was settled: in no context.
  if (!isOn(AWAIT)) return;
  define(prototype, 'constructor', constructorHook);
  note(() => void (isHooked = false));
  markPromises(enqueue, subscribe, subscribeAgain, isSilent);
  isHooked = true;
  addEventListener?.('pagehide', event => event.isTrusted && setGone(true));
  addEventListener?.('pageshow', event => event.isTrusted && setGone(false));
}
