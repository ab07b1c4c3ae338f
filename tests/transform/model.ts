// The model test, transformed, in Node: every flow sees its own context, though others resume its generators.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../src/index.js';
import { checkPrograms } from '../model/check-programs.js';

const STEPS = 50_000;

test('every flow sees its own context', async () => {
  const sleep = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));
  const { steps, lost } = await checkPrograms(AsyncContext, STEPS, sleep, 1, true);
  assert.ok(steps >= STEPS);
  assert.equal([...lost], []);
});
test.run();
