// Steps that await the engine's own promises, and values.
import type { Kinds } from '../kinds.js';
import { Expected, type Here, type World } from '../world.js';

/** Awaits a promise in an async function of its own, and looks. */
async function follow(world: World, here: Here, promise: unknown, place: string): Promise<void> {
  await promise;
  world.look(here, place);
}

/** A promise that many flows of a program await at the same time. */
function shared(world: World): Promise<unknown> {
  const current = world.kept<{ promise: Promise<unknown>; until: number }>('shared promise', 0);
  if (current !== undefined && current.until > world.outcome.steps) return current.promise;
  const { promise } = world.defer();
  world.takeKept('shared promise', 0);
  world.keep('shared promise', { promise, until: world.outcome.steps + 60 });
  return promise;
}

export const awaits: Kinds = {
  settled: { wait: () => Promise.resolve(1) },
  rejected: { wait: () => Promise.reject(new Expected()) },
  timer: { wait: ({ subject: { sleep } }, _, { n }) => sleep(n % 4) },
  'another flow': { wait: world => world.defer(true).promise },
  'another flow again': { wait: world => world.defer(true).promise },
  primitive: { wait: (_world, _here, { n }) => n },
  'another primitive': { wait: () => undefined },
  'async function': { wait: () => (async () => {})() },
  'async function that waits': { wait: () => (async () => void (await null))() },
  'async function that returns a promise': { wait: () => (async () => Promise.resolve(6))() },
  'async function that returns one of another flow': { wait: world => (async () => world.defer(true).promise)() },
  'promise resolved with a promise': { wait: world => new Promise(resolve => resolve(world.defer(true).promise)) },
  all: { wait: () => Promise.all([1, Promise.resolve(2), (async () => void (await null))()]) },
  'all of another flow': { wait: world => Promise.all([world.defer(true).promise, 2, Promise.resolve(3)]) },
  race: { wait: world => Promise.race([world.defer().promise, world.defer().promise]) },
  any: { wait: world => Promise.any([world.defer(true).promise, world.defer().promise]) },
  'shared promise': { wait: shared },
  'shared promise again': { wait: shared },
  'one promise twice with a settling between': {
    wait(world, here, { n }) {
      let resolve: ((value: unknown) => void) | undefined;
      const promise = new Promise(settle => void (resolve = settle));
      const all = [follow(world, here, promise, 'before the settling')];
      const settle = () => resolve!(1);
      const others = [
        () => settle(),
        () => world.run(here, n, 'settling in between', settle),
        () => world.subject.empty.run(settle),
        () =>
          world.run(here, n, 'in between', inner => {
            world.start(() => follow(world, inner, promise, 'before the settling inside'));
            settle();
            world.start(() => follow(world, inner, promise, 'after the settling inside'));
          }),
      ];
      others[n % others.length]!();
      all.push(follow(world, here, promise, 'after the settling'));
      return Promise.all(all);
    },
  },
};
