// Steps that change the context, by `run` and by Snapshots.
import type { Snapshot } from '../../../src/index.js';
import type { Kinds } from '../kinds.js';
import { Expected, type Here, type World } from '../world.js';

interface KeptSnapshot {
  readonly snapshot: Snapshot;
  readonly here: Here;
}
/** A function from Snapshot.wrap, and the place where it was wrapped. */
type Wrapped = (next: (here: Here) => void) => void;

const makeSnapshot = (world: World, here: Here): KeptSnapshot => ({
  snapshot: new world.subject.AsyncContext.Snapshot(),
  here: { context: here.context, path: [...here.path.slice(-3), 'in a Snapshot'] },
});

/** Calls a function, and catches errors that the program throws on purpose. */
function catching(fn: () => void): void {
  try {
    fn();
  } catch (error) {
    if (!(error instanceof Expected)) throw error;
  }
}

export const contexts: Kinds = {
  run: {
    nested: true,
    act(world, here, step) {
      world.run(here, step.n, 'in run', inner => {
        world.begin(inner, 'in run', step);
        world.look(inner);
      });
    },
  },
  'awaited run': {
    nested: true,
    wait(world, here, { n, steps = [] }) {
      let promise: unknown;
      world.run(here, n, 'in run', inner => void (promise = world.flow(inner, steps)));
      return promise;
    },
  },
  'run that throws': {
    nested: true,
    act(world, here, step) {
      catching(() =>
        world.run(here, step.n, 'in run', inner => {
          world.begin(inner, 'in run', step);
          throw new Expected();
        }),
      );
    },
  },
  empty: {
    nested: true,
    act(world, here, step) {
      world.subject.empty.run(() => world.begin(world.outside(here.path), 'in the empty context', step));
    },
  },
  wrap: {
    nested: true,
    act(world, here, step) {
      const wrapped = world.subject.AsyncContext.Snapshot.wrap(() => world.begin(here, 'wrapped', step));
      world.start(() => world.subject.empty.run(() => world.subject.sleep(step.n % 3).then(wrapped)));
    },
  },
  'keep a Snapshot': { act: (world, here) => world.keep('Snapshot', makeSnapshot(world, here)) },
  'enter a Snapshot': {
    nested: true,
    act(world, here, step) {
      const kept = world.kept<KeptSnapshot>('Snapshot', step.n) ?? makeSnapshot(world, here);
      kept.snapshot.run(() => {
        world.watch(kept.here);
        world.begin(kept.here, 'entered', step);
      });
    },
  },
  'enter a Snapshot inside itself': {
    nested: true,
    act(world, here, step) {
      const kept = world.kept<KeptSnapshot>('Snapshot', step.n) ?? makeSnapshot(world, here);
      kept.snapshot.run(() => {
        world.run(kept.here, step.n, 'in between', inner => {
          kept.snapshot.run(() => {
            kept.snapshot.run(() => world.watch(kept.here, 'inside itself'));
            world.begin(kept.here, 'inside itself', step);
          });
          world.watch(inner);
          world.start(() => world.flow(inner, []));
        });
        world.watch(kept.here, 'after it');
      });
    },
  },
  'keep a wrapped function': {
    act(world, here) {
      const inside: Here = { context: here.context, path: [...here.path.slice(-3), 'in a wrapped function'] };
      const wrapped: Wrapped = world.subject.AsyncContext.Snapshot.wrap((next: (here: Here) => void) => next(inside));
      world.keep('wrapped function', wrapped);
    },
  },
  'call a wrapped function': {
    nested: true,
    act(world, _here, step) {
      world.kept<Wrapped>(
        'wrapped function',
        step.n,
      )?.(inside => {
        world.watch(inside);
        world.begin(inside, 'called', step);
      });
    },
  },
  'a wrapped function as a reaction': {
    nested: true,
    wait(world, _here, step) {
      const wrapped = world.kept<Wrapped>('wrapped function', step.n);
      if (wrapped === undefined) return Promise.resolve();
      return world.defer().promise.then(() => wrapped(inside => world.begin(inside, 'called by a reaction', step)));
    },
  },
};
