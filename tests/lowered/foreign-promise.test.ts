// Lowered code where Promise is not the engine's: contexts follow its `then`, and the library uses no microtask queue.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

// Not bundled with this test, since the module reads files relative to its own location.
const { lowered } = (await import(pathToFileURL(join(process.cwd(), 'tests/lowered/lowered.mjs')).href)) as typeof import('./lowered.mjs');

for (const [jobs, queue] of ['setimmediate', 'asap'].flatMap(jobs => ['none', 'of promises', 'of the engine'].map(queue => [jobs, queue]))) {
  test(`each flow has its own context, ${jobs}, queueMicrotask: ${queue}`, async () => {
    const { outputFiles } = await build({
      entryPoints: ['tests/lowered/foreign-promise-flows.js'],
      bundle: true,
      format: 'iife',
      platform: 'browser',
      define: { QUEUE: JSON.stringify(queue), JOBS: JSON.stringify(jobs) },
      write: false,
      plugins: [lowered('react-native', { all: true })],
    });
    const realm = createContext({
      setTimeout,
      clearTimeout,
      setInterval,
      clearInterval,
      setImmediate,
      ...(queue === 'of the engine' ? { queueMicrotask } : {}),
    });
    assert.is(await runInContext(`var self = globalThis; ${outputFiles[0]!.text}; result`, realm), '');
  });
}

test.run();
