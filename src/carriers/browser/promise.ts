// The await hook, and the replacements of `then` and `Promise.resolve`: with them a context follows native promises through `await` and `then`.
import { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, hasOwnProperty, isCallable, isObject, TypeError } from '../../intrinsics.js';
import { warnOnce } from '../../agent/warn.js';
import { addReactions, enqueue, exempted, isThenNative, reachesHook, readerOf, subscribe, subscribeHidden, type Reader } from './microtasks.js';
import { isPromiseNative, NativePromise, nativeResolve, nativeThen, prototype, sourceOf } from './native-promise.js';
import { isOn } from './page-options.js';
import { define, note } from './patch.js';
import { AWAIT } from './policy.js';
import { tie, tieOtherPromise, tieReplaced, tieThenable } from './tied-reactions.js';
import { enterAwait, enterAwaitInNone, markPromises, openReaction } from './awaits.js';
import { currentContext, currentRegion, EMPTY, enterEmpty, onEmptyStack, segment, setGone, extendRegion, type Context } from './segments.js';

const { addEventListener } = globalThis as { addEventListener?(type: string, listener: (event: Event) => void): void };
const { isFrozen } = Object;
const species: typeof Symbol.species = Symbol.species;
const { call } = Function.prototype;
const hasOwn = call.bind(hasOwnProperty) as (object: object, key: string) => boolean;

type Callback = (value: unknown) => unknown;

/** Whether a read of the object's constructor goes straight to the hook, as with the engine's own promises. */
const isPlain = (promise: unknown): boolean => isObject(promise) && getPrototypeOf(promise) === prototype && !hasOwn(promise, 'constructor');

/** Whether the engine runs no code of the page when it reads the constructor of a promise, and the constructor's species. */
function isSilent(promise: unknown): boolean {
  for (let object = promise as object | null; object !== null; object = getPrototypeOf(object)) {
    const own = getOwnPropertyDescriptor(object, 'constructor');
    if (own !== undefined) return own.get === constructorHook.get || own.get === ownHook.get || own.value === NativePromise;
  }
  return true;
}

/** Adds a reaction to a promise whose constructor was read from the hook before. Since then the promise may have got its own constructor. */
function subscribeAgain(promise: unknown, reaction: () => void): void {
  const own = hasOwn(promise as object, 'constructor') ? getOwnPropertyDescriptor(promise, 'constructor') : undefined;
  // A getter that cannot be hidden has read the hook before, and will again.
  const isFound = own === undefined || (own.get !== undefined && !own.configurable) || isSilent(promise);
  if (isFound) subscribe(promise, reaction);
  else subscribeHidden(promise as object, reaction);
}

/** The `then` that this library wraps: the engine's, or the one of a library that patched it before. */
let baseThen: Function = nativeThen;

/** Whether reactions get marks. Only if the engine's `then` adds them: another library's `then` may take additional ticks. */
let isMarked = false;

/** The constructor that the page sees on the prototype: %Promise%, or the value that the page has assigned. */
let constructor: unknown = NativePromise;

const pass: Callback = value => value;
const rethrow: Callback = reason => {
  throw reason;
};

/**
 * Adds reactions to a promise. Where there is no rejection callback, a plain promise passes the rejection on without running code of the page,
 * so it gets no reaction for it.
 *
 * @param reader - How the engine's `then` reads the constructor: 'plain' if the read goes straight to the hook.
 * @param reacting - Makes the reaction of a callback of the page.
 * @returns The derived promise.
 */
function addReacting(promise: unknown, onFulfilled: unknown, onRejected: unknown, reader: Reader, reacting: (callback: Callback) => Callback): unknown {
  const fulfil = isCallable(onFulfilled) ? (onFulfilled as Callback) : pass;
  const reject = isCallable(onRejected) ? (onRejected as Callback) : reader === 'then' && rethrow;
  return addReactions(promise, reacting(fulfil), reject && reacting(reject), reader);
}

const reactingInNone =
  (callback: Callback): Callback =>
  value => {
    enterEmpty();
    return callback(value);
  };

/** Calls a callback as a segment of its own. The rest of its job is in no context, since no mark would close a region. */
function callAlone(context: Context, callback: Callback, value: unknown): unknown {
  try {
    return segment(context, callback, undefined, [value], true);
  } finally {
    enterEmpty();
  }
}

/**
 * Adds reactions that run in a context. Each reaction opens a region, and a mark right behind them closes it. So the whole job is in the
 * region: the callback, the `then` of a thenable that it returns, and the resolving functions of the derived promise.
 */
function thenIn(context: Context, promise: unknown, onFulfilled: unknown, onRejected: unknown, reader: Reader): unknown {
  // The caller may be a job of the engine that calls the `then` of a thenable, with functions that only enqueue a continuation.
  const isContinuation = currentRegion()?.runs === 'jobs';
  /** Whether no mark would close the regions that the callbacks open. */
  let isLost = false;
  const derived = addReacting(promise, onFulfilled, onRejected, reader, callback => value => {
    if (isLost) return callAlone(context, callback, value);
    openReaction(context, isContinuation);
    return callback(value);
  });
  try {
    // No code of the page may run between adding the reactions and adding the mark.
    if (reader !== 'then' || isSilent(promise)) subscribe(promise, onEmptyStack);
    else subscribeHidden(promise as object, onEmptyStack);
  } catch {
    // The stack is full, or the promise is frozen.
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
    return context === EMPTY ? addReacting(this, onFulfilled, onRejected, reader, reactingInNone) : thenIn(context, this, onFulfilled, onRejected, reader);
  },
  resolve(this: unknown, value: unknown): unknown {
    // Without marks, the engine would call the thenable's `then` in no context.
    const resolution = isOn(AWAIT) ? value : tieThenable(value, currentContext());
    return exempted(value, nativeResolve, this, [resolution]);
  },
};

/**
 * The value of the hook for the engine's `then`, which reads only the species of the constructor. This reads the species once, as the engine
 * would, and returns `undefined` if it is %Promise%, because engines are faster with `undefined`.
 */
function answerThen(): unknown {
  if (constructor !== NativePromise) return constructor;
  const kind = NativePromise[species];
  return kind === NativePromise ? undefined : { [species]: kind };
}

/**
 * Makes the await hook: an accessor that returns a constructor. The engine reads it in an await, and in its own `then`. Reads that this library
 * causes are announced by `microtasks.ts`, and ignored; every other read counts as an await.
 */
const createHook = (answer: () => unknown) => ({
  configurable: true,
  get(this: unknown): unknown {
    const reader = readerOf(this);
    if (reader === 'mark') return undefined;
    if (reader === 'plain') return answerThen();
    // With 'then', the read is not exempt: during that call a getter of the page for `constructor` may await the promise.
    if (reader !== 'call' && this !== prototype) seeAwait(this);
    return answer();
  },
  /** An assignment gives an object an own property, as if the prototype had a data property. */
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

/** The hook of `Promise.prototype`, and the hook of promises to which %Promise% was assigned, which keep it. */
const constructorHook = createHook(() => constructor);
const ownHook = createHook(() => NativePromise);

function seeAwait(promise: unknown): void {
  extendRegion();
  try {
    if (currentContext() === EMPTY) enterAwaitInNone(promise);
    else enterAwait(promise);
  } catch (error) {
    // The object is not a promise, so the read was not by an await.
    if (!(error instanceof TypeError)) throw error;
  }
}

let isHooked = false;

/**
 * Ties the promises and schedulers with which the page has replaced the engine's, and restores the hook if the page has replaced it. Cheap enough
 * for every `run`.
 */
export function keepHook(): void {
  tieReplaced();
  if (!isHooked) return;
  try {
    // `constructor` may be a getter of the page that throws.
    if (reachesHook(prototype)) return;
    ({ constructor } = prototype);
    define(prototype, 'constructor', constructorHook);
  } catch {
    isHooked = false;
    warnOnce('Promise.prototype.constructor was made non-configurable: contexts are lost or mistaken after an await. Define it configurable.');
  }
}

/** Hooks promises, or only ties reactions if the await hook is switched off. Records how to undo each step. */
export function hookPromise(): void {
  const put = (object: object, key: keyof typeof hooked) => {
    // Libraries such as Dexie read the source of `then`, and give up if it is patched. A proxy would have the native source, but calls are slow.
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
  // Without the hook, a continuation runs where its promise was settled. So there are no marks, and it runs in the empty context.
  if (!isOn(AWAIT)) return;
  define(prototype, 'constructor', constructorHook);
  note(() => void (isHooked = false));
  markPromises(enqueue, subscribe, subscribeAgain, isSilent);
  isHooked = true;
  addEventListener?.('pagehide', event => event.isTrusted && setGone(true));
  addEventListener?.('pageshow', event => event.isTrusted && setGone(false));
}
