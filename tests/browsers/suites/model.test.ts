// The model test: many steps of random flows (200,000 in a page), none of which ever sees another's context.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../src/index.js';
import { where } from '../rig/page/rig.ts';
import { checkPrograms } from '../../model/check-programs.js';

// The same code everywhere: outside the page, enough of them to see that it is at work there.
const STEPS = where === 'page' ? 200_000 : 15_000;
/** The ways of losing a context that are known, and why: a job that no hook sees calls the thenable, which resolves at once. */
const explained = (way: string) => way.endsWith('thenable');

const { setTimeout: nativeSetTimeout } = globalThis;
const model = suite('model');
model('no flow sees the context of another', async () => {
  const sleep = (ms: number) => new Promise<void>(resolve => nativeSetTimeout(resolve, ms));
  const { steps, programs, lost } = await checkPrograms(AsyncContext, STEPS, sleep);
  const sum = [...lost.values()].reduce((a, b) => a + b, 0);
  console.log(`${steps} steps of ${programs} programs, none wrong, ${sum} flows lost at a thenable that resolves at once`);
  assert.ok(steps >= STEPS);
  assert.equal([...lost.keys()].filter(way => !explained(way)), []);
});
model.run();
