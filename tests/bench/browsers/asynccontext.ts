// This library, as it is or transformed.
import { Variable } from '../../../src/index.js';
import { awaits, report, time, timeSteps } from './work.js';

const variable = new Variable<number>();
let sum = 0;
const figures = {
  emptySettled: await time(awaits.settled),
  emptyCall: await time(awaits.call),
  ...(await variable.run(1, async () => ({
    settled: await time(awaits.settled),
    call: await time(awaits.call),
    get: await time(n => {
      for (let i = 0; i < n; i++) sum += variable.get()!;
    }),
    // Last, since zone.js has none: whatever it does to the state of the engine, it does to nobody's figures.
    step: await timeSteps(),
  }))),
  run: await time(n => {
    for (let i = 0; i < n; i++) variable.run(i, () => {});
  }),
};
await report({ ...figures, sum });
