// The model test of enterWith: no step of a random flow ever finds a store of another flow.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { seedsOf, withSeed } from '../../seeds.js';
import { runFlows } from './model.js';

const LOOKS = 60_000;
const { setTimeout: nativeSetTimeout } = globalThis;
const { warn } = console;

async function check(seed: number): Promise<void> {
  const sleep = (ms: number) => new Promise<void>(resolve => nativeSetTimeout(resolve, ms));
  const { looks, exact, wrong } = await runFlows(seed, LOOKS, sleep);
  console.log(`${looks} looks, ${((100 * exact) / looks).toFixed(1)} % as in Node, ${wrong.length} wrong`);
  assert.equal(wrong.slice(0, 5), []);
  assert.ok(looks >= LOOKS);
  // Most of the other looks come after an enterWith in a place where it has no effect.
  assert.ok(exact > looks / 3, `${exact} of ${looks}`);
}

test('no flow finds the store of another', async () => {
  console.warn = () => {};
  for (const seed of seedsOf('the model test of enterWith')) await withSeed(seed, () => check(seed));
  console.warn = warn;
});

test.run();
