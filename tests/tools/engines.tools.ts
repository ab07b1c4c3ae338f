// The conformance suite in the shells of JavaScriptCore and Hermes.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

// Not bundled with this test, since these modules read files relative to their own location.
const load = (path: string) => import(pathToFileURL(join(process.cwd(), path)).href);

const { heavyMatrix } = await load('tests/conformance/lanes.mjs');
const { bundleLane, lanes } = await load('tests/conformance/run-lane.mjs');
const { verdictOf } = await load('tests/verdict.mjs');

const folder = mkdtempSync(join(tmpdir(), 'asynccontext-lanes-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

for (const lane of lanes(heavyMatrix)) {
  test(lane.name, async () => {
    const { command, args } = await bundleLane(lane, folder);
    const {
      code = 0,
      stdout,
      stderr,
    } = (await promisify(execFile)(command, args, { timeout: 300_000, maxBuffer: 1 << 26 }).catch(error => error)) as {
      code?: number;
      stdout: string;
      stderr: string;
    };
    const { passed, failed } = verdictOf(code, stdout);
    assert.ok(failed === 0 && passed > 250, `${passed} passed, ${failed} failed\n${stdout}${stderr}`);
  });
}

test.run();
