// The page of zone.js, with code lowered to ES2016, as its users have it.
import 'zone.js';
import { nesting, start, time, timeCalls, type Contexts } from './work.js';

/** The part of zone.js's types that this page uses. */
interface Zone {
  fork(specification: { name: string; properties: Record<string, unknown> }): Zone;
  run<Result>(fn: () => Result): Result;
  get(key: string): number;
}
declare const Zone: { readonly current: Zone };

const fork = (value: number): Zone => Zone.current.fork({ name: 'request', properties: { value } });
const zone = fork(1);
const contexts: Contexts = { enter: fn => zone.run(fn), isInside: () => Zone.current === zone };
const nothing = (): void => {};
let sum = 0;

start(contexts, async () => ({
  get: await time(n =>
    contexts.enter(() => {
      for (let i = 0; i < n; i++) sum += Zone.current.get('value');
    }),
  ),
  run: await timeCalls(() => fork(2).run(nothing)),
  nesting: await nesting(nested => fork(1).run(nested)),
  sum,
}));
