// Which mapping is current, and for which stretches of the microtask queue: the heart of the browser carrier.
import { Mapping } from '../../mapping/mapping.js';

const { apply } = Reflect;

/**
 * Code that runs on behalf of a mapping is a *segment*: the synchronous part of a `run`, a reaction, a wrapped callback. What a segment
 * enqueues without a hook (the continuation of `await 1`) stands in the microtask queue between what is enqueued before the
 * segment starts and what is enqueued after it ends. So each segment is put between two microtasks, *open* and *close*, and the stretch
 * between them is a *region*: the jobs in it belong to the segment.
 *
 * What the jobs of a region enqueue stands further back in the queue, in no region, unless this one *earns* another there: an open
 * when it is earned, a close when this region closes. A region earns the next where code in it touches a context, a promise or a scheduler; a
 * region nested in one that has earned does so at once, since what its jobs enqueue would otherwise fall into the next region of
 * the outer one. Opens and closes are enqueued in pairs that nest, so at every point of the queue the regions form a stack.
 */
export interface Region {
  context: Context;
  readonly outer: Region | undefined;
  earned: boolean;
  readonly runs: Runs;
}

/**
 * What runs in a region: the synchronous part of a *segment*; the *rest* of one in which another context was entered; the *continuation* of an
 * await, alone or with jobs that bring marks of their own; any number of *jobs*, one like the other.
 */
type Runs = 'segment' | 'rest' | 'continuation' | 'jobs';

/** A mapping, with what the queue needs of it: made once, used by all its segments. */
export class Context {
  readonly mapping: Mapping;
  /** The region of the synchronous part of a segment: what it enqueues is between marks anyway. */
  readonly inside: Region;
  /** Opens a region. */
  readonly open: () => void;
  #openContinuation: (() => void) | undefined;
  #openPerhaps: (() => void) | undefined;

  constructor(mapping: Mapping) {
    this.mapping = mapping;
    this.inside = { context: this, outer: undefined, earned: true, runs: 'segment' };
    this.open = () => enter(this, region !== undefined && region.earned, 'jobs');
  }

  /** Opens the region of a continuation, which is a segment of its own: what it enqueues is this context's too, unconditionally. */
  get openContinuation(): () => void {
    return (this.#openContinuation ??= () => enter(this, true, 'continuation'));
  }

  /** The same for what may be a continuation, and may as well be whatever a function of the page's enqueues. */
  get openPerhaps(): () => void {
    return (this.#openPerhaps ??= () => enter(this, true, 'jobs'));
  }
}

/** Enqueues a mark. Where every suspension is transformed, or no await is seen, no job is in need of them. */
let enqueue = (_mark: () => void): void => {};

/** Says how marks are enqueued, before there are any segments. */
export function mark(enqueueMark: (mark: () => void) => void): void {
  enqueue = enqueueMark;
}

/** The context in which every Variable has its default. */
export const EMPTY = new Context(Mapping.EMPTY);

let current = EMPTY;
let region: Region | undefined;

/** The current context. */
export const currentContext = (): Context => current;

/** The region that the running code is in, to be compared with that of other code. */
export const currentRegion = (): Region | undefined => region;

function enter(context: Context, earned: boolean, runs: Runs): void {
  region = { context, outer: region, earned, runs };
  current = context;
  if (earned) enqueue(context.open);
}

/** Closes the innermost region. */
function close(): void {
  const { earned, outer } = region as Region;
  if (earned) enqueue(close);
  region = outer;
  current = outer === undefined ? EMPTY : outer.context;
}

/** Says that code touches a context, a promise or a scheduler: the region that it runs in, if any, earns the next. */
export function touch(): void {
  if (region !== undefined && !region.earned) earn(region);
}

function earn(running: Region): void {
  // The empty region needs no next one: what is in no region has the empty context anyway.
  if (running.context === EMPTY) return;
  running.earned = true;
  enqueue(running.context.open);
}

/** The current mapping, for code that touches it: `touch`, without a call. */
export function touchMapping(): Mapping {
  if (region !== undefined && !region.earned) earn(region);
  return current.mapping;
}

/** Whether what is enqueued now runs in a context anyway, without an open and a close of its own. */
export const isCovered = (context: Context): boolean =>
  context === (region === undefined || !region.earned ? EMPTY : region.context);

/** Calls a function as a segment of a context. */
export function segment(context: Context, fn: Function, thisArgument: unknown, args: readonly unknown[]): unknown {
  return between(context, context.open, isCovered(context), fn, thisArgument, args);
}

/**
 * Calls a function as a segment of a context, where what it calls is the engine's, which only enqueues a continuation, or may be.
 *
 * @param sure - Whether it is the engine's for sure.
 */
export function continuation(context: Context, sure: boolean, fn: Function, ...args: unknown[]): unknown {
  // A region that is there anyway may not earn the next one, which a continuation needs; the empty context needs none.
  const covered = context === EMPTY && isCovered(context);
  return between(context, sure ? context.openContinuation : context.openPerhaps, covered, fn, undefined, args);
}

function between(context: Context, open: () => void, covered: boolean, fn: Function, thisArgument: unknown, args: readonly unknown[]): unknown {
  const contextAround = current;
  const regionAround = region;
  // Both marks are enqueued from this frame, by the same call: a stack that has room for the first has room for the second.
  if (!covered) enqueue(open);
  current = context;
  region = context.inside;
  try {
    return apply(fn, thisArgument, args);
  } finally {
    const isRest = region.runs === 'rest';
    current = contextAround;
    region = regionAround;
    if (isRest) enqueue(close);
    if (!covered) enqueue(close);
  }
}

/** Begins a segment. */
export function begin(context: Context, covered: boolean): void {
  if (!covered) enqueue(context.open);
  current = context;
  region = context.inside;
}

/** Ends it: what was around it is current again. */
export function end(context: Context, regionAround: Region | undefined, covered: boolean): void {
  if (region?.runs === 'rest') enqueue(close);
  current = context;
  region = regionAround;
  if (!covered) enqueue(close);
}

/** Makes a context current where no segment begins, and returns the one that was. */
export function swap(context: Context): Context {
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
  switch (region?.runs) {
    case 'segment':
      region = { context, outer: undefined, earned: true, runs: 'rest' };
      break;
    case 'rest':
    case 'continuation':
      // What is enqueued from here on is between marks of the context before: of the rest, or of the next region, which is earned already.
      region.context = context;
      enqueue(close);
      break;
    default:
      return false;
  }
  enqueue(context.open);
  current = context;
  return true;
}

/**
 * Makes the empty context current from here to the end of the region: before a continuation that belongs to no context, after
 * which nothing can be run.
 */
export function enterEmpty(): void {
  current = EMPTY;
  if (region === undefined || region.context === EMPTY) return;
  region.context = EMPTY;
  if (region.earned) enqueue(enterEmpty);
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
    region = undefined;
    try {
      return apply(fn, thisArgument, args);
    } finally {
      region = inside;
    }
  };
  return segment(EMPTY, call, undefined, []);
}
