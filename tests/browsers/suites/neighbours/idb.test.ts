// The idb library, used before the first Variable: it keeps the cursors' methods at its first use, and later compares the methods that it meets with them.
import { openDB } from 'idb';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Variable } from '../../../../src/index.js';

const test = suite('idb');
const keys = [1, 2, 3, 4, 5];

const db = await openDB('idb', 1, {
  upgrade(db) {
    const store = db.createObjectStore('items');
    for (const key of keys) void store.put(`item ${key}`, key);
  },
});

/** Several ways to walk through all records. */
const walks: Record<string, (see: (key: unknown) => void) => Promise<void>> = {
  async continue(see) {
    for (let cursor = await db.transaction('items').store.openCursor(); cursor; cursor = await cursor.continue()) see(cursor.key);
  },
  async advance(see) {
    for (let cursor = await db.transaction('items').store.openKeyCursor(); cursor; cursor = await cursor.advance(1)) see(cursor.key);
  },
  async 'for await'(see) {
    for await (const cursor of db.transaction('items').store) see(cursor.key);
  },
};

// Used before there is a Variable.
let early = 0;
await walks.continue!(() => early++);
const variable = new Variable({ defaultValue: 'empty' });

for (const [name, walk] of Object.entries(walks)) {
  test(`${name}: all records, in the context of the flow`, async () => {
    assert.is(early, keys.length);
    const flow = (context: string) =>
      variable.run(context, async () => {
        const seen: string[] = [];
        await walk(key => seen.push(`${key} ${variable.get()}`));
        return seen;
      });
    const [first, second] = await Promise.all([flow('first'), flow('second')]);
    assert.equal(
      [first, second],
      ['first', 'second'].map(context => keys.map(key => `${key} ${context}`)),
    );
  });
}

test.run();
