// The trace of a context: the runs that it is in. It travels in a Variable of its own, and so wherever values go.
import { Variable } from '../index.js';
import { apply } from '../intrinsics.js';
import type { Frame } from './stack.js';

/** A Variable, whatever its value. */
export type AnyVariable = Variable<unknown>;

/** A value that `run` has set. */
export interface Run {
  readonly variable: AnyVariable;
  readonly value: unknown;
  /** From the call of `run` on. */
  readonly stack: readonly Frame[];
  /** Counts all runs. */
  readonly id: number;
}

/** The runs that a context is in. */
export interface Trace {
  /** The last run of each Variable. */
  readonly runs: ReadonlyMap<AnyVariable, Run>;
  /** The first of them: all that it starts is one flow. */
  readonly flow: number;
  /** Whether a Snapshot has chosen a context without values: nothing is missing in it. */
  readonly isChosen: boolean;
}

/** The methods as they were. */
export const { get, run } = Variable.prototype;

const traces = new Variable<Trace>({ name: 'asynccontext/debug' });

/** The trace of the current context: nothing if no run is around. */
export const currentTrace = (): Trace | undefined => apply(get, traces, []) as Trace | undefined;

/** Calls a function in the current context, with something else to be known of it. */
export const runTraced = <T>(trace: Trace | undefined, fn: (...args: any[]) => T, args: readonly unknown[] = []): T =>
  apply(run, traces, [trace as Trace, fn, ...args]) as T;

/** Chosen by a Snapshot. */
export const chosen: Trace = { runs: new Map(), flow: 0, isChosen: true };

let last = 0;

/** The trace of a run inside of another. */
export function nest(outer: Trace | undefined, variable: AnyVariable, value: unknown, stack: readonly Frame[]): { trace: Trace; run: Run } {
  const made: Run = { variable, value, stack, id: ++last };
  const runs = new Map(outer?.runs).set(variable, made);
  return { trace: { runs, flow: outer?.flow || made.id, isChosen: outer?.isChosen ?? false }, run: made };
}
