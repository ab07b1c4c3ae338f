// The model test in Node: AsyncLocalStorage is exact but for the bodies of generators, so this checks the model's own expectations.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../src/index.js';
import { checkPrograms } from './check-programs.js';

const STEPS = 100_000; 

/** Where Node is not as the proposal has it. */
const without = [
  'lent generators', // a body runs in the context of whoever resumes it
  'uncaught errors', // Node 24: the context of the callback that threw stays current
  'settling with thenables', // up to Node 22, where contexts follow async_hooks: their `then` is called in the context of the promise's maker
];

test('every flow sees its own context', async () => {
  const sleep = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));
  const { steps, lost, apart } = await checkPrograms(AsyncContext, { steps: STEPS, sleep, without });
  console.log(steps, lost, apart);
  assert.ok(steps >= STEPS);
  assert.equal([...lost], []);
  for (const [kind, { none, other }] of apart) assert.is(none + other, 0, kind);
});
test.run();
