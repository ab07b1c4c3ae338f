// The common parts of the suites in this folder: a Variable, promises that another flow settles, and a wait that belongs to no flow.
import { AsyncContext } from '../../../../src/index.js';

const { setTimeout: nativeSetTimeout, Promise: NativePromise } = globalThis;

export const variable = new AsyncContext.Variable<string>();

/** The name of a flow. The flow without a context has none. */
export type Flow = string | undefined;

/** Calls a function in the context of a flow. */
export const inFlow = <R>(flow: Flow, fn: () => R): R => (flow === undefined ? fn() : variable.run(flow, fn));

/** The name of a flow for the title of a test. */
export const nameOf = (flow: Flow): string => flow ?? 'nobody';

/** Who settles a promise: a flow, code in no context, or the promise's maker, before anything else happens to it. */
export const settlers = ['C', 'nobody', 'its maker'] as const;
export type Settler = (typeof settlers)[number];

/**
 * A promise, and a function that settles it in the settler's context.
 *
 * @param reason - The reason of a rejection. If missing, the promise is fulfilled.
 * @param Constructor - The class of the promise.
 */
export function promised(by: Settler, reason?: string, Constructor: PromiseConstructor = NativePromise): { promise: Promise<string>; settle: () => void } {
  let settle!: () => void;
  const promise = new Constructor<string>((resolve, reject) => (settle = () => (reason === undefined ? resolve('value') : reject(reason))));
  if (by !== 'its maker') return { promise, settle: () => inFlow(by === 'nobody' ? undefined : by, settle) };
  settle();
  return { promise, settle: () => {} };
}

/** Waits for some tasks, until the microtask queue is empty. */
export async function tasks(count = 2): Promise<void> {
  for (let task = 0; task < count; task++) await new NativePromise<void>(resolve => nativeSetTimeout(resolve, 0));
}

/** The value that code of no flow sees, in a task that no patched function has started. */
export const seenByNobody = (): Promise<Flow> => new NativePromise(resolve => nativeSetTimeout(() => resolve(variable.get()), 0));
