// Steps that settle promises of other flows: in the middle of a segment, since the flow continues at once.
import type { Kinds } from '../kinds.js';
import type { Step } from '../program.js';
import { Expected, type Here, type World } from '../world.js';
import { makers } from './makers.js';

/** Settles a waiting promise. The value is made after the promise was taken, since making it may add a waiting promise, too. */
function settle(world: World, here: Here, which: number, value: () => unknown = () => which): void {
  const deferred = world.takePending(which);
  deferred?.resolve(value(), here);
}

export const settling: Kinds = {
  settle: { act: (world, here, { n }) => settle(world, here, n) },
  'settle and wait': {
    wait(world, here, { n }) {
      settle(world, here, n);
      return (async () => {})();
    },
  },
  'settle many': {
    act(world, here, { n }) {
      for (let i = n % 5; i >= 0; i--) settle(world, here, n + i);
    },
  },
  reject: {
    act(world, here, { n }) {
      const deferred = world.takePending(n);
      if (deferred?.mayReject) deferred.reject(new Expected(), here);
      else deferred?.resolve(8, here);
    },
  },
  'settle with a promise': { act: (world, here, { n }) => settle(world, here, n, () => world.defer().promise) },
  'settle with a settled promise': { act: (world, here, { n }) => settle(world, here, n, () => Promise.resolve(9)) },
  'settle with a rejected promise': {
    act(world, here, { n }) {
      const deferred = world.takePending(n);
      deferred?.resolve(deferred.mayReject ? Promise.reject(new Expected()) : 10, here);
    },
  },
  'settle in a run': {
    act: (world, here, { n }) => world.run(here, n, 'settling', inner => settle(world, inner, n)),
  },
  'settle in the empty context': {
    act: (world, here, { n }) => world.subject.empty.run(() => settle(world, world.outside(here.path), n)),
  },
};

/** The settler resolves with a thenable: the `then` is read in the settler's context, and called there. */
export const settlingWithThenables: Kinds = Object.fromEntries(
  Object.entries(makers).map(([name, make]) => [
    `settle with a ${name}`,
    {
      act(world: World, here: Here, { n }: Step) {
        const path = world.afterSettling(`settled with a ${name}`);
        settle(world, here, n, () => make(world, { here, path }));
      },
    },
  ]),
);
