// Steps with timers and microtasks.
import type { Kinds } from '../kinds.js';
import type { Here, World } from '../world.js';

type Timer = ReturnType<typeof setTimeout>;

/** A timer that a flow may clear. Clearing it settles its promise, since its callback is not called then. */
interface KeptTimer {
  clear(): void;
}

/** Enqueues microtasks, some of which enqueue others, await or throw into a promise. Resolves in the last one. */
function flood(world: World, here: Here, count: number): Promise<unknown> {
  return new Promise<void>(resolve => {
    let left = count;
    const job = (depth: number) => () => {
      world.watch(here, 'in a microtask');
      if (depth > 0) add(depth - 1);
      if (depth === 1) world.start(() => afterPrimitive(world, here));
      if (--left === 0) resolve();
    };
    const add = (depth: number): void => {
      left++;
      queueMicrotask(job(depth));
    };
    for (let i = 0; i < count; i++) queueMicrotask(job(i % 4));
  });
}

async function afterPrimitive(world: World, here: Here): Promise<void> {
  await 1;
  world.look(here, 'after a primitive in a microtask');
}

export const callbacks: Kinds = {
  setTimeout: {
    nested: true,
    act(world, here, step) {
      world.start(
        () =>
          new Promise<void>(
            resolve =>
              void setTimeout(() => {
                world.begin(here, 'in a timer', step);
                resolve();
              }, step.n % 3),
          ),
      );
    },
  },
  'timer that awaits': {
    wait: (world, here, { n }) =>
      new Promise<void>(
        resolve =>
          void setTimeout(async () => {
            await n;
            world.watch(here, 'after a primitive in a timer');
            resolve();
          }),
      ),
  },
  'interval cleared inside': {
    wait: (world, here, { n }) =>
      new Promise<void>(resolve => {
        let left = 1 + (n % 2);
        const timer = setInterval(() => {
          world.watch(here, 'in an interval');
          if (--left > 0) return;
          clearInterval(timer);
          world.watch(here, 'after clearInterval inside');
          resolve();
        }, 1);
      }),
  },
  'timer that clears another': {
    wait: (world, here) =>
      new Promise<void>(resolve => {
        let other: Timer | undefined;
        const timer = setTimeout(() => {
          clearTimeout(timer);
          clearTimeout(other);
          world.watch(here, 'after clearTimeout inside');
          resolve();
        });
        other = setTimeout(() => world.wrong(here.context, world.seen(), ['a timer that was cleared']), 1);
      }),
  },
  'make a timer': {
    act(world, here) {
      world.start(
        () =>
          new Promise<void>(resolve => {
            const timer = setTimeout(() => {
              world.watch(here, 'in a timer that may be cleared');
              resolve();
            }, 2);
            const kept: KeptTimer = {
              clear() {
                clearTimeout(timer);
                world.settling();
                resolve();
              },
            };
            world.keep('timer', kept);
          }),
      );
    },
  },
  'clear a timer of another flow': { act: (world, _, { n }) => world.takeKept<KeptTimer>('timer', n)?.clear() },
  'flood of microtasks': { wait: (world, here, { n }) => flood(world, here, 1 + (n % 6)) },
  'flood of microtasks not awaited': { act: (world, here, { n }) => world.start(() => flood(world, here, 1 + (n % 6))) },
  'microtask that settles': {
    act: (world, here, { n }) =>
      world.start(
        () =>
          new Promise<void>(resolve =>
            queueMicrotask(() => {
              world.takePending(n)?.resolve(13, here);
              world.watch(here, 'after settling in a microtask');
              resolve();
            }),
          ),
      ),
  },
};
