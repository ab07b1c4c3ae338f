// convex-test, which keeps its transactions and identities in AsyncLocalStorages, with several databases and users at the same time.
import { anyApi } from 'convex/server';
import { convexTest } from 'convex-test';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const modules = {
  './functions/_generated/api.js': async () => ({}),
  './functions/messages.ts': () => import('./functions/messages.js'),
};
const api = anyApi['messages']!;

/** Registers the cases. */
export function convex(): void {
  const test = suite('Convex');

  test('databases beside each other, each with its users', async () => {
    const names = ['ann', 'ben', 'cid'];
    const lists = await Promise.all(
      names.map(async name => {
        const database = convexTest({ modules });
        await Promise.all([database.withIdentity({ name }).mutation(api['add']!, { body: 'hello' }), database.mutation(api['add']!, { body: 'hi' })]);
        return ((await database.query(api['list']!, {})) as string[]).sort();
      }),
    );
    assert.equal(
      lists,
      names.map(name => [`${name}: hello`, 'nobody: hi'].sort()),
    );
  });

  test('mutations in mutations: the whole or nothing, whoever is at work beside them', async () => {
    const database = convexTest({ modules });
    const results = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map((body, index) => database.withIdentity({ name: `user ${index}` }).mutation(api['addTwo']!, { body, fail: index % 2 === 1 })),
    );
    assert.equal(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled', 'rejected'],
    );
    const list = (await database.query(api['list']!, {})) as string[];
    assert.equal(list.sort(), ['user 0: a 1', 'user 0: a 2', 'user 2: c 1', 'user 2: c 2']);
  });

  test('calls that are forbidden in a mutation are forbidden to it, and to nobody else', async () => {
    const database = convexTest({ modules });
    const others = Promise.all(
      [1, 2, 3].map(async ms => {
        await new Promise(resolve => setTimeout(resolve, ms));
        return ms;
      }),
    );
    const error = await database.mutation(api['tooEarly']!, {}).catch((reason: Error) => reason.message);
    assert.match(String(error), /setTimeout.*not supported/);
    assert.equal(await others, [1, 2, 3]);
  });

  test.run();
}
