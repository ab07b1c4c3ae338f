// This library, nothing lowered.
import { Variable } from '../../../src/index.js';
import { awaits, report, time } from './work.js';

const post = report;
const variable = new Variable<number>();
let sum = 0;
const figures = {
  emptySettled: await time(awaits.settled, 20_000),
  emptyCall: await time(awaits.call, 20_000),
  ...(await variable.run(1, async () => ({
    settled: await time(awaits.settled, 8_000),
    call: await time(awaits.call, 8_000),
    get: await time(n => {
      for (let i = 0; i < n; i++) sum += variable.get()!;
    }, 200_000),
  }))),
  run: await time(n => {
    for (let i = 0; i < n; i++) variable.run(i, () => {});
  }, 4_000),
};
await post({ ...figures, sum });
