// The entry `asynccontext/debug`: explains where, and why, a flow lost its context. For development.
import { shared } from '../agent/shared.js';
import { warnOnce } from '../agent/warn.js';
import type { Graph } from './graph.js';
import { graph as ourGraph } from './graph.js';
import { install } from './interpose.js';
import { onLost as ours } from './reports.js';
import type { Lost } from './lost.js';
import type { Retained } from './retained.js';
import { retained as ourRetained } from './retained.js';

export type { Cause } from './causes.js';
export type { Await, Flow, Graph, Read, Segment } from './graph.js';
export type { Lost } from './lost.js';
export type { Retained } from './retained.js';
export type { Place } from './sources.js';

/** Bundlers replace this exact expression by its value. Without a bundler there may be no `process`. */
function isProduction(): boolean {
  try {
    return process.env.NODE_ENV === 'production';
  } catch {
    return false;
  }
}

// Installed once per realm, however many copies of this module are loaded.
const api = shared(Symbol.for('asynccontext.debug.v1'), () => {
  if (!isProduction()) install();
  else warnOnce('the entry asynccontext/debug is for development: with NODE_ENV=production it does nothing. Do not import it there.');
  return { onLost: ours, graph: ourGraph, retained: ourRetained };
});

/**
 * Calls a listener for each place where a value is missing that was expected, or where another flow's value is found; once per place.
 *
 * @param listener - The listener, called with the explanation.
 * @returns A function that removes the listener.
 * @throws TypeError if `listener` is not a function.
 */
export const onLost: (listener: (lost: Lost) => void) => () => void = api.onLost;

/**
 * Returns the flows, segments, awaits and reads since the debugger was loaded.
 *
 * @returns A copy, as plain data. Its times are milliseconds since the debugger was loaded.
 */
export const graph: () => Graph = api.graph;

/**
 * Lists the objects that keep values of Variables in memory.
 *
 * @param options - `olderThan`: the minimal age of the objects, in milliseconds; 0 by default.
 * @returns An item for each object and value, the oldest first. In browsers only kept callbacks are known.
 * @throws TypeError if `olderThan` is not a number.
 */
export const retained: (options?: { olderThan?: number }) => Retained[] = api.retained;
