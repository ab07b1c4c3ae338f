// Steps that iterate: `for await`, the flow's own async generators, Array.fromAsync.
import type { Kinds } from '../kinds.js';
import { Expected, type Here, type World } from '../world.js';

const { fromAsync } = Array as { fromAsync?: (items: unknown, map?: (item: unknown) => unknown) => Promise<unknown[]> };

async function* numbers() {
  yield 1;
  await null;
  yield Promise.resolve(2);
}

/** An async generator that looks whenever it continues. Only one flow asks for its values, so its body is in that flow's context. */
async function* looking(world: World, here: Here): AsyncGenerator<unknown, unknown, unknown> {
  try {
    world.look(here, 'in a generator');
    yield world.defer().promise;
    world.look(here, 'after a yield');
    yield 1;
    world.look(here, 'after another yield');
    return 2;
  } finally {
    await null;
    world.look(here, 'in the finally of a generator');
  }
}

/** A synchronous iterable that looks when its iterator is called. */
const iterable = (world: World, here: Here, items: readonly unknown[]): Iterable<unknown> => ({
  [Symbol.iterator]() {
    let i = 0;
    return {
      next() {
        world.look(here, 'in next');
        return i < items.length ? { done: false, value: items[i++] } : { done: true, value: undefined };
      },
      return() {
        world.look(here, 'in return');
        return { done: true, value: undefined };
      },
    };
  },
});

/** Awaits each of some items, and looks; stops after so many items. */
async function each(world: World, here: Here, items: Iterable<unknown> | AsyncIterable<unknown>, place: string, stop = Infinity): Promise<void> {
  let count = 0;
  for await (const _ of items) {
    world.look(here, place);
    if (++count >= stop) break;
  }
  world.look(here, `after ${place}`);
}

export const iteration: Kinds = {
  'for await': { wait: (world, here) => each(world, here, [Promise.resolve(1), 2, world.subject.sleep(1)], 'for await') },
  'for await over an iterable': {
    wait: (world, here, { n }) =>
      each(world, here, iterable(world, here, [world.defer().promise, n, Promise.resolve(2)]), 'for await over an iterable', n % 3 === 0 ? 2 : Infinity),
  },
  'for await over a promise that may be rejected': {
    wait: (world, here) => each(world, here, iterable(world, here, [world.defer(true).promise, 2]), 'for await'),
  },
  'async generator': { wait: (world, here) => each(world, here, numbers(), 'for await over a generator') },
  'async generator that looks': { wait: (world, here, { n }) => each(world, here, looking(world, here), 'for await over a generator that looks', 1 + (n % 3)) },
  'return of an async generator': {
    async wait(world, here, { n }) {
      const generator = looking(world, here);
      if (n % 3 > 0) await generator.next();
      world.look(here, 'between next and return');
      await generator.return(n % 2 === 0 ? world.defer(true).promise : n);
      world.look(here, 'after the return');
    },
  },
  'requests to an async generator': {
    wait(world, here) {
      const generator = looking(world, here);
      return Promise.all([generator.next(), generator.next(), generator.return(world.defer().promise), generator.next()]);
    },
  },
  'throw into an async generator': {
    async wait(world, here) {
      const generator = looking(world, here);
      await generator.next();
      await generator.throw(new Expected());
    },
  },
  'Array.fromAsync': {
    isMissing: fromAsync === undefined,
    wait: (world, here, { n }) =>
      fromAsync!([world.defer().promise, Promise.resolve(1), n], item => {
        world.look(here, 'in fromAsync');
        return n % 2 === 0 ? item : world.defer().promise;
      }),
  },
  'Array.fromAsync of a generator': { isMissing: fromAsync === undefined, wait: (world, here) => fromAsync!(looking(world, here)) },
};
