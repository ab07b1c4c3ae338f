// Programs that may make a realm unusable, on the browser carrier in Node: each in a process of its own, with limits to time and memory.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { closes } from '../browsers/suites/await-hook/isolated/closes.js';
import { programs } from '../browsers/suites/await-hook/isolated/programs.js';
import { terminations } from './terminations.js';

const { common } = await import(pathToFileURL(join(process.cwd(), 'build.mjs')).href);
const folder = mkdtempSync(join(tmpdir(), 'asynccontext-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Limits in ms and MB, against programs that hang or pile up marks. A normal program takes some hundred milliseconds, and Node some ten megabytes. */
const LIMIT = 20_000;
const MEMORY = 48;
const outfile = join(folder, 'isolated.mjs');

test.before(async () => {
  const base = common('any');
  const alias = { ...base.alias, '#carrier': join(process.cwd(), 'tests/interop/async-local-storage/carrier-browser.ts') };
  const entryPoints = [join(process.cwd(), 'tests/carriers/isolated.ts')];
  await build({ ...base, alias, entryPoints, outfile, platform: 'node', format: 'esm' });
});

// The programs of `closes` run in browsers only: they are many, and need neither limit.
for (const name of Object.keys({ ...programs, ...terminations }).filter(name => !(name in closes))) {
  test(name, async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [`--max-old-space-size=${MEMORY}`, outfile, name], {
      timeout: LIMIT,
      killSignal: 'SIGKILL',
    }).catch(error => {
      throw new Error(error.killed ? `not over after ${LIMIT / 1000} s` : String(error.stderr).slice(-2000));
    });
    assert.equal(JSON.parse(stdout), { wrong: [] });
  });
}

test.run();
