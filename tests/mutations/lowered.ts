// The flows of tests/lowered in realms whose Promise is a library's. Lowered by esbuild instead of Babel, which does for async functions.
import { createContext, runInContext } from 'node:vm';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import flows from 'lowered:tests/lowered/foreign-promise-flows.js';
import arrays from 'lowered-transformed:tests/lowered/array-promise-flows.js';

const test = suite('lowered');
for (const [JOBS, QUEUE] of ['setimmediate', 'asap'].flatMap(jobs => ['none', 'of promises', 'of the engine'].map(queue => [jobs, queue]))) {
  test(`${JOBS}, queueMicrotask: ${QUEUE}`, async () => {
    const realm = createContext({
      JOBS,
      QUEUE,
      setTimeout,
      clearTimeout,
      setInterval,
      clearInterval,
      setImmediate,
      ...(QUEUE === 'of the engine' ? { queueMicrotask } : {}),
    });
    assert.is(await runInContext(`var self = globalThis; ${flows}; result`, realm), '');
  });
}
test('arrays of promises', async () => {
  assert.is(await runInContext(`${arrays}; result`, createContext({ setTimeout, setImmediate, console })), '');
});
test.run();
