// The interface of the platform on which the debugger runs.
import type { Frame } from './stack.js';
import type { Trace } from './trace.js';

/** A callback that is kept. */
export interface Kept {
  readonly text: string;
  readonly trace: Trace | undefined;
  readonly stack: readonly Frame[];
  /** The time when it was kept, in milliseconds, by `Date.now()`. */
  readonly since: number;
}

/** A kept callback that another flow than the one which kept it has fetched. */
export interface Taken {
  readonly kept: Kept;
  readonly stack: readonly Frame[];
  /** The trace of the flow that fetched it. */
  readonly trace: Trace | undefined;
  /** Whether it was removed. Then it is called once, for the flow that put it in. */
  readonly isRemoved: boolean;
}

/** The origin of a resource that calls back later. */
export interface Origin {
  /** The platform's name for the resource, such as `Timeout`. */
  readonly type: string;
  /** The stack at which it was made. */
  readonly stack: readonly Frame[];
  /** The trace of the context in which it was made. */
  readonly trace: Trace | undefined;
  /** The kept callbacks that had been fetched last when it was made. */
  readonly taken: readonly Taken[];
  /** The time when it was made, in milliseconds, by `Date.now()`. */
  readonly since: number;
  /** The origin of the resource whose callback made it. */
  readonly parent: Origin | undefined;
}

/** An object that keeps a context in memory. */
export type Alive = Pick<Origin, 'type' | 'stack' | 'trace' | 'since'>;

export interface Host {
  /** Starts to record. */
  start(watch: Watch, recorder: Recorder): void;
  /** Returns the text of a script, or a promise of it; `undefined` if it cannot be read. */
  read(url: string): string | undefined | Promise<string | undefined>;
  /** Returns a script's name, as text for people. */
  show(url: string): string;
  /** Whether a script is the platform's own. */
  isInternal(url: string): boolean;
  /** Whether a script that has no import and no export hides its names from other scripts. */
  readonly hasModulesOnly: boolean;
  /** Returns the origin of the running callback; `undefined` if the platform does not tell. */
  origin(): Origin | undefined;
  /** Returns the objects that still exist and may call back. */
  live(): Alive[];
}

/** The functions that record callbacks. */
export interface Watch {
  /** To be called when a callback is kept. */
  keep(value: unknown, above: Function): void;
  /** To be called when callbacks are about to be called, or are fetched by code that may call them. */
  take(values: readonly unknown[], above: Function, isRemoved: boolean): void;
  /** Returns the kept callbacks that were fetched last, the latest first. */
  lastTaken(): readonly Taken[];
}

/** Records the time line. Its times are milliseconds since the debugger was loaded. */
export interface Recorder {
  now(): number;
  addSegment(flow: number, type: string, place: Frame | undefined, begin: number): void;
  addAwait(flow: number, place: Frame | undefined, begin: number): void;
  /** Makes the page of everything that was recorded. */
  page(title: string): string;
}
