// A row of the table: a program of a hostile page, and its required outcome.
import type { AsyncContextObject, Variable } from '../../src/index.js';

/** The value that a flow's code has to find: its own, or undefined. */
export type Flow = string | undefined;

/** A feature that a row needs of its environment. An environment that lacks it gives a reason. */
export type Need =
  | 'a realm of its own'
  | 'another realm'
  | 'frames'
  | 'code from strings'
  | 'a script that is stopped'
  | 'a deep stack'
  | 'a Snapshot that ends half-way'
  | 'events'
  | 'AsyncLocalStorage'
  | 'promises that can be patched'
  | 'intrinsics that can be changed'
  | 'descriptors that inherit'
  | 'SES';

/** The tools that a program gets. */
export interface Page {
  readonly AsyncContext: AsyncContextObject;
  readonly variable: Variable<string>;
  /** The flow in which the program starts: one with a context, or undefined. */
  readonly flow: Flow;
  /** The carrier's name. */
  readonly carrier: string;
  /** Another realm's global object. */
  readonly foreign: any;
  readonly host: Host;
  /** Asserts that code finds the context of its flow. */
  see(own: Flow, where: string): void;
  /** The same where the README says that browsers may lose a context: code may find none there. On AsyncLocalStorage the check is exact. */
  seeOrNone(own: Flow, where: string): void;
  /** Counts a place that the README excepts, without a check of the context. */
  exempt(where: string): void;
  /** Asserts that a place is reached so many times in total. */
  reaches(where: string, times?: number): void;
  /** Asserts that two values are the same. */
  is(actual: unknown, expected: unknown, where: string): void;
  /** Asserts that a call throws a value, or an instance of a class, and leaves the context unchanged. */
  throws(call: () => unknown, expected: unknown, where: string): void;
  /** Calls a function in a later task, in flow B. */
  byB(fn: () => unknown): void;
  /** Declares an error that nobody catches, with the library and without. */
  uncaught(error: unknown): void;
}

/** The functions and data that the environment gives to the realm. */
export interface Host {
  /** Loads the library. */
  load(): { AsyncContext: AsyncContextObject };
  /** The needs that the environment does not meet, with the reasons. */
  readonly lacks: Readonly<Partial<Record<Need, string>>>;
  /** Another realm's global object. */
  foreign?(): any;
  /** `require`, in Node. */
  readonly require?: (id: string) => any;
  /** Loads SES into the realm and calls its `lockdown`. */
  lockdown?(): void;
  /** Runs a script until it is terminated. */
  stop?(code: string, names: object): void;
  /** Errors that nobody has caught, from now on. */
  readonly heard: unknown[];
  /** The library's warnings. */
  readonly said: string[];
}

export interface Row {
  readonly name: string;
  /** The required outcome, by the specification or the README. */
  readonly must: string;
  readonly needs?: readonly Need[];
  /** Runs once outside of any context, and once inside one. */
  program(page: Page): unknown;
}

/** The faults of a row. */
export interface Outcome {
  readonly wrong: string[];
}
