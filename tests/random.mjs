// Runs the random tests with many new seeds, in Node and in browsers, as a nightly workflow does. Each test prints its seeds; a failure names its seed.
// Usage: node tests/random.mjs [times]: uses as many seeds as so many runs of the test command.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const times = Number(process.argv[2] ?? 20);
if (!(times >= 1)) throw new Error(`expected a number of times, got ${process.argv[2]}`);
const root = fileURLToPath(new URL('..', import.meta.url));

/** The tests, with the command for each, and the usual number of the model test's steps in it. */
const commands = [
  { args: ['tests/run.mjs', 'transform/random', 'mapping/mapping', 'context/source', 'model/model'], steps: 50_000 },
  { args: ['tests/browsers/run.mjs', '--suite', 'model/page'], steps: 300_000 },
  { args: ['tests/browsers/run.mjs', '--suite', 'async-local-storage-model'], steps: 0 },
  { args: ['tests/browsers/run.mjs', '--suite', 'context/page'], steps: 0 },
];
for (const { args, steps } of commands) {
  const env = { ...process.env, RANDOM_TIMES: String(times), ...(steps > 0 ? { MODEL_STEPS: String(steps * times) } : {}) };
  const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
