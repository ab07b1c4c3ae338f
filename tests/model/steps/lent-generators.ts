// Steps with generators that flows lend each other. Their bodies belong to the flow that called the generator function. Only transformed code gets that right:
// without the transform they run in the context of whoever resumes them.
import type { Kinds } from '../kinds.js';
import { Expected, type Here, type World } from '../world.js';

function* lent(world: World, here: Here) {
  try {
    for (let i = 0; i < 3; i++) {
      world.look(here, 'in a generator');
      try {
        yield i;
        world.look(here, 'after a yield');
      } catch {
        world.look(here, 'in a catch of a generator');
      }
    }
  } finally {
    world.look(here, 'at the end of a generator');
  }
}

async function* lentAsync(world: World, here: Here) {
  try {
    for (const wait of [Promise.resolve(), 1, () => world.defer(true).promise]) {
      world.look(here, 'in an async generator');
      try {
        yield await (typeof wait === 'function' ? wait() : wait);
        world.look(here, 'after a yield in an async generator');
      } catch {
        world.look(here, 'in a catch of an async generator');
      }
    }
  } finally {
    await null;
    world.look(here, 'at the end of an async generator');
  }
}

type AnyGenerator = Generator<unknown> | AsyncGenerator<unknown>;

const make = (body: (world: World, here: Here) => AnyGenerator): Kinds[string] => ({
  act: (world, here) => world.keep('generator', body(world, { ...here, path: [...here.path] })),
});
const resume = (how: 'next' | 'throw' | 'return'): Kinds[string] => ({
  async wait(world, here, { n }) {
    const result = world.kept<AnyGenerator>('generator', n)?.[how](new Expected());
    world.look(here, 'right after');
    if (result instanceof Promise) await result;
  },
});

export const lentGenerators: Kinds = {
  'make a generator': make(lent),
  'make an async generator': make(lentAsync),
  'next of a generator': resume('next'),
  'next of a generator again': resume('next'),
  'throw of a generator': resume('throw'),
  'return of a generator': resume('return'),
};
