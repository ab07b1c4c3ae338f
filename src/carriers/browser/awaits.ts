// The regions of promise reactions, and of what goes on after an await: their marks are reactions of the same promise.
import type { Mark } from './regions.js';
import {
  changes,
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

/** Opens the region of a reaction, from its job. The next mark closes it, whatever that is: one has to stand right behind the reaction. */
export function openReaction(context: Context, isContinuation: boolean): void {
  onEmptyStack();
  enter(context, true, 'reaction', isContinuation ? openContinuation(context) : context.open);
}

/** An await that was seen. */
interface Awaited {
  readonly context: Context;
  /** The promise, until a mark behind the continuation is added. */
  promise: unknown;
  readonly next: Awaited | undefined;
  /** Whether code of the same segment awaits the promise again. */
  isShared: boolean;
  /** How many marks were enqueued when the mark behind was added; nothing where it is missing: then none opens the region, either. */
  closed: number | undefined;
  /** The region of the continuation, once it is open. */
  region: Region | undefined;
  /** Opens it, and closes it. */
  readonly mark: Mark;
}

/** The awaits of the running code, the last first, which have a mark before the continuation and none behind it yet. */
let awaited: Awaited | undefined;
/** The region of that code. */
let inside: Region | undefined;

/** How many of them are looked through for the same promise: somebody may read the constructor of a few again and again. */
const SEARCHED = 4;

type Subscribe = (promise: unknown, reaction: Mark) => void;

/** Adds a reaction to a promise: at an await of it, or later. */
let subscribe: Subscribe;
let subscribeAgain: Subscribe;
/** Whether the constructor of a promise is read without code of the page's. */
let isSilent: (promise: unknown) => boolean;

/** Says how marks get into the queue and onto promises, before there are any awaits. */
export function markPromises(enqueue: (mark: Mark) => void, onto: Subscribe, again: Subscribe, isPromiseSilent: typeof isSilent): void {
  subscribe = onto;
  subscribeAgain = again;
  isSilent = isPromiseSilent;
  connect(enqueue, closeAwaits);
}

/** The promise that was last awaited in no context, and when. */
let emptied: unknown;
let emptiedAt = 0;

/**
 * Adds a mark to the reactions of a promise that is awaited in no context: the engine adds the continuation right behind it, as soon as this returns.
 *
 * @throws TypeError if it is no promise; whatever the engine throws where the stack is full.
 */
export function enterAwaitInNone(promise: unknown): void {
  if (promise === emptied && emptiedAt === changes) return;
  subscribe(promise, enterEmpty);
  emptied = promise;
  emptiedAt = changes;
}

/**
 * The same in a context. The mark behind the continuation cannot be added yet; it is as soon as anything else than the running code can run: before the
 * context changes.
 *
 * @throws TypeError if it is no promise; whatever the engine throws where the stack is full.
 */
export function enterAwait(promise: unknown): void {
  const context = currentContext();
  if (inside !== currentRegion()) {
    // After a full stack alone are there any of another region.
    if (awaited !== undefined) closeAwaits();
    inside = currentRegion();
  }
  let known = awaited;
  for (let count = 0; known !== undefined && count < SEARCHED; count++, known = known.next) {
    if (known.promise !== promise || known.context !== context) continue;
    // Two continuations in one region: there is no telling them apart.
    known.isShared = true;
    return;
  }
  const entered: Awaited = {
    context,
    promise,
    next: awaited,
    isShared: false,
    closed: undefined,
    region: undefined,
    mark() {
      const { closed, isShared, region } = entered;
      if (closed === undefined) return enterEmpty();
      onEmptyStack();
      // The promise was pending when the mark behind was added: nothing else of the same segment stands between the two.
      if (region !== undefined) return leave(region);
      entered.region = enter(context, true, ran > closed && !isShared ? 'continuation' : 'jobs');
      watch?.();
    },
  };
  // Before the mark is there: on a full stack this may be as far as it gets.
  setAwaited(true);
  subscribe(promise, entered.mark);
  awaited = entered;
}

/**
 * Adds the missing marks behind continuations, those of the last await first. Does not throw.
 *
 * @param isNested - Whether a segment begins. A getter of the page's may have asked the hook, and begin it before the engine adds the continuation.
 */
function closeAwaits(isNested = false): void {
  setAwaited(false);
  // Only a full stack makes this late.
  const isLate = inside !== currentRegion();
  while (awaited !== undefined) {
    const closing: Awaited = awaited;
    const { promise } = closing;
    awaited = closing.next;
    closing.promise = undefined;
    if (isLate || (isNested && !isSilent(promise))) continue;
    try {
      subscribeAgain(promise, closing.mark);
      closing.closed = enqueued;
    } catch {
      // A full stack, or a promise that has been given a constructor for good.
    }
  }
  // A region that stayed here would keep its context alive.
  inside = undefined;
}
