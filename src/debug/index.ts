// `asynccontext/debug`: says where, and why, a flow lost its context. For development.
import { shared } from '../agent/shared.js';
import { warnOnce } from '../agent/warn.js';
import type { Graph } from './graph.js';
import { graph as ourGraph } from './graph.js';
import { install } from './install.js';
import { onLost as ours } from './listeners.js';
import type { Lost } from './lost.js';
import type { Retained } from './retained.js';
import { retained as ourRetained } from './retained.js';

export type { Cause } from './causes.js';
export type { Await, Flow, Graph, Read, Segment } from './graph.js';
export type { Lost } from './lost.js';
export type { Retained } from './retained.js';
export type { Place } from './sources.js';

/** Bundlers put the value in the place of this very expression; elsewhere there may be no `process`. */
function isProduction(): boolean {
  try {
    return process.env.NODE_ENV === 'production';
  } catch {
    return false;
  }
}

// Once a realm, however many copies of this are loaded.
const api = shared(Symbol.for('asynccontext.debug.v1'), () => {
  if (!isProduction()) install();
  else warnOnce('the entry asynccontext/debug is for development: with NODE_ENV=production it does nothing. Do not import it there.');
  return { onLost: ours, graph: ourGraph, retained: ourRetained };
});

/**
 * Calls a function for each value that is missing where it was expected, or is somebody else's; once a place.
 *
 * @param listener - The function.
 * @returns A function that ends that.
 * @throws TypeError if it is no function.
 */
export const onLost: (listener: (lost: Lost) => void) => () => void = api.onLost;

/**
 * The flows, segments and awaits since the debugger was loaded.
 *
 * @returns Plain data, a copy.
 */
export const graph: () => Graph = api.graph;

/**
 * Lists what keeps values of Variables alive.
 *
 * @param options - `olderThan`: how long it has been there at least, in milliseconds; 0 if left out.
 * @returns An item for each value, the oldest first. In browsers, callbacks that are kept are all that is known.
 * @throws TypeError if `olderThan` is no number.
 */
export const retained: (options?: { olderThan?: number }) => Retained[] = api.retained;
