// Regions: the stretches of the microtask queue between two marks.

/**
 * A *segment* is code that runs on behalf of a mapping: the synchronous part of a `run`, a wrapped callback. Some jobs that a segment
 * enqueues are seen by no hook, such as the continuation of `await 1`. In the microtask queue these stand behind everything that was enqueued
 * before the segment began, and before everything that is enqueued after it ends. So the carrier enqueues a mark, the *open*, before the segment,
 * and another, the *close*, after it. The stretch of the queue between them is a *region*: its jobs belong to the segment. A reaction of a
 * promise, and the continuation of an await, have regions of their own, whose marks are reactions of the same promise: see awaits.ts.
 *
 * Jobs that the jobs of a region enqueue stand behind its close, in no region, unless the region is *extended* by a next one: the open of the
 * next region is enqueued when the region is extended, the close when the region closes. A region is extended when code in it touches a
 * context, a promise or a scheduler. A region nested in an extended one is extended at once, since its jobs would otherwise enqueue into the
 * next region of the outer one. Opens and closes are enqueued in nested pairs, so at every point of the queue the regions form a stack.
 */
export interface RegionOf<Context> {
  context: Context;
  outer: RegionOf<Context> | undefined;
  isExtended: boolean;
  runs: Runs;
}

/**
 * The code in a region: the synchronous part of a *segment*; the *rest* of a segment, after `enterWith` changed its context; exactly one
 * *reaction*; one *continuation*, and besides only jobs that have marks of their own; or any number of *jobs*.
 */
export type Runs = 'segment' | 'rest' | 'reaction' | 'continuation' | 'jobs';

/** A microtask, or a reaction, that opens or closes a region. */
export type Mark = () => void;
