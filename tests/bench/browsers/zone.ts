// zone.js, as its users have it: the code is lowered to ES2016.
import 'zone.js';
import { awaits, report, time } from './work.js';

declare const Zone: any;
let sum = 0;
(async () => {
  const fork = (value: number) => Zone.current.fork({ name: 'request', properties: { value } });
  const figures = await fork(1).run(async () => ({
    settled: await time(awaits.settled, 8_000),
    call: await time(awaits.call, 8_000),
    get: await time(n => {
      for (let i = 0; i < n; i++) sum += Zone.current.get('value');
    }, 200_000),
  }));
  const run = await time(n => {
    for (let i = 0; i < n; i++) fork(i).run(() => {});
  }, 4_000);
  await report({ ...figures, run, sum });
})();
