// The model test, transformed, in Node: every flow sees its own context, even if others resume its generators.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../src/index.js';
import { checkPrograms } from '../model/check-programs.js';
import { inexact, timers } from '../model/in-node.js';

const STEPS = 50_000;

test('every flow sees its own context', async () => {
  const { lost } = await checkPrograms(AsyncContext, { steps: STEPS, timers, without: inexact });
  assert.equal([...lost], []);
});
test.run();
