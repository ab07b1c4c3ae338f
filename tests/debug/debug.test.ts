// The programs of this folder in all versions of Node: this file runs itself in each.
import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { runtime } from '../runtimes.mjs';
import { everywhere, inBrowsers, inNode, inPages, whereLocked } from './expected.js';
import { runPrograms } from './run-programs.js';

const versions = ['node-18', 'node-20', 'node-22', 'node-24', 'node-26'];

if (process.argv.includes('--programs')) await runPrograms();
else {
  const run = async (version: string) =>
    promisify(execFile)(await runtime(version), ['--enable-source-maps', process.argv[1]!, '--programs']).catch(
      (error: { stdout: string; stderr: string }) => error,
    );
  const outcomes = versions.map(version => ({ version, running: run(version) }));
  for (const { version, running } of outcomes) {
    test(version, async () => {
      const outcome = await running;
      assert.match(outcome.stdout, /^ {2}Passed: {4}(?!0)\d+$/m, outcome.stderr);
      assert.ok(!(outcome instanceof Error), `${outcome.stdout}${outcome.stderr}`);
    });
  }
  test('each program has an expected report in some place, and each expected report has a program', async () => {
    const titles: string[] = [];
    for (const name of ['awaits', 'generators', 'kept', 'locked', 'node', 'platform', 'timers']) {
      const { [name]: programs } = (await import(pathToFileURL(`tests/debug/programs/${name}.mjs`).href)) as Record<string, object>;
      titles.push(...Object.keys(programs!).map(title => `${name}: ${title}`));
    }
    assert.equal(titles.sort(), Object.keys({ ...everywhere, ...inNode, ...inBrowsers, ...inPages, ...whereLocked }).sort());
  });
  test.run();
}
