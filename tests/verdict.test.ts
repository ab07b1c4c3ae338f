// The runner's own counting: what counts as a failure, and what does not.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { verdictOf } from './verdict.mjs';

const folder = mkdtempSync(join(tmpdir(), 'asynccontext-verdict-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const uvu = pathToFileURL(join(process.cwd(), 'node_modules/uvu/dist/index.mjs')).href;

/** The runner's counts for a test file that is really run in a process. */
function verdict(program: string) {
  const file = join(folder, 'program.mjs');
  writeFileSync(file, `import { test } from '${uvu}';\n${program}\ntest.run();\n`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8', env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' } });
  return verdictOf(status, stdout + stderr);
}
const pass = "test('a', () => {});";
const fail = "test('b', () => { throw new Error('b'); });";
const skip = "console.log('skipped: a reason'); test.skip('c', () => {});";

const cases: [name: string, program: string, expected: [passed: number, failed: number, skipped: number]][] = [
  ['passed tests', pass + pass, [2, 0, 0]],
  ['a failed one among them', pass + fail, [1, 1, 0]],
  ['no test at all', '', [0, 1, 0]],
  ['a process that fails beside its tests', `${pass} process.on('exit', () => (process.exitCode = 3));`, [1, 1, 0]],
  ['a process that dies before it counts', `${pass} process.exit(0);`, [0, 1, 0]],
  ['skipped tests alone', skip, [0, 0, 1]],
  ['skipped tests beside passed ones', pass + skip, [1, 0, 1]],
  ['skipped tests beside failed ones', fail + skip, [0, 1, 1]],
  ['a skip without a reason', `${pass} test.skip('c', () => {});`, [1, 1, 1]],
];
for (const [name, program, expected] of cases) {
  test(name, () => {
    const { passed, failed, skipped, reasons } = verdict(program);
    assert.equal([passed, failed, skipped], expected);
    assert.equal(reasons, program.includes('a reason') ? ['a reason'] : []);
  });
}

test.run();
