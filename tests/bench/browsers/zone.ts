// zone.js, as its users have it: the code is lowered to ES2016.
import 'zone.js';
import { awaits, report, time } from './work.js';

declare const Zone: any;
let sum = 0;
(async () => {
  const fork = (value: number) => Zone.current.fork({ name: 'request', properties: { value } });
  const figures = await fork(1).run(async () => ({
    settled: await time(awaits.settled),
    call: await time(awaits.call),
    get: await time(n => {
      for (let i = 0; i < n; i++) sum += Zone.current.get('value');
    }),
  }));
  const run = await time(n => {
    for (let i = 0; i < n; i++) fork(i).run(() => {});
  });
  await report({ ...figures, run, sum });
})();
