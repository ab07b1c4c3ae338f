// The trace of a context: the runs that the context is in. A Variable of the debugger carries it wherever values go.
import { Variable } from '../index.js';
import { apply } from '../intrinsics.js';
import type { Frame } from './stack.js';

/** A Variable, whatever its value. */
export type AnyVariable = Variable<unknown>;

/** A value that `run` has set. */
export interface Run {
  readonly variable: AnyVariable;
  readonly value: unknown;
  /** The stack at the call of `run`. */
  readonly stack: readonly Frame[];
  /** The number of the run. */
  readonly id: number;
}

/** The record of a context: the runs that it is in. */
export interface Trace {
  /** The last run of each Variable. */
  readonly runs: ReadonlyMap<AnyVariable, Run>;
  /** The id of the first run. Everything that it starts is one flow. */
  readonly flow: number;
  /** Whether a Snapshot has chosen a context without values. Then no value is missing. */
  readonly isChosen: boolean;
}

/** The original methods. */
export const { get, run } = Variable.prototype;

const traces = new Variable<Trace>({ name: 'asynccontext/debug' });

/** The trace of the current context; `undefined` outside any run. */
export const currentTrace = (): Trace | undefined => apply(get, traces, []) as Trace | undefined;

/** Calls a function in the current context with another trace. */
export const runTraced = <T>(trace: Trace | undefined, fn: (...args: any[]) => T, args: readonly unknown[] = []): T =>
  apply(run, traces, [trace as Trace, fn, ...args]) as T;

/** The trace of an empty context that a Snapshot has chosen. */
export const chosen: Trace = { runs: new Map(), flow: 0, isChosen: true };

let last = 0;

/** Makes the trace of a run inside another trace. */
export function nest(outer: Trace | undefined, variable: AnyVariable, value: unknown, stack: readonly Frame[]): { trace: Trace; run: Run } {
  const made: Run = { variable, value, stack, id: ++last };
  const runs = new Map(outer?.runs).set(variable, made);
  return { trace: { runs, flow: outer?.flow || made.id, isChosen: outer?.isChosen ?? false }, run: made };
}
