// The model test: many steps of random flows (300,000 in a page), none of which ever sees another's context.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../src/index.js';
import { where } from '../rig/page/rig.ts';
import { checkPrograms } from '../../model/check-programs.js';
import { timers } from '../../model/in-browser.js';
import { besideOthers, hooked, sum, unexplained } from '../../model/lost.js';

// In other places than the page, fewer steps are enough to see that the same code works.
const STEPS = where === 'page' ? 300_000 : 20_000;
/** Under a strict policy, every module import that it forbids would be reported as a violation. */
const without = where === 'csp' ? ['lent generators', 'modules'] : ['lent generators'];

const isOther = (async () => {})().constructor !== Promise;

const model = suite('model');
model('no flow sees the context of another', async () => {
  const { steps, programs, lost, apart } = await checkPrograms(AsyncContext, { steps: STEPS, timers, without });
  console.log(`${steps} steps of ${programs} programs, none wrong, ${sum(lost)} lost`);
  console.log('from before the first Variable:', JSON.stringify(Object.fromEntries(apart)));
  assert.is(unexplained(lost, isOther ? besideOthers : hooked, steps), '');
});
model.run();
