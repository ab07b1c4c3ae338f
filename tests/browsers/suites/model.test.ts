// The model test: 200,000 steps of random flows, none of which ever sees another's context.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../src/index.js';
import { checkPrograms } from '../../model/check-programs.js';

const STEPS = 200_000;
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
