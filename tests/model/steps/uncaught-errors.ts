// Steps with callbacks that throw errors which nobody catches. Whoever runs the model has to stop these errors (Expected) before they reach the global.
import type { Kinds } from '../kinds.js';
import { Expected } from '../world.js';
import { addListener } from './events.js';

export const uncaughtErrors: Kinds = {
  'timer that throws': {
    wait: (world, here) =>
      new Promise<void>(
        resolve =>
          void setTimeout(() => {
            world.watch(here, 'in a timer that throws');
            resolve();
            throw new Expected();
          }),
      ),
  },
  'microtask that throws': {
    wait: (world, here) =>
      new Promise<void>(resolve =>
        queueMicrotask(() => {
          world.watch(here, 'in a microtask that throws');
          resolve();
          throw new Expected();
        }),
      ),
  },
  'listener that throws': {
    act: (world, _, { n }) =>
      addListener(world, n, ({ from }) => {
        world.watch(from!.here, 'in a listener that throws');
        throw new Expected();
      }),
  },
};
