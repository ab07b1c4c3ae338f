// The demo's server with a queue that takes no Snapshot, under the debugger: the report names the place and the remedy.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { sendLoad, startUpstream } from '../demo/server/outside.mjs';

const folder = 'tests/demo/server';
const lineOf = (file: string, text: string) =>
  readFileSync(`${folder}/${file}`, 'utf8')
    .split('\n')
    .findIndex(line => line.includes(text)) + 1;

/** The server's console output while it answers requests. */
async function consoleOf(isDone: (text: string) => boolean, ...args: string[]): Promise<string> {
  const upstream = await startUpstream();
  const port = String((upstream.address() as { port: number }).port);
  const execArgv = ['--import', 'asynccontext/debug'];
  const child = fork(join(folder, 'serve.mjs'), ['with-context', port, ...args], { execArgv, stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  let text = '';
  child.stderr!.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const [own] = (await once(child, 'message')) as [number];
  // Repeated, since jobs wait in the queue only under enough load.
  for (let rounds = 0; rounds === 0 || (rounds < 10 && !isDone(text)); rounds++) {
    const { answered } = await sendLoad({ port: own, amount: 100, connections: 100, onAnswer() {} });
    assert.is(answered, 100);
  }
  child.send('stop');
  await once(child, 'close');
  upstream.close();
  upstream.closeAllConnections();
  return text;
}

test('a queue that forgets the Snapshot: each Variable, the place, why, and the remedy', async () => {
  const text = await consoleOf(text => /deadline shows [^]*Remedy/.test(text), '--without-snapshot');
  const [log, run] = [lineOf('with-context.mjs', 'lines.push(formatLine('), lineOf('with-context.mjs', 'id.run(request.id')];
  const [lost, kept] = [lineOf('queue.mjs', 'snapshot.run(start);'), lineOf('queue.mjs', 'waiting.push(')];
  for (const name of ['id', 'user', 'deadline']) {
    const place = (file: string, line: number) => `${folder}/${file}:${line}:\\d+`;
    const sentence = [
      `asynccontext/debug: ${name} shows \\S+ of another flow at log \\(${place('with-context.mjs', log)}\\)\\.`,
      `It was \\S+, set by run at ${place('with-context.mjs', run)}\\.`,
      `Lost at ${place('queue.mjs', lost)}: the callback was kept, and called by another flow\\. Remedy: Snapshot\\.wrap\\(callback\\) at ${place('queue.mjs', kept)}\\.`,
    ].join('\\s+');
    assert.ok(new RegExp(sentence).test(text), text);
  }
});

test('with the Snapshot, nothing is reported', async () => {
  assert.is(await consoleOf(() => true), '');
});

test.run();
