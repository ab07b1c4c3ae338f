// Steps with promises and thenables that have a `then` of their own: awaited, returned from reactions, passed from flow to flow.
import type { Kinds } from '../kinds.js';
import type { Here, World } from '../world.js';
import { makers, type Awaiter } from './makers.js';

/** A thenable that one flow has made, for another to use: only once, so that the user is known. */
interface Handed {
  readonly thenable: unknown;
  readonly awaiter: Awaiter;
}

function take(world: World, here: Here, which: number): PromiseLike<unknown> | undefined {
  const handed = world.takeKept<Handed>('thenable', which);
  if (handed === undefined) return undefined;
  handed.awaiter.here = here;
  handed.awaiter.path = world.afterSettling(handed.awaiter.path);
  return handed.thenable as PromiseLike<unknown>;
}

/** Whether flows pass it on. One that resolves at once is not, since it holds nothing of its maker. */
const isHanded = (name: string): boolean => name !== 'thenable that resolves at once';

/** The steps for each maker. */
const uses = (name: string): Kinds => {
  /** The name of its looks is that of the last step. */
  const make = (world: World, here: Here) => makers[name]!(world, { here, path: here.path.at(-1)! });
  return {
    [name]: { wait: make },
    ...(isHanded(name) && {
      [`make a ${name}`]: {
        act(world, here) {
          const awaiter: Awaiter = { here, path: `${name} of another flow` };
          world.keep('thenable', { thenable: makers[name]!(world, awaiter), awaiter } satisfies Handed);
        },
      },
    }),
    [`reaction that returns a ${name}`]: {
      wait: (world, here, { n }) => (n % 4 === 0 ? Promise.resolve() : world.defer().promise).then(() => make(world, here)),
    },
    [`async function that returns a ${name}`]: {
      wait: (world, here, { n }) =>
        (async () => {
          if (n % 3 === 0) await world.defer().promise;
          return make(world, here);
        })(),
    },
  };
};

export const thenables: Kinds = {
  ...Object.assign({}, ...Object.keys(makers).map(uses)),
  'await what another flow has made': { wait: (world, here, { n }) => take(world, here, n) },
  'return what another flow has made': { wait: (world, here, { n }) => world.defer().promise.then(() => take(world, here, n)) },
  'call the then of what another flow has made': {
    nested: true,
    act(world, here, step) {
      const thenable = take(world, here, step.n);
      if (thenable === undefined) return;
      // Started apart, since the maker may have read the `then` of a promise of the model's.
      world.start(
        () =>
          new Promise<void>((resolve, reject) => {
            thenable.then(() => {
              world.begin(here, 'in the then of another flow', step);
              resolve();
            }, reject);
          }),
      );
    },
  },
};
