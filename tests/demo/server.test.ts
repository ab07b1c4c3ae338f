// The demo as a test: it passes, and it fails when the queue loses contexts.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const main = join(process.cwd(), 'tests/demo/server/main.mjs');

interface Outcome {
  readonly code: unknown;
  readonly output: string;
  /** The first server's figure in the row with this name. */
  readonly figure: (name: string) => number;
}

function runDemo(...args: string[]): Promise<Outcome> {
  return new Promise(resolve => {
    execFile(process.execPath, [main, ...args], { timeout: 150_000 }, (error, stdout, stderr) => {
      const output = stdout + stderr;
      const figure = (name: string) => {
        const cell = output.match(new RegExp(`^ *${name} {2,}\\S+ +([\\d,.]+)`, 'm'))?.[1];
        return Number(cell?.replaceAll(',', '') ?? NaN);
      };
      resolve({ code: error ? (error.code ?? error.signal) : 0, output, figure });
    });
  });
}

test('2,000 requests, and each line of the log has its own request', async () => {
  const { code, output, figure } = await runDemo();
  assert.is(code, 0, output);
  assert.is(figure('requests answered'), 2000, output);
  assert.is(figure('requests failed'), 0, output);
  assert.is(figure('answers meant for another request'), 0, output);
  assert.ok(figure('log lines checked') > 2000, output);
  assert.is(figure('lines with the wrong context'), 0, output);
  assert.is(figure('lines with no context'), 0, output);
  assert.ok(figure('throughput, median \\(range\\)') > 0, output);
  // Without a terminal, progress is printed as plain lines.
  assert.match(output, '1,000 of 4,000 requests answered');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what draws on a terminal.
  assert.not.match(output, /[\r\x1b]/);
});

test('a queue that loses contexts is noticed', async () => {
  const { code, output, figure } = await runDemo('--without-snapshot');
  assert.is(code, 1, output);
  assert.is(figure('requests answered'), 2000, output);
  assert.ok(figure('lines with the wrong context') > 0, output);
});

test.run();
