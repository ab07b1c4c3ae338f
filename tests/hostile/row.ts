// What a row of the table is: a program of a hostile page's, and what must happen.
import type { AsyncContextObject, Variable } from '../../src/index.js';

/** The value that code of a flow finds: its own, or none. */
export type Flow = string | undefined;

/** What a row needs of where it runs. An environment that lacks it says why. */
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

/** What a program has to do with. */
export interface Page {
  readonly AsyncContext: AsyncContextObject;
  readonly variable: Variable<string>;
  /** The flow that the program is started in: one with a context, and one with none. */
  readonly flow: Flow;
  /** The carrier's name. */
  readonly carrier: string;
  /** Another realm's global object. */
  readonly foreign: any;
  readonly host: Host;
  /** Asserts that code finds the context of its flow. */
  see(own: Flow, where: string): void;
  /** The same where the README says that a context may be lost in browsers: there none is found, or the flow's. On AsyncLocalStorage it is exact. */
  seeOrNone(own: Flow, where: string): void;
  /** Notes that an exception of the README's is reached. */
  exempt(where: string): void;
  /** Asserts that a place is reached as often as that, in the end. */
  reaches(where: string, times?: number): void;
  /** Asserts that two values are the same. */
  is(actual: unknown, expected: unknown, where: string): void;
  /** Asserts that a call throws a value, or an instance of a class, and that the context afterwards is what it was. */
  throws(call: () => unknown, expected: unknown, where: string): void;
  /** Calls a function in a later task, in flow B. */
  byB(fn: () => unknown): void;
  /** Says that an error reaches nobody, with the library and without. */
  uncaught(error: unknown): void;
}

/** What the environment gives the realm. */
export interface Host {
  /** Loads the library, when it is called. */
  load(): { AsyncContext: AsyncContextObject };
  /** What is not there, and why. */
  readonly lacks: Readonly<Partial<Record<Need, string>>>;
  /** Another realm's global object. */
  foreign?(): any;
  /** `require`, in Node. */
  readonly require?: (id: string) => any;
  /** Loads SES into the realm and calls its `lockdown`. */
  lockdown?(): void;
  /** Runs a script until it is stopped in the middle. */
  stop?(code: string, names: object): void;
  /** Errors that nobody has caught, noted from now on. */
  readonly heard: unknown[];
  /** What the library has warned of. */
  readonly said: string[];
}

export interface Row {
  readonly name: string;
  /** What must happen, after the specification, or the README. */
  readonly must: string;
  readonly needs?: readonly Need[];
  /** Runs once in no context, and once in one. */
  program(page: Page): unknown;
}

/** What was wrong with a row. */
export interface Outcome {
  readonly wrong: string[];
}
