// The world of one program: its Variables, the state that its flows share, and the looks at the current context.
import type { AsyncContextObject, Snapshot, Variable } from '../../src/index.js';
import type { Early } from './steps/early.js';
import type { Step } from './program.js';

/** A context in the model: the value of each Variable, with 0 for the default. Every other value is set by a single `run`. */
export type Context = readonly number[];

/** The position of a flow: the context that the proposal requires, and the last steps on the way there. */
export interface Here {
  readonly context: Context;
  readonly path: readonly string[];
}

/** Ends a flow that has lost its context: code that it started from then on would rightly run in the empty one. */
export class Lost extends Error {}
/** The class of errors that programs throw and reject with on purpose. */
export class Expected extends Error {}

/** The engine's own Promise, even where a library has replaced it: the base class of the model's classes. */
export const EnginePromise = (async () => {})().constructor as PromiseConstructor;

/** The state that programs side by side share. */
export interface Subject {
  readonly AsyncContext: AsyncContextObject;
  /** A timer, in milliseconds, from before any patch. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Calls a function in another task, without a promise. */
  readonly later: (fn: () => void) => void;
  /** The Variables of all programs, so that a flow of one program notices the context of another program's flow. */
  readonly variables: readonly Variable<number, number>[];
  /** A Snapshot of the empty context. */
  readonly empty: Snapshot;
  /** A value that was never used before. */
  fresh(): number;
  /** The code that was suspended before there was any Variable. */
  readonly early: Early;
}

/** How often code that the library cannot see found its own context, none, and another one. */
export interface Apart {
  own: number;
  none: number;
  other: number;
}

/** The results of a program. */
export interface Outcome {
  /** The number of looks at a context. */
  steps: number;
  /** Looks that saw another flow's context, with the way there. */
  readonly wrong: string[];
  /** Looks that saw no context though there is one, counted by the last two steps. */
  readonly lost: Map<string, number>;
  /** Looks of code that was suspended or kept before the first Variable. */
  readonly apart: Map<string, Apart>;
  /** The ways of flows that have not ended. */
  readonly stuck: string[];
}

/** A promise that some flow settles. */
export interface Deferred {
  readonly promise: Promise<unknown>;
  /** `by` is the flow that settles it; only the model's own classes use it. */
  resolve(value: unknown, by?: Here): void;
  reject(reason: unknown, by?: Here): void;
  /** Whether it may be rejected: then somebody is sure to await it. */
  readonly mayReject: boolean;
}
type Executor = (resolve: Deferred['resolve'], reject: Deferred['reject']) => void;

export class World {
  readonly subject: Subject;
  readonly variables: readonly Variable<number, number>[];
  readonly outcome: Outcome = { steps: 0, wrong: [], lost: new Map(), apart: new Map(), stuck: [] };
  readonly started: Promise<unknown>[] = [];
  /** The ways of flows that wait for something. */
  readonly waiting = new Set<readonly string[]>();
  /** Whether a promise has been settled in this task. */
  #hasSettled = false;
  /** The promises that wait to be settled. */
  pending: Deferred[] = [];
  /** Runs the steps of a flow. */
  flow: (here: Here, steps: readonly Step[]) => Promise<void> = () => Promise.reject(new Error('no program runs'));
  readonly #kept = new Map<string, unknown[]>();
  readonly #names = new Map<number, string>();

  constructor(subject: Subject) {
    this.subject = subject;
    // Two Variables of all programs, and one of this program.
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

  /** Looks at the current context, and records it if it is not the right one. */
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

  /** Looks at a context that the proposal leaves open: the empty one, or one of the given ones. */
  among(contexts: readonly Context[], path: readonly string[]): void {
    this.outcome.steps++;
    const seen = this.seen();
    const isOf = (context: Context) => context.every((value, i) => value === seen[i]);
    if (seen.some(value => value !== 0) && !contexts.some(isOf)) this.wrong(contexts.flat(), seen, path);
  }

  /** Looks at a context that the library may not know, and counts the result apart. */
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

  /** Calls a function in a context of its own: `which` chooses the Variable whose value it sets. */
  run(here: Here, which: number, name: string, fn: (inner: Here) => void): void {
    const index = which % this.variables.length;
    const value = this.subject.fresh();
    const inner = { context: here.context.map((old, i) => (i === index ? value : old)), path: [...here.path.slice(-3), name] };
    this.#names.set(value, inner.path.join(', '));
    this.variables[index]!.run(value, fn, inner);
  }

  /** Runs code that may lose its context, or fail on purpose, without ending anything else. */
  start(fn: () => unknown): void {
    const run = async () => fn();
    this.started.push(
      run().catch((error: unknown) => {
        if (!(error instanceof Lost || error instanceof Expected)) throw error;
      }),
    );
  }

  /** Starts a flow with the inner steps of a step. */
  begin({ context, path }: Here, name: string, { steps = [] }: Step): void {
    this.start(() => this.flow({ context, path: [...path.slice(-3), name] }, steps));
  }

  /** Makes a promise that some flow settles. If none does, the program does in the end, in no context or in a new one. */
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

  /** Records until the end of the task that a promise was settled. */
  settling(): void {
    if (this.#hasSettled) return;
    this.#hasSettled = true;
    this.subject.later(() => (this.#hasSettled = false));
  }

  /**
   * Names a step, and adds whether a promise was settled in the same task, since that may explain a lost context. The settling flow is not named: jobs of one
   * context share regions.
   */
  afterSettling(name: string): string {
    return this.#hasSettled ? `${name} after settling` : name;
  }

  /** Removes a promise that waits to be settled, and returns it. */
  takePending(which: number): Deferred | undefined {
    return this.pending.splice(which % Math.max(1, this.pending.length), 1)[0];
  }

  /** Keeps a value for a step of any flow. Of each kind only the latest few are kept. */
  keep(kind: string, value: unknown): void {
    const all = this.#kept.get(kind);
    if (all === undefined) this.#kept.set(kind, [value]);
    else if (all.push(value) > 8) all.shift();
  }

  /** One of the kept values, or undefined. The caller knows the type of what it keeps. */
  kept<T>(kind: string, which: number): T | undefined {
    const all = (this.#kept.get(kind) ?? []) as T[];
    return all[which % all.length];
  }

  /** The same, and removes it. */
  takeKept<T>(kind: string, which: number): T | undefined {
    const all = (this.#kept.get(kind) ?? []) as T[];
    return all.splice(which % Math.max(1, all.length), 1)[0];
  }
}
