// A queue of microtasks that a test turns by hand, with the marks of segments in it; contexts, and what is seen in them.
import * as assert from 'uvu/assert';
import * as segments from '../../src/carriers/browser/segments.js';
import { Mapping } from '../../src/mapping/mapping.js';

type Context = segments.Context;
const { createContext, currentContext, currentRegion, EMPTY, segment } = segments;

export const [A, B, C] = ['A', 'B', 'C'].map(() => createContext(Mapping.EMPTY)) as [Context, Context, Context];
const names = new Map<Context, string>([
  [A, 'A'],
  [B, 'B'],
  [C, 'C'],
  [EMPTY, '-'],
]);
/** The name of the current context. */
export const now = (): string => names.get(currentContext())!;

const queue: { run(): void; isMark: boolean }[] = [];
let room = Infinity;
/** Says how many marks can be enqueued before the stack is full. */
export const setRoom = (marks: number): void => void (room = marks);
/** Throws where the stack is full. */
export function needRoom(): void {
  if (room-- <= 0) throw new RangeError('Maximum call stack size exceeded');
}
/** Puts a mark into the queue. */
export function enqueue(run: () => void): void {
  needRoom();
  queue.push({ run, isMark: true });
}
segments.connect(enqueue, () => {});

/** Enqueues code that no hook sees: the continuation of an await of a value. */
export const job = (run: () => void): void => void queue.push({ run, isMark: false });
/** Calls code as a segment. */
export const as = (context: Context, fn: () => void, mayContinue = false): void => void segment(context, fn, undefined, [], mayContinue);
/** How many marks are in the queue. */
export const marks = (): number => queue.filter(({ isMark }) => isMark).length;
/** Lets the next job run. */
export const nextJob = (): void => queue.shift()!.run();

/** Lets all jobs run, and those that they enqueue. */
export function turn(): void {
  for (let turns = 0; queue.length > 0; turns++) {
    assert.ok(turns < 1000, 'the queue ends');
    nextJob();
  }
}

let seen: string[] = [];
/** Notes the current context. */
export const look = (name = ''): void => void seen.push(name + now());
export const forget = (): void => void (seen = []);
/** What was seen, after all jobs. */
export function all(): string {
  turn();
  return seen.splice(0).join(' ');
}

/** Begins a test. */
export function clear(): void {
  room = Infinity;
  queue.length = 0;
  forget();
}

/** Ends one: nothing is current. */
export function expectNothing(): void {
  turn();
  assert.equal([now(), currentRegion(), segments.unclosed], ['-', undefined, 0], 'nothing is current in the end');
}
