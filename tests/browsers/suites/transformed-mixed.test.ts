// The model test, transformed in part, with the await hook: no flow sees another's context, and generators are exact.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../src/index.js';
import { checkPrograms } from '../../model/check-programs.js';

const STEPS = 100_000;
/** What code that is not transformed may lose, as without the transform. */
const explained = (way: string) => way.endsWith('thenable');

const { setTimeout: nativeSetTimeout } = globalThis;
const model = suite('model, transformed in part');
model('no flow sees the context of another', async () => {
  const sleep = (ms: number) => new Promise<void>(resolve => nativeSetTimeout(resolve, ms));
  const { steps, lost } = await checkPrograms(AsyncContext, STEPS, sleep, 1, true);
  const sum = [...lost.values()].reduce((a, b) => a + b, 0);
  console.log(`${steps} steps, none wrong, ${sum} flows lost`);
  assert.ok(steps >= STEPS);
  assert.equal([...lost.keys()].filter(way => !explained(way)), []);
});
model.run();
