// The recipes that run in a page.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { query, rpc } from './cases.js';
import { ask, end, request } from './worker.js';

query();
rpc();

const test = suite('Worker');
const ids = ['one', 'two', 'three'];

test('a job finds the values that it was sent with, and its caller its own', async () => {
  const flow = (id: string) => request.run(id, async () => [await ask('first'), request.get(), await ask('second'), request.get()]);
  assert.equal(
    await Promise.all(ids.map(flow)),
    ids.map(id => [`first for ${id}`, id, `second for ${id}`, id]),
  );
  assert.is(await ask('third'), 'third for undefined');
  end();
});

test.run();
