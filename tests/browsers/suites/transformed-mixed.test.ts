// The model test, partly transformed, with the await hook: no flow sees another flow's context, and generators are exact.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../src/index.js';
import { checkPrograms } from '../../model/check-programs.js';
import { timers } from '../../model/in-browser.js';
import { hooked, sum, unexplained } from '../../model/lost.js';

const STEPS = 100_000;

const model = suite('model, transformed in part');
model('no flow sees the context of another', async () => {
  const { steps, lost } = await checkPrograms(AsyncContext, { steps: STEPS, timers, without: [] });
  console.log(`${steps} steps, none wrong, ${sum(lost)} lost`);
  assert.is(unexplained(lost, hooked, steps), '');
});
model.run();
