// The time line: which code ran when, and in which flow, as plain data from which pictures are drawn.
import { show, type Place } from './sources.js';
import { nameText, valueText } from './lost.js';
import type { AnyVariable, Run } from './trace.js';

/** All times are milliseconds since the debugger was loaded. Only the last 10,000 of each kind are kept. */
export interface Graph {
  /** The flows. A flow is the code that the first `run` in a context has started. */
  readonly flows: readonly Flow[];
  /** Code that ran without a break: a callback, or the code between two awaits. */
  readonly segments: readonly Segment[];
  /** Suspensions of async functions. Only in Node. */
  readonly awaits: readonly Await[];
  /** Calls of `get`. */
  readonly reads: readonly Read[];
}

export interface Flow {
  /** From 1. Segments, awaits and reads in no flow have the flow 0. */
  readonly id: number;
  readonly variable: string;
  /** The value as text. */
  readonly value: string;
  /** The place where `run` was called. */
  readonly at: string;
  readonly begin: number;
}

export interface Segment {
  readonly flow: number;
  /** `run`, or the platform's name for the resource that called back, such as `Timeout`. */
  readonly type: string;
  /** The place where `run` was called, or the resource was made. */
  readonly at: string;
  readonly begin: number;
  readonly end: number;
}

export interface Await {
  readonly flow: number;
  readonly at: string;
  readonly begin: number;
  readonly end: number;
}

export interface Read {
  readonly flow: number;
  readonly variable: string;
  readonly value: string;
  readonly at: string;
  readonly time: number;
  /** Whether a value was missing, or another flow's. */
  isLost: boolean;
}

const MOST = 10_000;
const { performance } = globalThis as { performance?: { now(): number } };
const clock = performance ? () => performance.now() : () => Date.now();
const begun = clock();

/** Milliseconds since the debugger was loaded. */
export const now = (): number => Math.round((clock() - begun) * 1000) / 1000;

/** A list that keeps only its last items. */
class Record<T> {
  #items: T[] = [];
  add(item: T): T {
    if (this.#items.length >= MOST) this.#items = this.#items.slice(MOST / 2);
    this.#items[this.#items.length] = item;
    return item;
  }
  list(): T[] {
    return [...this.#items];
  }
}

const flows = new Record<Flow>();
const segments = new Record<Segment>();
const awaits = new Record<Await>();
const reads = new Record<Read>();

const text = (place: Place | undefined): string => (place ? show(place) : '');

export const addFlow = (id: number, { variable, value }: Run, place: Place | undefined): void =>
  void flows.add({ id, variable: nameText(variable), value: valueText(value), at: text(place), begin: now() });
export const addSegment = (flow: number, type: string, place: Place | undefined, begin: number): void =>
  void segments.add({ flow, type, at: text(place), begin, end: now() });
export const addAwait = (flow: number, place: Place | undefined, begin: number): void => void awaits.add({ flow, at: text(place), begin, end: now() });
export const addRead = (flow: number, variable: AnyVariable, value: unknown, place: Place | undefined): Read =>
  reads.add({ flow, variable: nameText(variable), value: valueText(value), at: text(place), time: now(), isLost: false });

/**
 * Returns the flows, segments, awaits and reads since the debugger was loaded.
 *
 * @returns A copy, as plain data.
 */
export const graph = (): Graph => ({ flows: flows.list(), segments: segments.list(), awaits: awaits.list(), reads: reads.list().map(read => ({ ...read })) });
