// The model test, transformed: 300,000 steps of random flows that resume each other's generators, none of which ever sees another's.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../src/index.js';
import { checkPrograms } from '../../model/check-programs.js';
import { timers } from '../../model/in-browser.js';
import { sum, transformed, transformedAndHooked, unexplained } from '../../model/lost.js';

declare const HOOK: string;

const STEPS = 300_000;

const model = suite(`model, transformed, ${HOOK}`);
model('every flow sees its own context', async () => {
  const { steps, lost } = await checkPrograms(AsyncContext, { steps: STEPS, timers, without: [] });
  console.log(`${steps} steps, none wrong, ${sum(lost)} lost`);
  assert.is(unexplained(lost, HOOK.startsWith('without') ? transformed : transformedAndHooked, steps), '');
});
model.run();
