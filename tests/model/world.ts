// The world of one program: its Variables, what its flows share, and the looks at the current context.
import type { AsyncContextObject, Snapshot, Variable } from '../../src/index.js';
import type { Early } from './steps/early.js';
import type { Step } from './program.js';

/** A context, as the model knows it: the value of each Variable, 0 being the default. Every other value is set by one `run` alone. */
export type Context = readonly number[];

/** Where a flow is: the context that the proposal gives it, and the last steps on the way there. */
export interface Here {
  readonly context: Context;
  readonly path: readonly string[];
}

/** Ends a flow that has lost its context: what it starts from here on runs in the empty one, rightly. */
export class Lost extends Error {}
/** What the programs themselves throw and reject with. */
export class Expected extends Error {}

/** The engine's own, wherever a library has put another in its place: the class that classes of the model's are derived from. */
export const EnginePromise = (async () => {})().constructor as PromiseConstructor;

/** What programs that run side by side have in common. */
export interface Subject {
  readonly AsyncContext: AsyncContextObject;
  /** A timer, in milliseconds, that nobody has patched. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Calls a function in another task, without a promise. */
  readonly later: (fn: () => void) => void;
  /** Variables of all programs, so that a flow of one notices the context of a flow of another. */
  readonly variables: readonly Variable<number, number>[];
  /** Ends in the empty context. */
  readonly empty: Snapshot;
  /** A value that nobody has had. */
  fresh(): number;
  /** What was suspended before there was any Variable. */
  readonly early: Early;
}

/** How often what the library cannot see saw its own context, none, and one that is not its own. */
export interface Apart {
  own: number;
  none: number;
  other: number;
}

/** What came out. */
export interface Outcome {
  /** How often a context was looked at. */
  steps: number;
  /** Looks that saw another flow's context, with the way there. */
  readonly wrong: string[];
  /** Looks that saw no context though there is one, counted by the last steps before. */
  readonly lost: Map<string, number>;
  /** Looks of what was suspended or kept before the first Variable. */
  readonly apart: Map<string, Apart>;
  /** What flows wait for that have not ended. */
  readonly stuck: string[];
}

/** A promise that some flow is to settle. */
export interface Deferred {
  readonly promise: Promise<unknown>;
  /** `by` is whoever settles; only classes of the model's own look at it. */
  resolve(value: unknown, by?: Here): void;
  reject(reason: unknown, by?: Here): void;
  /** Whether it may be rejected: somebody awaits it for sure. */
  readonly mayReject: boolean;
}
type Executor = (resolve: Deferred['resolve'], reject: Deferred['reject']) => void;

export class World {
  readonly subject: Subject;
  readonly variables: readonly Variable<number, number>[];
  readonly outcome: Outcome = { steps: 0, wrong: [], lost: new Map(), apart: new Map(), stuck: [] };
  readonly started: Promise<unknown>[] = [];
  /** The ways of the flows that wait for something. */
  readonly waiting = new Set<readonly string[]>();
  /** Whether a promise has been settled in this task. */
  #hasSettled = false;
  /** What waits to be settled. */
  pending: Deferred[] = [];
  /** Takes the steps of a flow. */
  flow: (here: Here, steps: readonly Step[]) => Promise<void> = () => Promise.reject(new Error('no program runs'));
  readonly #kept = new Map<string, unknown[]>();
  readonly #names = new Map<number, string>();

  constructor(subject: Subject) {
    this.subject = subject;
    // Two of all programs, and one of this.
    this.variables = [...subject.variables, new subject.AsyncContext.Variable({ defaultValue: 0 })];
  }

  /** The empty context. */
  outside(path: readonly string[]): Here {
    return { context: this.variables.map(() => 0), path };
  }

  /** The current context. */
  seen(): Context {
    return this.variables.map(variable => variable.get());
  }

  /** Looks at the current context; notes it if it is not the right one. */
  watch({ context, path }: Here, place?: string): boolean {
    this.outcome.steps++;
    let isRight = true;
    for (let i = 0; i < this.variables.length; i++) if (this.variables[i]!.get() !== context[i]) isRight = false;
    if (isRight) return true;
    const seen = this.seen();
    const way = place === undefined ? path : [...path, place];
    if (seen.every(value => value === 0)) {
      const last = way.slice(-2).join(', ');
      this.outcome.lost.set(last, (this.outcome.lost.get(last) ?? 0) + 1);
    } else this.wrong(context, seen, way);
    return false;
  }

  /**
   * Looks at the current context, and ends the flow if it is not the right one.
   *
   * @throws Lost.
   */
  look(here: Here, place?: string): void {
    if (!this.watch(here, place)) throw new Lost();
  }

  /** Looks at a context of which the proposal does not say whose it is: the empty one, or one of those. */
  among(contexts: readonly Context[], path: readonly string[]): void {
    this.outcome.steps++;
    const seen = this.seen();
    const isOf = (context: Context) => context.every((value, i) => value === seen[i]);
    if (seen.some(value => value !== 0) && !contexts.some(isOf)) this.wrong(contexts.flat(), seen, path);
  }

  /** Looks at a context that the library may not know, and counts apart what is seen. */
  apart(kind: string, own: Context): void {
    this.outcome.steps++;
    const seen = this.seen();
    const counts = this.outcome.apart.get(kind) ?? { own: 0, none: 0, other: 0 };
    this.outcome.apart.set(kind, counts);
    if (seen.every((value, i) => value === own[i])) counts.own++;
    else if (seen.every(value => value === 0)) counts.none++;
    else counts.other++;
  }

  wrong(context: Context, seen: Context, path: readonly string[]): void {
    const name = (value: number) => (value === 0 ? '–' : `${value} (${this.#names.get(value) ?? "another program's"})`);
    this.outcome.wrong.push(`${context.map(name).join(' ')} saw ${seen.map(name).join(' ')} after ${path.slice(-8).join(', ')}`);
  }

  /** Calls a function in a context of its own: `which` says for which Variable it sets a value. */
  run(here: Here, which: number, name: string, fn: (inner: Here) => void): void {
    const index = which % this.variables.length;
    const value = this.subject.fresh();
    const inner = { context: here.context.map((old, i) => (i === index ? value : old)), path: [...here.path.slice(-3), name] };
    this.#names.set(value, inner.path.join(', '));
    this.variables[index]!.run(value, fn, inner);
  }

  /** Runs what may lose its context, or fail as the program says, without that ending anything else. */
  start(fn: () => unknown): void {
    const run = async () => fn();
    this.started.push(
      run().catch((error: unknown) => {
        if (!(error instanceof Lost || error instanceof Expected)) throw error;
      }),
    );
  }

  /** Starts a flow with the steps of a step. */
  begin({ context, path }: Here, name: string, { steps = [] }: Step): void {
    this.start(() => this.flow({ context, path: [...path.slice(-3), name] }, steps));
  }

  /** Makes a promise that some flow settles; at the latest the program itself, in nobody's context or in one of its own. */
  defer(mayReject = false, Class: new (executor: Executor) => Promise<unknown> = Promise): Deferred {
    let settlers: Pick<Deferred, 'resolve' | 'reject'> | undefined;
    const promise = new Class((resolve, reject) => void (settlers = { resolve, reject }));
    const counting =
      (settle: Deferred['resolve']): Deferred['resolve'] =>
      (value, by) => {
        this.settling();
        settle(value, by);
      };
    const deferred = { promise, mayReject, resolve: counting(settlers!.resolve), reject: counting(settlers!.reject) };
    this.pending.push(deferred);
    return deferred;
  }

  /** Notes that a promise is settled, up to the end of the task. */
  settling(): void {
    if (this.#hasSettled) return;
    this.#hasSettled = true;
    this.subject.later(() => (this.#hasSettled = false));
  }

  /**
   * Names a step, and says whether a promise was settled in the same task: that may explain what is lost. Not by which flow: jobs of one context share
   * regions.
   */
  afterSettling(name: string): string {
    return this.#hasSettled ? `${name} after settling` : name;
  }

  /** Takes a promise that waits to be settled. */
  takePending(which: number): Deferred | undefined {
    return this.pending.splice(which % Math.max(1, this.pending.length), 1)[0];
  }

  /** Keeps something for a step of any flow; of one kind, the latest few. */
  keep(kind: string, value: unknown): void {
    const all = this.#kept.get(kind);
    if (all === undefined) this.#kept.set(kind, [value]);
    else if (all.push(value) > 8) all.shift();
  }

  /** One of those kept, or undefined; the caller knows the type of what it keeps. */
  kept<T>(kind: string, which: number): T | undefined {
    const all = (this.#kept.get(kind) ?? []) as T[];
    return all[which % all.length];
  }

  /** The same, and keeps it no longer. */
  takeKept<T>(kind: string, which: number): T | undefined {
    const all = (this.#kept.get(kind) ?? []) as T[];
    return all.splice(which % Math.max(1, all.length), 1)[0];
  }
}
