// The regions of promise reactions and of continuations after an await. Their marks are reactions of the same promise.
import type { Mark } from './regions.js';
import {
  connect,
  currentContext,
  currentRegion,
  enqueued,
  enter,
  enterEmpty,
  leave,
  onEmptyStack,
  openContinuation,
  ran,
  setAwaited,
  watch,
  type Context,
  type Region,
} from './segments.js';

/** Opens the region of a reaction, from its job. The next mark closes it, whichever mark that is, so one must stand right behind the reaction. */
export function openReaction(context: Context, isContinuation: boolean): void {
  onEmptyStack();
  enter(context, true, 'reaction', isContinuation ? openContinuation(context) : context.open);
}

/** An await that the hook saw. */
interface Awaited {
  /** The promise, until a mark behind the continuation is added. */
  promise: unknown;
  readonly next: Awaited | undefined;
  /** Whether code of the same segment awaits the promise again. */
  isShared: boolean;
  /** How many marks had been enqueued when the mark behind the continuation was added. `undefined` without that mark: then no region is opened. */
  closed: number | undefined;
  /** The region of the awaiting code, until the mark behind the continuation is added. Then the region of the continuation, once it is open. */
  region: Region | undefined;
  /** The mark before the continuation, which opens the region, and the mark behind it, which closes it. */
  readonly mark: Mark;
}

/** The awaits of the running code, the last first, that have a mark before the continuation and none behind it yet. */
let awaited: Awaited | undefined;

/** How many of these awaits are searched for the same promise: code may read the constructors of a few promises again and again. */
const SEARCHED = 4;

type Subscribe = (promise: unknown, reaction: Mark) => void;

/** Adds a reaction to a promise: `subscribe` at an await of the promise, `subscribeAgain` later. */
let subscribe: Subscribe;
let subscribeAgain: Subscribe;
/** Whether reading the constructor of a promise runs no code of the page. */
let isSilent: (promise: unknown) => boolean;

/** Sets the functions that add marks to the queue and to promises. To be called before there are any awaits. */
export function markPromises(enqueue: (mark: Mark) => void, onto: Subscribe, again: Subscribe, isPromiseSilent: typeof isSilent): void {
  subscribe = onto;
  subscribeAgain = again;
  isSilent = isPromiseSilent;
  connect(enqueue, closeAwaits);
}

/** The promise that the running code last awaited in no context. */
let emptied: unknown;

/**
 * Adds a mark to the reactions of a promise that is awaited in no context. As soon as this returns, the engine adds the continuation right
 * behind the mark.
 *
 * @throws TypeError if the value is not a promise; the engine's error for a full stack.
 */
export function enterAwaitInNone(promise: unknown): void {
  if (promise === emptied) return;
  subscribe(promise, enterEmpty);
  setAwaited(true);
  emptied = promise;
}

/**
 * Adds a mark to the reactions of a promise that is awaited in a context. The mark behind the continuation cannot be added yet: `closeAwaits`
 * adds it before the context changes, so before any other code can run.
 *
 * @throws TypeError if the value is not a promise; the engine's error for a full stack.
 */
export function enterAwait(promise: unknown): void {
  let known = awaited;
  for (let count = 0; known !== undefined && count < SEARCHED; count++, known = known.next) {
    if (known.promise !== promise) continue;
    // Two continuations in one region cannot be told apart.
    known.isShared = true;
    return;
  }
  const context = currentContext();
  const entered: Awaited = {
    promise,
    next: awaited,
    isShared: false,
    closed: undefined,
    region: currentRegion(),
    mark() {
      const { closed, isShared, region } = entered;
      if (closed === undefined) return enterEmpty();
      onEmptyStack();
      if (region !== undefined) return leave(region);
      // If a mark has run that was enqueued after the second reaction was added, the promise was pending at that time. Then no other job of the
      // segment stands between the two reactions.
      entered.region = enter(context, true, ran > closed && !isShared ? 'continuation' : 'jobs');
      watch?.();
    },
  };
  // Set before the mark is added, because on a full stack the next call may fail.
  setAwaited(true);
  subscribe(promise, entered.mark);
  awaited = entered;
}

/**
 * Adds the missing marks behind continuations, beginning with the last await. Does not throw.
 *
 * @param isNested - Whether a segment begins. A getter of the page may have read the hook and begun the segment before the engine adds the continuation.
 */
function closeAwaits(isNested = false): void {
  setAwaited(false);
  emptied = undefined;
  while (awaited !== undefined) {
    const closing: Awaited = awaited;
    const { promise, region } = closing;
    awaited = closing.next;
    closing.promise = closing.region = undefined;
    // Awaits of another region remain only after a full stack: code that ran since then may have enqueued jobs.
    if (region !== currentRegion() || (isNested && !isSilent(promise))) continue;
    try {
      subscribeAgain(promise, closing.mark);
      closing.closed = enqueued;
    } catch {
      // The stack is full, or the promise has got a constructor that cannot be hidden.
    }
  }
}
