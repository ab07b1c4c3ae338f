// Steps with classes derived from Promise. Their executors look at the context whenever the engine calls them.
import type { Kinds } from '../kinds.js';
import { EnginePromise, type Here, type World } from '../world.js';

type Settle = (value: unknown, by?: Here) => void;
type Executor = (resolve: Settle, reject: Settle) => void;
type DerivedClass = new (executor: Executor) => Promise<unknown>;

/**
 * Makes a class whose executor wraps `resolve` and `reject`. If the engine makes a promise of this class (for `then`, `all` and so on), reactions of the flow
 * for which it was made settle it, so in the same context. A flow of the model that settles one passes itself as `by`.
 *
 * @param here - The flow that makes the class's promises; undefined if any flow may.
 * @param Other - The class of the promises that are derived from its promises, if it is another one.
 */
function derive(world: World, here: Here | undefined, Other?: DerivedClass | PromiseConstructor): DerivedClass & PromiseConstructor {
  const at = (place: string): string[] => [...(here?.path.slice(-3) ?? ['shared class']), place];
  class Own extends EnginePromise<unknown> {
    constructor(executor: Executor) {
      const made = { context: here?.context ?? world.seen() };
      if (here !== undefined) world.watch({ ...made, path: at('in the executor') });
      const looking =
        (settle: Settle, place: string): Settle =>
        (value, by) => {
          world.watch({ context: (by ?? made).context, path: at(place) });
          settle(value);
        };
      super((resolve, reject) => executor(looking(resolve, 'in its resolve'), looking(reject, 'in its reject')));
    }
    static override get [Symbol.species](): PromiseConstructor {
      if (here !== undefined) world.watch({ ...here, path: at('in the species') });
      return (Other ?? Own) as PromiseConstructor;
    }
  }
  return Own as unknown as DerivedClass & PromiseConstructor;
}

class Plain extends EnginePromise<unknown> {}

/** A class for this step alone, with one of several kinds of species. */
function classFor(world: World, here: Here, n: number): DerivedClass & PromiseConstructor {
  return derive(world, here, [undefined, undefined, EnginePromise, derive(world, here)][n % 4]);
}

/** A promise of such a class, which some flow settles. */
const pending = (world: World, here: Here, n: number, mayReject = false) => world.defer(mayReject, classFor(world, here, n)).promise;

/** A promise of a class that all flows of a program share. */
function sharedPromise(world: World): Promise<unknown> {
  let Class = world.kept<DerivedClass>('derived class', 0);
  if (Class === undefined) world.keep('derived class', (Class = derive(world, undefined)));
  return world.defer(false, Class).promise;
}
const kept = (world: World, n: number): Promise<unknown> => world.kept<Promise<unknown>>('derived promise', n) ?? sharedPromise(world);

export const derived: Kinds = {
  'plain derived': { wait: () => Plain.resolve(5) },
  'plain derived of another flow': { wait: world => world.defer(true, Plain).promise },
  derived: { wait: (world, here, { n }) => pending(world, here, n, true) },
  'settled derived': { wait: (world, here, { n }) => classFor(world, here, n).resolve(n) },
  'then of derived': {
    wait: (world, here, { n }) => pending(world, here, n).then(() => world.look(here, 'in the then')),
  },
  'catch of derived': { wait: (world, here, { n }) => pending(world, here, n, true).catch(() => 0) },
  'finally of derived': {
    wait: (world, here, { n }) => pending(world, here, n, true).finally(() => world.look(here, 'in the finally')),
  },
  'then of derived not awaited': {
    nested: true,
    act(world, here, step) {
      const promise = pending(world, here, step.n);
      world.start(() => void promise.then(() => world.begin(here, 'in the then of a derived promise', step)));
    },
  },
  'all of derived': {
    wait: (world, here, { n }) => classFor(world, here, n).all([world.defer(true).promise, 1, Promise.resolve(2)]),
  },
  'race of derived': {
    wait: (world, here, { n }) => classFor(world, here, n).race([world.defer().promise, world.defer().promise]),
  },
  'make a derived promise': { act: world => world.keep('derived promise', sharedPromise(world)) },
  'derived of another flow': { wait: (world, _, { n }) => kept(world, n) },
  'then of derived of another flow': {
    wait: (world, here, { n }) => kept(world, n).then(() => world.look(here, 'in the then')),
  },
  'catch of derived of another flow': { wait: (world, _, { n }) => kept(world, n).catch(() => 0) },
};
