// Which mapping is current, and for which stretches of the microtask queue: the heart of the browser carrier.
import { Mapping } from '../../mapping/mapping.js';

const { apply } = Reflect;

/**
 * Code that runs on behalf of a mapping is a *segment*: the synchronous part of a `run`, a wrapped callback. What a segment
 * enqueues without a hook (the continuation of `await 1`) stands in the microtask queue between what is enqueued before the
 * segment starts and what is enqueued after it ends. So each segment is put between two microtasks, the marks *open* and *close*, and the
 * stretch between them is a *region*: the jobs in it belong to the segment. A reaction of a promise and the continuation of an await are in
 * regions of their own, whose marks are reactions of the same promise: see promise.ts.
 *
 * What the jobs of a region enqueue stands further back in the queue, in no region, unless this one *earns* another there: an open
 * when it is earned, a close when this region closes. A region earns the next where code in it touches a context, a promise or a scheduler; a
 * region nested in one that has earned does so at once, since what its jobs enqueue would otherwise fall into the next region of
 * the outer one. Opens and closes are enqueued in pairs that nest, so at every point of the queue the regions form a stack.
 */
export interface Region {
  context: Context;
  outer: Region | undefined;
  earned: boolean;
  runs: Runs;
}

/**
 * What runs in a region: the synchronous part of a *segment*; the *rest* of one in which another context was entered; one *continuation* and what
 * brings marks of its own; any number of *jobs*, one like the other.
 */
type Runs = 'segment' | 'rest' | 'continuation' | 'jobs';

/** A mapping, with what the queue needs of it. It is the region of the synchronous part of its segments: what they enqueue is between marks anyway. */
export class Context implements Region {
  readonly mapping: Mapping;
  readonly context = this;
  readonly outer = undefined;
  readonly earned = true;
  readonly runs = 'segment';
  /** Whether a close of a segment could not be enqueued in time: other code may be in its region, and is to find no context there. */
  isLost = false;
  /** Opens a region. */
  readonly open: Mark;
  #openContinuation: Mark | undefined;

  constructor(mapping: Mapping) {
    this.mapping = mapping;
    this.open = () => {
      if (arrive()) enter(createRegion(this.isLost || isSuspended ? EMPTY : this, region !== undefined && region.earned));
    };
  }

  /** Opens a region that has earned the next: that of code which may be a continuation, and a segment of its own. */
  get openContinuation(): Mark {
    return (this.#openContinuation ??= () => {
      if (arrive()) enter(createRegion(this.isLost || isSuspended ? EMPTY : this, true));
    });
  }
}

/** A microtask, or a reaction, that changes regions. */
type Mark = () => void;

/** Enqueues a mark. Where every suspension is transformed, or no await is seen, no job is in need of them. */
let enqueue = (_mark: Mark): void => {};
/** Adds a mark to the reactions of a promise. */
let subscribe: (promise: unknown, mark: Mark) => void;
/** Whether no code of the page's runs when that is done. */
let isSilent: (promise: unknown) => boolean;

/** Says how marks get into the queue, before there are any segments. */
export function mark(enqueueMark: typeof enqueue): void {
  enqueue = enqueueMark;
}

/** Says how marks get onto promises, before there are any awaits. */
export function markPromises(subscribeMark: typeof subscribe, isPromiseSilent: typeof isSilent): void {
  subscribe = subscribeMark;
  isSilent = isPromiseSilent;
}

/** The context in which every Variable has its default. */
export const EMPTY = new Context(Mapping.EMPTY);

let current: Context = EMPTY;
let region: Region | undefined;
/** Whether segments wait for a call in which other code may run. Their opens may come before their closes are enqueued. */
let isSuspended = false;

/** Marks are numbered as they are enqueued: the last that was, the last that has run, the last that is void. */
let enqueued = 0;
let ran = 0;
let voided = 0;
/** Closes of segments that are still to be enqueued: more than none only after the stack was full. */
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

const createRegion = (context: Context, earned: boolean): Region => ({ context, outer: region, earned, runs: 'jobs' });

function enter(entered: Region, open = entered.context.open): void {
  region = entered;
  current = entered.context;
  if (entered.earned) put(open);
}

/** Leaves a region, and those in it, if it was entered. */
function leave(left: Region | undefined): void {
  let inner = region;
  while (inner !== left && inner !== undefined) inner = inner.outer;
  if (inner === undefined) return;
  do {
    inner = region as Region;
    region = inner.outer;
    if (inner.earned) put(close);
  } while (inner !== left);
  current = region === undefined ? EMPTY : region.context;
}

/**
 * Called first by whatever the engine calls with an empty stack. A segment that seems to run has ended without returning: its script was terminated.
 */
function onEmptyStack(): void {
  if (awaited !== undefined) closeAwaits();
  if (owed > 0) pay();
  emptied = undefined;
  if (region !== undefined && (region.runs === 'segment' || region.runs === 'rest')) abandon();
}

/** Called first by each mark that was enqueued. Returns whether it counts. */
function arrive(): boolean {
  ran++;
  onEmptyStack();
  return ran > voided;
}

/** Forgets all regions, and voids the marks that are enqueued. Only where no segment runs, or none is to return. */
export function abandon(): void {
  for (; awaited !== undefined; awaited = awaited.next) awaited.isLost = true;
  region = undefined;
  current = EMPTY;
  voided = enqueued;
}

/** Closes the innermost region. */
function close(): void {
  if (arrive()) leave(region);
}

/** Says that code touches a context, a promise or a scheduler: the region that it runs in, if any, earns the next. */
export function touch(): void {
  if (region !== undefined && !region.earned) earn(region);
}

function earn(running: Region): void {
  // The empty region needs no next one: what is in no region has the empty context anyway.
  if (running.context === EMPTY) return;
  put(running.context.open);
  running.earned = true;
}

/** The current mapping, for code that touches it: `touch`, without a call. */
export function touchMapping(): Mapping {
  if (region !== undefined && !region.earned) earn(region);
  return current.mapping;
}

/** Whether what is enqueued now runs in a context anyway, without an open and a close of its own. */
export const isCovered = (context: Context): boolean =>
  context === (region === undefined || !region.earned ? EMPTY : region.context);

/** Begins a segment. */
export function begin(context: Context, covered: boolean, open = context.open): void {
  if (awaited !== undefined) closeAwaits(true);
  emptied = undefined;
  if (!covered) put(open);
  current = context;
  region = context;
}

/** Ends it: what was around it is current again. */
export function end(contextAround: Context, regionAround: Region | undefined, covered: boolean): void {
  if ((region as Region).runs === 'rest') owed++;
  if (!covered) owed++;
  if (awaited !== undefined) closeAwaits();
  emptied = undefined;
  current = contextAround;
  region = regionAround;
  pay();
}

/**
 * Calls a function as a segment of a context.
 *
 * @param mayContinue - Whether the function may be the engine's, which only enqueues a continuation.
 */
export function segment(context: Context, fn: Function, thisArgument: unknown, args: readonly unknown[], mayContinue = false): unknown {
  // A region that is there anyway may not earn the next one, which a continuation needs; the empty context needs none.
  const covered = (!mayContinue || context === EMPTY) && isCovered(context);
  const contextAround = current;
  const regionAround = region;
  begin(context, covered, mayContinue ? context.openContinuation : context.open);
  try {
    return apply(fn, thisArgument, args);
  } finally {
    const ended = region as Region;
    const debts = owed;
    try {
      end(contextAround, regionAround, covered);
    } catch {
      // A full stack. From here on nothing is called.
      current = contextAround;
      region = regionAround;
      for (; awaited !== undefined; awaited = awaited.next) awaited.isLost = true;
      // Whatever is enqueued before the closes is in this region, too.
      ended.context.isLost = context.isLost = true;
      if (owed === debts) owed += (covered ? 0 : 1) + (ended.runs === 'rest' ? 1 : 0);
    }
  }
}

/** Makes a context current where no segment begins, and returns the one that was. */
export function swap(context: Context): Context {
  if (awaited !== undefined) closeAwaits();
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
  if (awaited !== undefined) closeAwaits();
  if (region.runs === 'segment') {
    put(context.open);
    region = { context, outer: undefined, earned: true, runs: 'rest' };
  } else {
    // What is enqueued from here on is between marks of the context before: of the rest, or of the next region, which is earned already.
    region.earned = false;
    put(close);
    put(context.open);
    region.context = context;
    region.earned = true;
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
  if (region.earned) put(markEmpty);
}

function markEmpty(): void {
  if (arrive()) enterEmpty();
}

/** The region of a reaction, or of the continuation of an await: its marks are reactions of the same promise. */
interface Reaction extends Region {
  isOpen: boolean;
  /** Whether there is no mark that closes it: then it is not opened either. */
  isLost: boolean;
}

/** The region of a reaction that is being added in a context. */
export const createReaction = (context: Context): Reaction => ({
  context,
  outer: undefined,
  earned: true,
  // Code that may be a job of the engine's: one that calls the `then` of a thenable with functions which only enqueue a continuation.
  runs: region !== undefined && region.runs === 'jobs' ? 'jobs' : 'continuation',
  isOpen: false,
  isLost: false,
});

/** Opens the region of a reaction, from the job itself. */
export function openReaction(reaction: Reaction): void {
  if (reaction.isLost) return enterEmpty();
  onEmptyStack();
  reaction.isOpen = true;
  reaction.outer = region;
  const { context } = reaction;
  enter(reaction, reaction.runs === 'jobs' ? context.openContinuation : context.open);
  reaction.runs = 'continuation';
}

/** Closes it again, right behind the job. */
export function closeReaction(reaction: Reaction): void {
  onEmptyStack();
  if (reaction.isOpen) leave(reaction);
}

/** An await that was seen. */
interface Awaited extends Reaction {
  /** The promise, until a mark behind the continuation is added. */
  promise: unknown;
  next: Awaited | undefined;
  /** How many marks were enqueued when it was added. */
  closed: number;
  /** Opens the region, and closes it. */
  readonly mark: Mark;
}

/** The awaits of the running code, the last first, with a mark before the continuation and none behind it yet. */
let awaited: Awaited | undefined;

/** How many awaits are looked through for the same promise: somebody may read the constructor of a few again and again. */
const SEARCHED = 4;

/** The promise that was last awaited in no context, while nothing else can have run. */
let emptied: unknown;

/** Adds a mark to the reactions of a promise that is awaited in no context: the engine adds the continuation right behind it. */
export function enterAwaitInNone(promise: unknown): void {
  if (promise === emptied) return;
  subscribe(promise, enterEmpty);
  emptied = promise;
}

/**
 * Adds a mark to the reactions of a promise that is awaited in the current context: the engine adds the continuation right behind it, as soon as this
 * returns. The mark behind that one is added as soon as anything else than this code can run: before the context changes.
 */
export function enterAwait(promise: unknown): void {
  let known = awaited;
  for (let count = 0; known !== undefined && count < SEARCHED; count++, known = known.next) {
    if (known.promise !== promise || known.context !== current) continue;
    // Two continuations in one region: there is no telling them apart.
    known.closed = Infinity;
    return;
  }
  const entered: Awaited = {
    context: current,
    outer: undefined,
    earned: true,
    runs: 'jobs',
    isOpen: false,
    isLost: false,
    promise,
    next: awaited,
    closed: 0,
    mark() {
      if (entered.isOpen) return closeReaction(entered);
      if (entered.isLost) return enterEmpty();
      onEmptyStack();
      // The promise was pending when the mark behind was added: nothing else of the same segment stands between the two.
      if (ran > entered.closed) entered.runs = 'continuation';
      entered.isOpen = true;
      entered.outer = region;
      enter(entered);
    },
  };
  subscribe(promise, entered.mark);
  awaited = entered;
}

/**
 * Adds the missing marks behind continuations, those of the last await first. Does not throw.
 *
 * @param isNested - Whether a segment begins. A getter of the page's may have asked the hook, and begin it before the engine adds the continuation.
 */
function closeAwaits(isNested = false): void {
  while (awaited !== undefined) {
    const closing = awaited;
    awaited = closing.next;
    closing.isLost = true;
    if (closing.closed < enqueued) closing.closed = enqueued;
    try {
      if (isNested && !isSilent(closing.promise)) continue;
      subscribe(closing.promise, closing.mark);
      closing.isLost = false;
    } catch {
      // A full stack.
    }
    closing.promise = undefined;
  }
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
    region = undefined;
    isSuspended = true;
    try {
      return apply(fn, thisArgument, args);
    } finally {
      region = inside;
      isSuspended = wasSuspended;
    }
  };
  return segment(EMPTY, call, undefined, []);
}
