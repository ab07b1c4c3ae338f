// The model test in Node: AsyncLocalStorage is exact except for the bodies of generators, so this test checks the model's own expectations.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../src/index.js';
import { checkPrograms } from './check-programs.js';
import { inexact, timers } from './in-node.js';

const STEPS = 50_000;

test('every flow sees its own context', async () => {
  const { lost, apart } = await checkPrograms(AsyncContext, { steps: STEPS, timers, without: [...inexact, 'lent generators'] });
  assert.equal([...lost], []);
  // AsyncLocalStorage also follows code from before the first Variable.
  for (const [kind, { none, other }] of apart) assert.is(none + other, 0, kind);
});
test.run();
