// The conformance suite on JavaScriptCore and Hermes, as their shells run it.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { heavyMatrix } from '../conformance/lanes.mjs';
import { bundleLane, lanes } from '../conformance/run-lane.mjs';
import { verdictOf } from '../verdict.mjs';

const folder = mkdtempSync(join(tmpdir(), 'asynccontext-lanes-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

for (const lane of lanes(heavyMatrix)) {
  test(lane.name, async () => {
    const { command, args } = await bundleLane(lane, folder);
    const { code = 0, stdout, stderr } = await promisify(execFile)(command, args, { timeout: 300_000, maxBuffer: 1 << 26 }).catch(error => error);
    const { passed, failed } = verdictOf(code, stdout);
    assert.ok(failed === 0 && passed > 250, `${passed} passed, ${failed} failed\n${stdout}${stderr}`);
  });
}
