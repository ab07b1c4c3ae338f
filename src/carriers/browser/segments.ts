// Which mapping is current, and for which stretches of the microtask queue: the heart of the browser carrier.
import type { Carrier } from '../../agent/carrier.js';
import { apply } from '../../intrinsics.js';
import { Mapping } from '../../mapping/mapping.js';
import type { Mark, RegionOf, Runs } from './regions.js';

export type Region = RegionOf<Context>;

// Made in one place: engines are fast with objects of one shape.
const createRegion = (context: Context, outer: Region | undefined, isExtended: boolean, runs: Runs): Region => ({ context, outer, isExtended, runs });

/** A mapping, with what the queue needs of it. */
export interface Context {
  readonly mapping: Mapping;
  /** The region of the synchronous part of its segments. */
  inside: Region;
  /** Whether a close of a segment could not be enqueued in time: other code may be in its region, and is to find no context there. */
  isLost: boolean;
  /** Opens a region. */
  open: Mark;
  /** Opens a region that is extended: that of code which may be a continuation, and a segment of its own. Made when it is needed. */
  continuation: Mark | undefined;
}

/** Called where code goes on after an await, if anybody watches. */
export let watch: (() => void) | undefined;

/** Says what is called where code goes on, in its context: after an await that was seen, and where a context is touched after another. */
export function watchContinuations(by: typeof watch): void {
  watch = by;
}

const opening =
  (context: Context, isExtended: boolean): Mark =>
  () => {
    if (!arrive()) return;
    enter(context.isLost || isSuspended ? EMPTY : context, isExtended || (region !== undefined && region.isExtended), 'jobs');
    if (isExtended) watch?.();
  };

/** Makes a context. A literal: engines make many more of these in a second than instances of a class with fields. */
export function createContext(mapping: Mapping): Context {
  const context = { mapping, inside: undefined, isLost: false, open: undefined, continuation: undefined } as unknown as Context;
  context.open = opening(context, false);
  // It is extended, since what the segments enqueue is between marks anyway.
  context.inside = createRegion(context, undefined, true, 'segment');
  return context;
}

/** Opens a region of a context for code that may be a continuation. */
export const openContinuation = (context: Context): Mark => (context.continuation ??= opening(context, true));

/** Enqueues a mark. Where every suspension is transformed, or no await is seen, no job is in need of them. */
let enqueue = (_mark: Mark): void => {};

/** Whether awaits of the running code want a mark behind their continuations, and what adds it: before the context changes. See awaits.ts. */
let isAwaited = false;
let closeAwaits: (isNested?: boolean) => void;

/** Says how marks get into the queue, and what closes awaits, before there are any segments. */
export function connect(enqueueMark: typeof enqueue, close: typeof closeAwaits): void {
  enqueue = enqueueMark;
  closeAwaits = close;
}

/** Says whether there are any to be closed. */
export function setAwaited(areThere: boolean): void {
  isAwaited = areThere;
}

/** The context in which every Variable has its default. */
export const EMPTY = createContext(Mapping.EMPTY);

let current: Context = EMPTY;
let region: Region | undefined;
/** Whether segments wait for a call in which other code may run. Their opens may come before their closes are enqueued. */
let isSuspended = false;

/** Marks are numbered as they are enqueued: the last that was, the last that has run, the last that is void. */
export let enqueued = 0;
export let ran = 0;
let voided = 0;
/** How often the context may have changed. */
export let changes = 0;
/** Opens of the running segments whose closes are to be enqueued when these end. */
export let unclosed = 0;
/** Closes that are to be enqueued now. */
let owed = 0;

/** The current context. */
export const currentContext = (): Context => current;

/** The region that the running code is in. */
export const currentRegion = (): Region | undefined => region;

function put(mark: Mark): void {
  if (owed > 0) pay();
  enqueue(mark);
  enqueued++;
}

/** Enqueues the closes that are owed. */
function pay(): void {
  for (; owed > 0; owed--) {
    enqueue(close);
    enqueued++;
  }
}

/**
 * Enters a region, from a mark or a job.
 *
 * @param open - Opens the next region, if this one is extended.
 * @returns It.
 */
export function enter(context: Context, isExtended: boolean, runs: Runs, open = context.open): Region {
  region = createRegion(context, region, isExtended, runs);
  current = context;
  if (isExtended) put(open);
  return region;
}

/** Leaves a region, and those in it, if it was entered. */
export function leave(left: Region): void {
  let inner = region;
  while (inner !== left && inner !== undefined) inner = inner.outer;
  if (inner === undefined) return;
  while (region !== left) leaveInnermost(region as Region);
  leaveInnermost(left);
}

/** Leaves the innermost region. */
function leaveInnermost(left: Region): void {
  region = left.outer;
  current = region === undefined ? EMPTY : region.context;
  if (left.isExtended) put(close);
}

/**
 * Called first by whatever the engine calls with an empty stack. A reaction whose region is still there has run: no other job comes between it and the
 * mark behind it. A segment that seems to run has ended without returning: its script was terminated.
 */
export function onEmptyStack(): void {
  if (isAwaited) closeAwaits();
  owed += unclosed;
  unclosed = 0;
  if (owed > 0) pay();
  changes++;
  if (region === undefined) return;
  const { runs } = region;
  if (runs === 'reaction') leaveInnermost(region);
  else if (runs === 'segment' || runs === 'rest') abandon();
}

/** Called first by each mark that was enqueued. Returns whether it counts. */
function arrive(): boolean {
  ran++;
  onEmptyStack();
  return ran > voided;
}

/** Forgets all regions, and voids the marks that are enqueued. Only where no segment runs, or none is to return. */
export function abandon(): void {
  region = undefined;
  current = EMPTY;
  unclosed = 0;
  voided = enqueued;
}

/** Whether the realm is that of a frame which is being removed: Firefox drops its microtasks, so that nothing would close what is open. */
let isGone = false;

/** Says whether the realm goes away, or has come back: from then on, no context is current where none is entered. */
export function setGone(gone: boolean): void {
  isGone = gone;
  if (gone) abandon();
}

/** Closes the innermost region. */
function close(): void {
  if (arrive() && region !== undefined) leaveInnermost(region);
}

/** Says that code touches a context, a promise or a scheduler: the region that it runs in, if any, is extended. */
export function extendRegion(): void {
  if (region !== undefined && !region.isExtended) extend(region);
}

function extend(running: Region): void {
  // The empty region needs no next one: what is in no region has the empty context anyway.
  if (running.context === EMPTY) return;
  put(running.context.open);
  running.isExtended = true;
  watch?.();
}

/** The current mapping, for code that touches it: `extendRegion`, without a call. */
export function readMapping(): Mapping {
  if (region !== undefined && !region.isExtended) extend(region);
  return current.mapping;
}

/** Whether what is enqueued now runs in a context anyway, without an open and a close of its own. */
export const isCovered = (context: Context): boolean => context === (region === undefined || !region.isExtended ? EMPTY : region.context);

/** The state around a segment, to be put back at its end. One object, since users nest runs: each variable takes its place on the stack. */
export interface Around {
  readonly context: Context;
  readonly region: Region | undefined;
  readonly unclosed: number;
}

export const lookAround = (): Around => ({ context: current, region, unclosed });

/** Begins a segment. */
export function begin(context: Context, covered: boolean, open = context.open): void {
  if (isAwaited) closeAwaits(true);
  changes++;
  if (!covered) {
    put(open);
    unclosed++;
  }
  current = context;
  region = context.inside;
}

/**
 * Ends a segment: what was around it is current again, and what it has opened is closed.
 *
 * @throws whatever the engine throws where the stack is full. The closes that are missing then are enqueued by the segment around, or the next mark.
 */
export function end(context: Context, around: Around): void {
  // For as long as this is not done: whatever is enqueued until then is in its region, too.
  context.isLost = true;
  if (isAwaited) closeAwaits();
  changes++;
  current = isGone ? EMPTY : around.context;
  region = isGone ? undefined : around.region;
  owed += unclosed - around.unclosed;
  unclosed = around.unclosed;
  pay();
  context.isLost = false;
}

/**
 * Calls a function as a segment of a context.
 *
 * @param mayContinue - Whether the function may be the engine's, which only enqueues a continuation.
 */
export function segment(context: Context, fn: Function, thisArgument: unknown, args: readonly unknown[], mayContinue = false): unknown {
  const around = lookAround();
  // A region that is there anyway may not be extended, which a continuation needs; the empty context needs none.
  const covered = (!mayContinue || context === EMPTY) && isCovered(context);
  begin(context, covered, mayContinue ? openContinuation(context) : context.open);
  try {
    return apply(fn, thisArgument, args);
  } finally {
    try {
      end(context, around);
    } catch {
      // No room to call it. The segment around, or the next mark, enqueues the closes.
      current = around.context;
      region = around.region;
      context.isLost = true;
    }
  }
}

/**
 * Makes the `run` of a carrier: what `segment` does, in a context of its own, without a frame more on the stack, since users nest runs.
 *
 * @param check - Called first.
 */
export const createRun = (check: () => void): Carrier['run'] =>
  function run(mapping, _previous, fn, args) {
    check();
    const context = createContext(mapping);
    const around = lookAround();
    begin(context, false);
    try {
      return apply(fn, undefined, args);
    } finally {
      try {
        end(context, around);
      } catch {
        current = around.context;
        region = around.region;
        context.isLost = true;
      }
    }
  };

/** Makes a context current where no segment begins, and returns the one that was. */
export function swap(context: Context): Context {
  if (isAwaited) closeAwaits();
  changes++;
  const before = current;
  current = context;
  return before;
}

/**
 * Makes a context current from here to the end of the running segment, and for what is enqueued from here on. After the segment the context
 * around is current again, as ever.
 *
 * @returns Whether that was done. It is not where the end of the running code cannot be seen: what runs next would be in the context too, and
 *   may be of another flow. Such is code outside of any segment, and the continuation of an await that no hook saw.
 */
export function enterForRest(context: Context): boolean {
  if (region === undefined || region.runs === 'jobs') return false;
  if (isAwaited) closeAwaits();
  if (region.runs === 'segment') {
    put(context.open);
    unclosed++;
    region = createRegion(context, undefined, true, 'rest');
  } else {
    // Jobs that are enqueued from here on are between marks of the context before: of the rest, or of the next region, which is open already.
    region.isExtended = false;
    put(close);
    put(context.open);
    region.context = context;
    region.isExtended = true;
  }
  current = context;
  return true;
}

/**
 * Makes the empty context current from here to the end of the region: before a continuation that belongs to no context, after
 * which nothing can be run.
 */
export function enterEmpty(): void {
  onEmptyStack();
  current = EMPTY;
  if (region === undefined || region.context === EMPTY) return;
  region.context = EMPTY;
  if (region.isExtended) put(markEmpty);
}

function markEmpty(): void {
  if (arrive()) enterEmpty();
}

/**
 * Calls a function of the engine's during which other code may run: Firefox delivers messages while a synchronous request waits. That code is in the
 * empty context and in no segment, and so is what it enqueues.
 *
 * @returns What the function returns.
 */
export function suspend(fn: Function, thisArgument: unknown, args: readonly unknown[]): unknown {
  const call = (): unknown => {
    const inside = region;
    const wasSuspended = isSuspended;
    const unclosedInside = unclosed;
    region = undefined;
    isSuspended = true;
    unclosed = 0;
    try {
      return apply(fn, thisArgument, args);
    } finally {
      region = inside;
      isSuspended = wasSuspended;
      unclosed = unclosedInside;
    }
  };
  return segment(EMPTY, call, undefined, []);
}
