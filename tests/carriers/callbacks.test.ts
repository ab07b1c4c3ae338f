// The README's table of callbacks that find their context on AsyncLocalStorage is right for each runtime.
import { execFileSync } from 'node:child_process';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

test('the table of the README is that of all runtimes; the remedy is node tests/carriers/callbacks/make.mjs', () => {
  let answer: string;
  try {
    answer = execFileSync(process.execPath, ['tests/carriers/callbacks/make.mjs', '--check'], { encoding: 'utf8' });
  } catch (error) {
    answer = String((error as { stdout?: unknown }).stdout ?? error);
  }
  assert.is(answer, 'nothing is stale\n');
});

test.run();
