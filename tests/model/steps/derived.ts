// Steps with classes derived from Promise that have executors of their own: these look whenever the engine calls them.
import type { Kinds } from '../kinds.js';
import type { Here, World } from '../world.js';

type Settle = (value: unknown, by?: Here) => void;
type Executor = (resolve: Settle, reject: Settle) => void;
interface Derived extends Promise<unknown> {
  readonly isDerived: true;
}
type DerivedClass = new (executor: Executor) => Derived;

/**
 * A class whose executor wraps `resolve` and `reject`. A promise that the engine makes of it (for `then`, `all` and so on) is settled by
 * reactions of the flow for which it was made, so in the same context. What a flow of the model settles says by whom.
 *
 * @param here - Where its promises are made; undefined if by any flow.
 */
function derive(world: World, here: Here | undefined, name: string, species?: (own: DerivedClass) => DerivedClass | PromiseConstructor): DerivedClass & PromiseConstructor {
  const at = (place: string): string[] => [...(here?.path.slice(-3) ?? []), name, place];
  class Own extends Promise<unknown> {
    readonly isDerived = true;
    constructor(executor: Executor) {
      const made = { context: here?.context ?? world.seen() };
      if (here !== undefined) world.watch({ ...made, path: at('in the executor') });
      const looking = (settle: Settle, place: string): Settle => (value, by) => {
        world.watch({ context: (by ?? made).context, path: at(place) });
        settle(value);
      };
      super((resolve, reject) => executor(looking(resolve, 'in its resolve'), looking(reject, 'in its reject')));
    }
    static override get [Symbol.species](): PromiseConstructor {
      if (here !== undefined) world.watch({ ...here, path: at('in the species') });
      return (species?.(Own) ?? Own) as PromiseConstructor;
    }
  }
  return Own as unknown as DerivedClass & PromiseConstructor;
}

class Plain extends Promise<unknown> {}

/** A class for this step alone, of one of several kinds of species. */
function classFor(world: World, here: Here, n: number, name: string): DerivedClass & PromiseConstructor {
  const species = [undefined, undefined, () => Promise, () => derive(world, here, `${name}, other species`)][n % 4];
  return derive(world, here, name, species);
}

/** A promise of that class that some flow settles. */
const pending = (world: World, here: Here, n: number, name: string, mayReject = false) =>
  world.defer(mayReject, classFor(world, here, n, name) as new (executor: Executor) => Promise<unknown>).promise;

/** A promise of a class that all flows of a program share. */
function sharedPromise(world: World): Promise<unknown> {
  let Class = world.kept<DerivedClass>('derived class', 0);
  if (Class === undefined) world.keep('derived class', (Class = derive(world, undefined, 'shared class')));
  return world.defer(false, Class).promise;
}
const kept = (world: World, n: number): Promise<unknown> => world.kept<Promise<unknown>>('derived promise', n) ?? sharedPromise(world);

export const derived: Kinds = {
  'plain derived': { wait: () => Plain.resolve(5) },
  'plain derived, of another flow': { wait: world => world.defer(true, Plain).promise },
  derived: { wait: (world, here, { n }) => pending(world, here, n, 'derived', true) },
  'derived, settled': { wait: (world, here, { n }) => classFor(world, here, n, 'derived, settled').resolve(n) },
  'then of derived': {
    wait: (world, here, { n }) => pending(world, here, n, 'then of derived').then(() => world.look(here, 'in the then')),
  },
  'catch of derived': { wait: (world, here, { n }) => pending(world, here, n, 'catch of derived', true).catch(() => 0) },
  'finally of derived': {
    wait: (world, here, { n }) => pending(world, here, n, 'finally of derived', true).finally(() => world.look(here, 'in the finally')),
  },
  'then of derived, not awaited': {
    nested: true,
    act(world, here, step) {
      const promise = pending(world, here, step.n, 'then of derived, not awaited');
      world.start(() => void promise.then(() => world.begin(here, 'in the then of a derived promise', step)));
    },
  },
  'all of derived': {
    wait: (world, here, { n }) => classFor(world, here, n, 'all of derived').all([world.defer(true).promise, 1, Promise.resolve(2)]),
  },
  'race of derived': {
    wait: (world, here, { n }) => classFor(world, here, n, 'race of derived').race([world.defer().promise, world.defer().promise]),
  },
  'make a derived promise': { act: world => world.keep('derived promise', sharedPromise(world)) },
  'derived of another flow': { wait: (world, _, { n }) => kept(world, n) },
  'then of derived of another flow': {
    wait: (world, here, { n }) => kept(world, n).then(() => world.look(here, 'in the then')),
  },
  'catch of derived of another flow': { wait: (world, _, { n }) => kept(world, n).catch(() => 0) },
};
