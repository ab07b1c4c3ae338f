// The platform that the debugger runs on, as far as it needs it.
import type { Frame } from './stack.js';
import type { Trace } from './trace.js';

/** Where something that calls back later was made. */
export interface Origin {
  /** Its name on this platform: `Timeout`. */
  readonly type: string;
  readonly stack: readonly Frame[];
  /** The trace of the context there. */
  readonly trace: Trace | undefined;
  /** When it was made, as `Date.now()` has it. */
  readonly since: number;
  /** Where what ran there was made. */
  readonly parent: Origin | undefined;
}

/** Something that keeps a context alive. */
export type Alive = Pick<Origin, 'type' | 'stack' | 'trace' | 'since'>;

export interface Host {
  /** Begins to listen. */
  start(watch: Watch, recorder: Recorder): void;
  /** The text of a script, now or later; nothing if it cannot be had. */
  read(url: string): string | undefined | Promise<string | undefined>;
  /** A script's name for people. */
  show(url: string): string;
  /** Whether a script is the platform's own. */
  isInternal(url: string): boolean;
  /** Whether no other script sees the names of one that imports and exports nothing. */
  readonly hasModulesOnly: boolean;
  /** Where the running code was made to run; nothing if the platform does not say. */
  origin(): Origin | undefined;
  /** The objects that are there still, and may call back. */
  live(): Alive[];
}

/** The hooks that note callbacks. */
export interface Watch {
  /** A callback is kept. */
  keep(value: unknown, above: Function): void;
  /** Callbacks are about to be called, or handed to somebody who calls them. */
  take(values: readonly unknown[], above: Function, isRemoved: boolean): void;
}

/** Notes the time line; its times are its own. */
export interface Recorder {
  now(): number;
  addSegment(flow: number, type: string, place: Frame | undefined, begin: number): void;
  addAwait(flow: number, place: Frame | undefined, begin: number): void;
  /** The page about all that was recorded. */
  page(title: string): string;
}
