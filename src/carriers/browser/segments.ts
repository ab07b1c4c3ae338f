// The current mapping, and the stretches of the microtask queue in which each mapping is current: the heart of the browser carrier.
import type { Carrier } from '../../agent/carrier.js';
import { apply } from '../../intrinsics.js';
import { Mapping } from '../../mapping/mapping.js';
import type { Mark, RegionOf, Runs } from './regions.js';

export type Region = RegionOf<Context>;

// All regions are made here, so that they have one shape, with which engines are fast.
const createRegion = (context: Context, outer: Region | undefined, isExtended: boolean, runs: Runs): Region => ({ context, outer, isExtended, runs });

/** A mapping, with the marks and the region that the queue needs for it. */
export interface Context {
  readonly mapping: Mapping;
  /** The region of the synchronous part of its segments. */
  inside: Region;
  /** Whether a segment's close was enqueued too late: other code may be in its region, so the region must show the empty context. */
  isLost: boolean;
  /** Opens a region. */
  open: Mark;
  /** Opens an extended region, for a segment that may be the engine's code which only enqueues a continuation. Made when it is needed. */
  continuation: Mark | undefined;
}

/** Called where code continues after an await. Set by `watchContinuations`. */
export let watch: (() => void) | undefined;

/** Sets the function that is called, in the context, where code continues: after an await that the hook saw; else when the code touches a context. */
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

/** Makes a context. It is a literal, because engines create literals much faster than instances of a class with fields. */
export function createContext(mapping: Mapping): Context {
  const context = { mapping, inside: undefined, isLost: false, open: undefined, continuation: undefined } as unknown as Context;
  context.open = opening(context, false);
  // It counts as extended, because the jobs that its segments enqueue stand between marks already.
  context.inside = createRegion(context, undefined, true, 'segment');
  return context;
}

/** Opens a region of a context for code that may be a continuation. */
export const openContinuation = (context: Context): Mark => (context.continuation ??= opening(context, true));

/** Enqueues a mark. Does nothing where no job needs marks: if every suspension is transformed, or no hook sees an await. */
let enqueue = (_mark: Mark): void => {};

/** Whether awaits of the running code still need a mark behind their continuations; `closeAwaits` adds it, before the context changes. See awaits.ts. */
let isAwaited = false;
let closeAwaits: (isNested?: boolean) => void;

/** Sets the functions that enqueue marks, and close awaits. To be called before there are any segments. */
export function connect(enqueueMark: typeof enqueue, close: typeof closeAwaits): void {
  enqueue = enqueueMark;
  closeAwaits = close;
}

/** Sets whether there are awaits to be closed. */
export function setAwaited(areThere: boolean): void {
  isAwaited = areThere;
}

/** The context in which every Variable has its default. */
export const EMPTY = createContext(Mapping.EMPTY);

let current: Context = EMPTY;
let region: Region | undefined;
/** Whether the running segments are suspended in a call during which other code may run. Their opens may run before their closes are enqueued. */
let isSuspended = false;

/** Marks are numbered as they are enqueued. These are the numbers of the last one enqueued, the last one that ran, and the last void one. */
export let enqueued = 0;
export let ran = 0;
let voided = 0;
/** How many opens of the running segments have no close in the queue yet. Their closes are enqueued when the segments end. */
export let unclosed = 0;
/** How many closes must be enqueued before any other mark. */
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
 * @param open - The mark that opens the next region, if the region is extended.
 * @returns The region.
 */
export function enter(context: Context, isExtended: boolean, runs: Runs, open = context.open): Region {
  region = createRegion(context, region, isExtended, runs);
  current = context;
  if (isExtended) put(open);
  return region;
}

/** Leaves a region and all regions in it. Does nothing if the running code is not in the region. */
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
 * Every job that the engine calls with an empty stack calls this first. If the innermost region is that of a reaction, the reaction has run,
 * because no other job stands between it and the mark behind it. If it is that of a segment, the segment has ended without returning: its
 * script was terminated.
 */
export function onEmptyStack(): void {
  if (isAwaited) closeAwaits();
  if (unclosed > 0) {
    owed += unclosed;
    unclosed = 0;
  }
  if (owed > 0) pay();
  if (region === undefined) return;
  const { runs } = region;
  if (runs === 'reaction') leaveInnermost(region);
  else if (runs === 'segment' || runs === 'rest') abandon();
}

/** Each mark in the queue calls this first. Returns whether the mark is valid. */
function arrive(): boolean {
  ran++;
  onEmptyStack();
  return ran > voided;
}

/** Forgets all regions, and voids the marks in the queue. Only to be called if no segment runs, or none will return. */
export function abandon(): void {
  region = undefined;
  current = EMPTY;
  unclosed = 0;
  voided = enqueued;
}

/** Whether the realm belongs to a frame that is being removed. Firefox drops the frame's microtasks, so no mark would close the open regions. */
let isGone = false;

/** Sets whether the realm's frame is being removed. While it is, the empty context is current wherever no context is entered. */
export function setGone(gone: boolean): void {
  isGone = gone;
  if (gone) abandon();
}

/** Closes the innermost region. */
function close(): void {
  if (arrive() && region !== undefined) leaveInnermost(region);
}

/** To be called when code touches a context, a promise or a scheduler: extends the region of the running code, if there is one. */
export function extendRegion(): void {
  if (region !== undefined && !region.isExtended) extend(region);
}

function extend(running: Region): void {
  // A region of the empty context needs no next one, because jobs outside of all regions have the empty context too.
  if (running.context === EMPTY) return;
  put(running.context.open);
  running.isExtended = true;
  watch?.();
}

/** The current mapping, for code that touches a context. Does what `extendRegion` does, without a call. */
export function readMapping(): Mapping {
  if (region !== undefined && !region.isExtended) extend(region);
  return current.mapping;
}

/** Whether jobs that are enqueued now run in the context anyway, without an additional open and close. */
export const isCovered = (context: Context): boolean => context === (region === undefined || !region.isExtended ? EMPTY : region.context);

/** The state around a segment, which is restored at its end. One object, because users nest runs, and each local variable takes room on the stack. */
export interface Around {
  readonly context: Context;
  readonly region: Region | undefined;
  readonly unclosed: number;
  /** The context of the segment itself. */
  readonly inside: Context;
}

export const lookAround = (inside: Context): Around => ({ context: current, region, unclosed, inside });

/** Begins a segment. */
export function begin(context: Context, covered: boolean, open = context.open): void {
  if (isAwaited) closeAwaits(true);
  if (!covered) {
    put(open);
    unclosed++;
  }
  current = context;
  region = context.inside;
}

/**
 * Ends a segment: restores the state around it, and enqueues the closes for its opens.
 *
 * @throws The engine's error for a full stack. The surrounding segment, or the next mark, then enqueues the missing closes.
 */
export function end(around: Around): void {
  // Until the closes are enqueued: every job that is enqueued before them is in the segment's region, too.
  around.inside.isLost = true;
  if (isAwaited) closeAwaits();
  current = isGone ? EMPTY : around.context;
  region = isGone ? undefined : around.region;
  owed += unclosed - around.unclosed;
  unclosed = around.unclosed;
  pay();
  around.inside.isLost = false;
}

/**
 * Calls a function as a segment of a context.
 *
 * @param mayContinue - Whether the function may be a function of the engine that only enqueues a continuation.
 */
export function segment(context: Context, fn: Function, thisArgument: unknown, args: readonly unknown[], mayContinue = false): unknown {
  const around = lookAround(context);
  // A continuation needs an extended region, and the region around may not be extended. The empty context needs no region.
  const covered = (!mayContinue || context === EMPTY) && isCovered(context);
  begin(context, covered, mayContinue ? openContinuation(context) : context.open);
  try {
    return apply(fn, thisArgument, args);
  } finally {
    try {
      end(around);
    } catch {
      // The stack is too full for the call. The surrounding segment, or the next mark, enqueues the closes.
      current = around.context;
      region = around.region;
      context.isLost = true;
    }
  }
}

/**
 * Makes the `run` of a carrier: does what `segment` does, in a new context. It does not call `segment`, because users nest runs, and each
 * frame takes room on the stack.
 *
 * @param check - Called at the beginning of each `run`.
 */
export const createRun = (check: () => void): Carrier['run'] =>
  function run(mapping, fn, args) {
    check();
    const around = lookAround(createContext(mapping));
    begin(around.inside, false);
    try {
      // In Firefox, direct calls nest half as deep again as those by `Reflect.apply`.
      return args.length === 0 ? fn() : apply(fn, undefined, args);
    } finally {
      try {
        end(around);
      } catch {
        current = around.context;
        region = around.region;
        around.inside.isLost = true;
      }
    }
  };

/** Makes a context current without beginning a segment. Returns the context that was current before. */
export function swap(context: Context): Context {
  if (isAwaited) closeAwaits();
  const before = current;
  current = context;
  return before;
}

/**
 * Makes a context current from here to the end of the running segment, and for the jobs that are enqueued from here on. After the segment the
 * context around it is current again, as usual.
 *
 * @returns Whether the context was entered. It is not entered where the end of the running code is not known, in code outside of any segment or
 *   in a continuation that no hook saw: the code that runs next would be in the context too, and may belong to another flow.
 */
export function enterForRest(context: Context): boolean {
  if (region === undefined || region.runs === 'jobs') return false;
  if (isAwaited) closeAwaits();
  if (region.runs === 'segment') {
    put(context.open);
    unclosed++;
    region = createRegion(context, undefined, true, 'rest');
  } else {
    // Jobs that are enqueued from here on stand between marks of the context before, those of the rest or of the next region, whose open is enqueued.
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
 * Makes the empty context current from here to the end of the region. Called before a continuation that belongs to no context, since no mark
 * can follow that continuation.
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
 * Calls a function of the engine during which other code may run: Firefox delivers messages while a synchronous request waits. The other code,
 * and the jobs that it enqueues, are in the empty context and in no segment.
 *
 * @returns The result of the function.
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
