// The recipes that run in pages as well: flows side by side, each of which finds its own values.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { client as queries, getItem, interaction, save, watch } from './query.js';
import { batching, client, request } from './rpc.js';

const after = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));
const ids = ['one', 'two', 'three', 'four'];

/** Registers the cases of TanStack Query. */
export function query(): void {
  const test = suite('TanStack Query');
  const flow = <T>(id: string, run: () => Promise<T>): Promise<[T, string | undefined]> =>
    interaction.run(id, async () => [await run(), interaction.get()] as [T, string | undefined]);
  const load = async (): Promise<string> => (await after(1), interaction.get() ?? 'nobody');

  test('a query function runs in the context of whoever asks, and so do its retries', async () => {
    const loads = ids.map(() => {
      let tried = 0;
      return async () => {
        const seen = await load();
        if (tried++ < 2) throw new Error('not yet');
        return seen;
      };
    });
    assert.equal(
      await Promise.all(ids.map((id, index) => flow(id, () => getItem(id, loads[index]!)))),
      ids.map(id => [id, id]),
    );
  });

  test('a key that several flows share is loaded once, by the first; each goes on in its own', async () => {
    assert.equal(
      await Promise.all(ids.map(id => flow(id, () => getItem('shared', load)))),
      ids.map(id => ['one', id]),
    );
  });

  test('a mutation and its callbacks run in the context of whoever calls it', async () => {
    const told: unknown[] = [];
    assert.equal(
      await Promise.all(ids.map(id => flow(id, () => save(id, load, () => told.push(interaction.get()))))),
      ids.map(id => [id, id]),
    );
    assert.equal(told.sort(), [...ids].sort());
  });

  test('an observer is told in the context in which it subscribed', async () => {
    const told = new Map<string, unknown>();
    const ends = ids.map(id => interaction.run(id, () => watch(id, data => data === 'new' && told.set(id, interaction.get()))));
    interaction.run('changes', () => ids.forEach(id => queries.setQueryData(['item', id], 'new')));
    await after(5);
    ends.forEach(end => end());
    assert.equal(
      [...told],
      ids.map(id => [id, id]),
    );
    queries.clear();
  });

  test.run();
}

/** Registers the cases of tRPC. */
export function rpc(): void {
  const test = suite('tRPC');
  const all = (call: () => Promise<unknown>) =>
    Promise.all(
      ids.map(id =>
        request.run(id, async () => {
          await after(ids.indexOf(id) % 2);
          return [await call(), request.get()];
        }),
      ),
    );

  test('a procedure finds the value of its caller, and its caller goes on with its own', async () => {
    assert.equal(
      await all(() => client.whose.query()),
      ids.map(id => [id, id]),
    );
    assert.equal(
      await all(() => client.change.mutate()),
      ids.map(id => [id, id]),
    );
    assert.is(await client.whose.query(), undefined);
  });

  test('the headers of a batch are made in one context: all its calls have the values of one caller', async () => {
    const found = await Promise.all(ids.map(id => request.run(id, async () => [await batching.whose.query(), request.get()])));
    assert.equal(
      found.map(([, own]) => own),
      ids,
    );
    assert.is(new Set(found.map(([seen]) => seen)).size, 1);
  });

  test.run();
}
