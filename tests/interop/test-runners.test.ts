// Jest and Vitest, as users run them: the realms of test files, and fake timers.
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const { runtime } = (await import(pathToFileURL(join(process.cwd(), 'tests/runtimes.mjs')).href)) as { runtime: (name: string) => Promise<string> };
const fixture = join(process.cwd(), 'tests/interop/test-runners');
const everything = realpathSync(mkdtempSync(join(tmpdir(), 'asynccontext-')));
test.after(() => rmSync(everything, { recursive: true, force: true }));

/** Makes an app with this library, a test runner, and some files. Returns its folder. */
async function createApp(runner: string, files: Readonly<Record<string, string>>): Promise<string> {
  const root = mkdtempSync(join(everything, `${runner}-`));
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(process.cwd(), join(root, 'node_modules/asynccontext'), 'junction');
  const installed = dirname(dirname(await runtime(runner)));
  const names = runner === 'jest' ? ['jest', 'jest-environment-node'] : [runner];
  for (const name of names)
    symlinkSync(join(installed.endsWith('node_modules') ? installed : dirname(installed), name), join(root, 'node_modules', name), 'junction');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  return root;
}
const fixtureText = (name: string) => readFileSync(join(fixture, name), 'utf8');

async function run(node: string, runner: string, args: readonly string[], cwd: string): Promise<string> {
  const env = { ...process.env, NODE_OPTIONS: '', RESULT: join(cwd, 'result.json') };
  const command = ['--expose-gc', await runtime(runner), ...args];
  const { stdout, stderr } = await promisify(execFile)(await runtime(node), command, { cwd, env }).catch(error => {
    throw new Error(`${error.message}\n${error.stdout}${error.stderr}`);
  });
  return stdout + stderr;
}

const jest = (config: object) => ({ 'package.json': JSON.stringify({ private: true, jest: config }) });

for (const node of ['node-18', 'node-20', 'node-22', 'node-24']) {
  test(`Jest on ${node}: the realm of a file goes with it, and leaves at most one storage for each await to look at`, async () => {
    const flows = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`flow-${i}.test.js`, fixtureText('flow.js')]));
    const config = jest({ testEnvironment: './environment.cjs', globalTeardown: './teardown.cjs' });
    const root = await createApp('jest', { ...flows, ...config });
    for (const name of ['environment.cjs', 'teardown.cjs']) copyFileSync(join(fixture, name), join(root, name));
    assert.match(await run(node, 'jest', ['--runInBand'], root), '12 passed, 12 total');
    const { realms, alive, storages } = JSON.parse(readFileSync(join(root, 'result.json'), 'utf8'));
    assert.equal({ realms, alive }, { realms: 12, alive: 0 });
    assert.ok(storages <= 1, `${storages} storages`);
  });
}

for (const legacyFakeTimers of [false, true]) {
  test(`Jest, ${legacyFakeTimers ? 'legacy' : 'modern'} fake timers`, async () => {
    const text = `const runner = jest;\n${fixtureText('timers.js')}`;
    const root = await createApp('jest', { 'timers.test.js': text, ...jest({ testEnvironment: 'node', fakeTimers: { legacyFakeTimers } }) });
    assert.match(await run('node-24', 'jest', ['--runInBand'], root), '3 passed, 3 total');
  });
}

test('Vitest, fake timers', async () => {
  const text = fixtureText('timers.js').replace(
    /^const .*require.*$/m,
    "import { afterEach, expect, test, vi as runner } from 'vitest';\nimport { Snapshot, Variable } from 'asynccontext';",
  );
  const root = await createApp('vitest', { 'timers.test.mjs': text, 'package.json': '{ "private": true }' });
  assert.match(await run('node-24', 'vitest', ['run'], root), /Tests .*3 passed \(3\)/);
});

test.run();
