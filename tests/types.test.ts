// The tests have no type errors. Bundling them does not check types.
import { spawnSync } from 'node:child_process';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

test('tsc finds nothing to object to', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tests'], { encoding: 'utf8' });
  assert.is(status, 0, `${stdout}${stderr}`);
});

test.run();
