// The model test, transformed: 200,000 steps of random flows that resume each other's generators, all of which see their own context.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../src/index.js';
import { checkPrograms } from '../../model/check-programs.js';

declare const HOOK: string;

const STEPS = 200_000;

const { setTimeout: nativeSetTimeout } = globalThis;
const model = suite(`model, transformed, ${HOOK}`);
model('every flow sees its own context', async () => {
  const sleep = (ms: number) => new Promise<void>(resolve => nativeSetTimeout(resolve, ms));
  const { steps, lost } = await checkPrograms(AsyncContext, STEPS, sleep, 1, true);
  assert.ok(steps >= STEPS);
  assert.equal([...lost], []);
});
model.run();
