// The model test, transformed: 300,000 steps of random flows that resume each other's generators, all of which see their own context.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../src/index.js';
import { checkPrograms } from '../../model/check-programs.js';
import { sleep } from '../../model/in-browser.js';

declare const HOOK: string;

const STEPS = 300_000;

const model = suite(`model, transformed, ${HOOK}`);
model('every flow sees its own context', async () => {
  const { lost } = await checkPrograms(AsyncContext, { steps: STEPS, sleep, without: [] });
  assert.equal([...lost], []);
});
model.run();
