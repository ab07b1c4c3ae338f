// The model test in Node: AsyncLocalStorage is exact but for the bodies of generators, so this checks the model's own expectations.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../src/index.js';
import { checkPrograms } from './check-programs.js';
import { inexact, timers } from './in-node.js';

const STEPS = 50_000;

test('every flow sees its own context', async () => {
  const { lost, apart } = await checkPrograms(AsyncContext, { steps: STEPS, timers, without: [...inexact, 'lent generators'] });
  assert.equal([...lost], []);
  // What was there before the first Variable as well.
  for (const [kind, { none, other }] of apart) assert.is(none + other, 0, kind);
});
test.run();
