// Steps that add reactions to promises, by every way to call a `then`.
import type { Kind, Kinds } from '../kinds.js';
import { Expected, type Here, type World } from '../world.js';
import type { Step } from '../program.js';

type Then = Promise<unknown>['then'];

/** A settled promise, or one that some flow settles. */
const promiseFor = (world: World, n: number): Promise<unknown> => (n % 3 === 0 ? Promise.resolve() : world.defer().promise);

/** A step that calls `then` in some way, with a reaction that starts a flow. */
const reacting = (name: string, call: (promise: Promise<unknown>, reaction: () => void, world: World, step: Step) => unknown): Kind => ({
  nested: true,
  act(world: World, here: Here, step: Step) {
    const promise = promiseFor(world, step.n);
    world.start(() => call(promise, () => world.begin(here, `in ${name}`, step), world, step));
  },
});

export const reactions: Kinds = {
  then: reacting('then', (promise, reaction) => promise.then(reaction)),
  'then by call': reacting('then by call', (promise, reaction) => Promise.prototype.then.call(promise, reaction)),
  'then by Reflect': reacting('then by Reflect', (promise, reaction) => Reflect.apply(promise.then, promise, [reaction])),
  'then taken out': reacting('then taken out', (promise, reaction) => {
    const { then } = promise;
    return Reflect.apply(then, promise, [reaction, null]);
  }),
  'keep a then': {
    act(world, _, { n }) {
      const promise = world.defer().promise;
      world.keep('then', n % 2 === 0 ? promise.then : Promise.prototype.then);
    },
  },
  'a then that another flow has kept': reacting('a kept then', (promise, reaction, world, { n }) => {
    const then = world.kept<Then>('then', n) ?? promise.then;
    return then.call(promise, reaction);
  }),
  'then without reactions': { wait: (world, _, { n }) => promiseFor(world, n).then().then(null, undefined) },
  'then of a rejected promise': {
    wait: (world, here) =>
      world.defer(true).promise.then(
        () => world.look(here, 'fulfilled'),
        () => world.look(here, 'rejected'),
      ),
  },
  catch: { wait: (world, here) => Promise.reject(new Expected()).catch(() => world.look(here, 'in catch')) },
  'catch passed through': { wait: world => world.defer(true).promise.catch(() => 0) },
  finally: reacting('finally', (promise, reaction) => promise.finally(reaction)),
  'reaction that throws': {
    wait: (world, here, { n }) =>
      promiseFor(world, n).then(() => {
        world.look(here, 'in a reaction that throws');
        throw new Expected();
      }),
  },
  'reaction after one that throws': {
    wait: (world, here, { n }) =>
      promiseFor(world, n)
        .then(() => Promise.reject(new Expected()))
        .finally(() => world.look(here, 'in the finally'))
        .then(null, () => world.look(here, 'after a reaction that throws')),
  },
  'chain of reactions': {
    wait: (world, here, { n }) => {
      const look = () => world.look(here, 'in a chain');
      return promiseFor(world, n).then(look).then(look).finally(look).then(look);
    },
  },
  call: { nested: true, wait: (world, { context, path }, { steps = [] }) => world.flow({ context, path: [...path.slice(-3), 'in a call'] }, steps) },
  spawn: { nested: true, act: (world, here, step) => world.begin(here, 'spawned', step) },
};
