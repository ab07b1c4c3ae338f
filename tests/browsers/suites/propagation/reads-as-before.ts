// Patched functions read their arguments as often as the engine does, and in the same order.
import * as assert from 'uvu/assert';
import { before, readsOf, calls } from './reads.ts';
import { event, table, within } from './context.ts';

declare const FileReader: any;

const { add, run } = table('reads');

// After this row there is a task with a context, so the patches look for tasks.
add({ name: 'a task in a context', needs: ['FileReader'] }, async () => {
  const reader = new FileReader();
  const ended = event(reader, 'loadend');
  within('task', () => reader.readAsText(new Blob(['text'])));
  await ended;
});

for (const call of calls) {
  add(call, async () => {
    const expected = before.get(call);
    assert.ok(expected && expected.length > 0, 'it was noted');
    assert.equal(await readsOf(call), expected, 'in no context');
    assert.equal(await within('context', () => readsOf(call)), expected, 'in a context');
  });
}

run();
