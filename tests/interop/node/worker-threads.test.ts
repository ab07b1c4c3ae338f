// Worker threads: each has contexts of its own, and messages carry none.
import { MessageChannel, Worker } from 'node:worker_threads';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Snapshot, Variable } from '../../../src/index.js';

const after = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));
const entry = new URL(`file://${process.cwd()}/dist/cjs/node/index.js`);

const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { Variable } = require(workerData);
  const variable = new Variable({ defaultValue: 'none' });
  parentPort.on('message', id => {
    const before = variable.get();
    variable.run(id, async () => {
      await null;
      await new Promise(resolve => setTimeout(resolve, 1));
      parentPort.postMessage([id, before, variable.get()]);
    });
  });`;

test('flows in a worker find their own, and nothing of the thread that asked', async () => {
  const variable = new Variable<string>();
  const worker = new Worker(program, { eval: true, workerData: entry.pathname });
  const answers: unknown[] = [];
  const ids = ['a', 'b', 'c'];
  const done = new Promise<void>(resolve =>
    worker.on('message', answer => {
      answers.push(answer);
      if (answers.length === ids.length) resolve();
    }),
  );
  for (const id of ids) variable.run(`asked by ${id}`, () => worker.postMessage(id));
  await done;
  assert.equal(
    answers.sort(),
    ids.map(id => [id, 'none', id]),
  );
  await worker.terminate();
});

test('a listener that a Snapshot wraps finds the context in which it was made', async () => {
  const variable = new Variable<number>();
  const { port1, port2 } = new MessageChannel();
  const seen = new Promise(resolve =>
    variable.run(1, () =>
      port1.once(
        'message',
        Snapshot.wrap(async () => {
          await after(1);
          resolve(variable.get());
        }),
      ),
    ),
  );
  variable.run(2, () => port2.postMessage('hello'));
  assert.is(await seen, 1);
  port1.close();
});

test.run();
