// Regions: the stretches of the microtask queue between two marks.

/**
 * Code that runs on behalf of a mapping is a *segment*: the synchronous part of a `run`, a wrapped callback. What a segment
 * enqueues without a hook (the continuation of `await 1`) stands in the microtask queue between what is enqueued before the
 * segment starts and what is enqueued after it ends. So each segment is put between two microtasks, the marks *open* and *close*, and the
 * stretch between them is a *region*: the jobs in it belong to the segment. A reaction of a promise and the continuation of an await are in
 * regions of their own, whose marks are reactions of the same promise: see awaits.ts.
 *
 * Jobs that are enqueued by the jobs of a region stand further back in the queue, in no region, unless this one is *extended* by another there: an
 * open when it is extended, a close when this region closes. A region is extended where code in it touches a context, a promise or a scheduler;
 * one that is nested in an extended region is extended at once, since what its jobs enqueue would otherwise fall into the next region of
 * the outer one. Opens and closes are enqueued in pairs that nest, so at every point of the queue the regions form a stack.
 */
export interface RegionOf<Context> {
  context: Context;
  outer: RegionOf<Context> | undefined;
  isExtended: boolean;
  runs: Runs;
}

/**
 * The code in a region: the synchronous part of a *segment*; the *rest* of one in which another context was entered; one *reaction*, and nothing else;
 * one *continuation* and what brings marks of its own; any number of *jobs*, one like the other.
 */
export type Runs = 'segment' | 'rest' | 'reaction' | 'continuation' | 'jobs';

/** A microtask, or a reaction, that opens or closes a region. */
export type Mark = () => void;
