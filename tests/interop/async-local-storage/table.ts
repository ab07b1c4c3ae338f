// The behaviour of AsyncLocalStorage as a table, the same for Node's own class and for ours. Node's documentation and tests define the expectations.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { enterWithRows } from './enter-with.js';
import { resourceRows } from './resource.js';
import type { Row, Subject } from './row.js';
import { after, flow } from './row.js';

const kinds: unknown[] = [0, '', false, null, undefined, NaN, 'text', 1n, Symbol('store'), () => {}, {}, new Map()];

const rows: Row[] = [
  ['there is no store outside of run', {}, ({ storage }) => assert.is(storage().getStore(), undefined)],
  [
    'run: returns the result, passes arguments, and no this',
    { sync: true },
    ({ storage }) => {
      const seen = storage().run(
        'store',
        function (this: unknown, ...args: unknown[]) {
          return [this, ...args];
        },
        1,
        2,
      );
      assert.equal(seen, [null, 1, 2]);
    },
  ],
  [
    'run: the store inside, what was before around',
    { sync: true },
    ({ storage }) => {
      const als = storage();
      const get = () => als.getStore();
      assert.equal(
        als.run(1, () => [get(), als.run(2, get), get()]),
        [1, 2, 1],
      );
      assert.is(get(), undefined);
    },
  ],
  [
    'run: puts the store back when the function throws',
    { sync: true },
    ({ storage }) => {
      const als = storage();
      als.run('outer', () => {
        assert.throws(
          () =>
            als.run('inner', () => {
              throw new Error('mine');
            }),
          /mine/,
        );
        assert.is(als.getStore(), 'outer');
      });
    },
  ],
  [
    'run: needs a function',
    { sync: true },
    ({ storage }) => {
      const als = storage();
      assert.throws(
        () => als.run(1, 2 as never),
        (error: unknown) => error instanceof TypeError,
      );
      assert.is(als.getStore(), undefined);
    },
  ],
  ...kinds.map(
    (store): Row => [
      `run: a store may be ${typeof store} ${String(store).slice(0, 20)}`,
      {},
      async ({ storage }) => {
        const als = storage();
        await als.run('outer', () =>
          als.run(store, async () => {
            assert.ok(Object.is(als.getStore(), store));
            await after(1);
            assert.ok(Object.is(als.getStore(), store));
          }),
        );
      },
    ],
  ),
  [
    'run: two hundred deep',
    { sync: true },
    ({ storage }) => {
      const als = storage();
      const dive = (depth: number): unknown => (depth === 0 ? als.getStore() : als.run({ depth }, dive, depth - 1));
      assert.equal(dive(200), { depth: 1 });
      assert.is(als.getStore(), undefined);
    },
  ],
  [
    'the store follows await, of promises and of anything else',
    {},
    async ({ storage }) => {
      const als = storage();
      await als.run('store', async () => {
        for (const value of [Promise.resolve(), after(1), null, (async () => {})(), 1]) {
          await value;
          assert.is(als.getStore(), 'store');
        }
      });
      assert.is(als.getStore(), undefined);
    },
  ],
  [
    'the store follows reactions, a rejection, finally',
    {},
    async ({ storage }) => {
      const als = storage();
      const get = () => als.getStore();
      const seen = await als.run('store', () =>
        Promise.reject(new Error('mine'))
          .catch(get)
          .then(first =>
            after(1)
              .finally(() => assert.is(get(), 'store'))
              .then(() => [first, get()]),
          ),
      );
      assert.equal(seen, ['store', 'store']);
    },
  ],
  [
    'the store follows timers and microtasks',
    {},
    async ({ storage }) => {
      const als = storage();
      const get = () => als.getStore();
      const seen = await als.run('store', () =>
        Promise.all([
          new Promise(resolve => setTimeout(() => resolve(get()), 1)),
          new Promise(resolve => queueMicrotask(() => resolve(get()))),
          new Promise(resolve => {
            const id = setInterval(() => {
              clearInterval(id);
              resolve(get());
            }, 1);
          }),
        ]),
      );
      assert.equal(seen, ['store', 'store', 'store']);
    },
  ],
  [
    'a thenable is called in the store, and goes on in it',
    {},
    async ({ storage }) => {
      const als = storage();
      const seen: unknown[] = [];
      const thenable = {
        then(resolve: (value: unknown) => void) {
          seen.push(als.getStore());
          setTimeout(resolve, 1);
        },
      };
      await als.run('store', async () => {
        await thenable;
        seen.push(als.getStore());
      });
      assert.equal(seen, ['store', 'store']);
    },
  ],
  [
    'errors of a flow are caught in its store',
    {},
    async ({ storage }) => {
      const als = storage();
      await als.run('store', async () => {
        try {
          await after(1).then(() => {
            throw new Error('mine');
          });
        } catch {
          assert.is(als.getStore(), 'store');
        }
        await flow(1);
        assert.is(als.getStore(), 'store');
      });
    },
  ],
  [
    'a hundred flows at once, each with its store',
    {},
    async ({ storage }) => {
      const als = storage();
      const ids = Array.from({ length: 100 }, (_, id) => id);
      await Promise.all(
        ids.map(id =>
          als.run(id, async () => {
            for (let step = 0; step < 5; step++) {
              await (step % 2 ? after(id % 3) : step);
              assert.is(als.getStore(), id);
            }
          }),
        ),
      );
    },
  ],
  [
    'storages know nothing of each other',
    {},
    async ({ storage }) => {
      const [one, two] = [storage(), storage()];
      await one.run(1, () =>
        two.run(2, async () => {
          await after(1);
          assert.equal([one.getStore(), two.getStore()], [1, 2]);
          one.exit(() => assert.equal([one.getStore(), two.getStore()], [undefined, 2]));
        }),
      );
    },
  ],
  [
    'exit: no store inside, the store around; results, arguments, errors',
    { sync: true },
    ({ storage }) => {
      const als = storage();
      als.run('store', () => {
        assert.equal(
          als.exit((...args: number[]) => [als.getStore(), ...args], 1, 2),
          [undefined, 1, 2],
        );
        assert.throws(
          () =>
            als.exit(() => {
              throw new Error('mine');
            }),
          /mine/,
        );
        assert.is(als.getStore(), 'store');
      });
    },
  ],
  [
    'exit: what is started in it has no store, what waits for it has',
    {},
    async ({ storage }) => {
      const als = storage();
      await als.run('store', async () => {
        const inside = await als.exit(async () => {
          await after(1);
          return als.getStore();
        });
        assert.equal([inside, als.getStore()], [undefined, 'store']);
      });
    },
  ],
  [
    'disable: no store from here on, in exit neither, until the next run',
    {},
    async ({ storage }) => {
      const als = storage();
      await als.run(new Map(), async () => {
        als.disable();
        assert.is(als.getStore(), undefined);
        als.exit(() => assert.is(als.getStore(), undefined));
        assert.is(als.getStore(), undefined);
        await after(1);
        assert.is(als.getStore(), undefined);
        assert.is(
          als.run('again', () => als.getStore()),
          'again',
        );
      });
    },
  ],
  [
    'disable: of a storage that was never used',
    { sync: true },
    ({ storage }) => {
      const als = storage();
      als.disable();
      assert.is(
        als.run(1, () => als.getStore()),
        1,
      );
    },
  ],
  [
    'name and defaultValue',
    { sync: true, since: 24 },
    ({ hooks: { AsyncLocalStorage } }) => {
      const als = new AsyncLocalStorage<unknown>({ name: 'mine', defaultValue: 'default' });
      assert.equal(
        [als.name, als.getStore(), als.run(undefined, () => als.getStore()), als.exit(() => als.getStore())],
        ['mine', 'default', undefined, undefined],
      );
      assert.is(new AsyncLocalStorage().name, '');
      als.run(1, () => {
        als.disable();
        assert.is(als.getStore(), 'default');
      });
    },
  ],
  [
    'options have to be an object',
    { sync: true, since: 24 },
    ({ hooks: { AsyncLocalStorage } }) => {
      for (const options of [null, 1, 'name', [], () => {}]) {
        assert.throws(
          () => new AsyncLocalStorage(options as never),
          (error: { code?: string }) => error instanceof TypeError && error.code === 'ERR_INVALID_ARG_TYPE',
        );
      }
      assert.throws(() => new AsyncLocalStorage({ name: Symbol('no text') as never }), TypeError);
    },
  ],
  [
    'a class may extend it',
    {},
    async ({ hooks: { AsyncLocalStorage } }) => {
      class Requests extends AsyncLocalStorage<{ id: number }> {
        get id() {
          return this.getStore()?.id;
        }
      }
      const requests = new Requests();
      await requests.run({ id: 1 }, async () => {
        await after(1);
        assert.is(requests.id, 1);
      });
      assert.ok(requests instanceof AsyncLocalStorage);
    },
  ],
  ...enterWithRows,
  ...resourceRows,
];

/**
 * Registers the rows as tests. Each runs in a callback of its own, since contexts begin in callbacks.
 *
 * @param subject - The classes under test.
 */
export function table({ name, hooks, version, synchronous }: Subject): void {
  const test = suite(name);
  for (const [title, { sync, since = 0 }, run] of rows) {
    if (version < since || (synchronous && !sync)) continue;
    test(
      title,
      () =>
        new Promise<void>((resolve, reject) => {
          setTimeout(() => {
            try {
              resolve(run({ hooks, storage: () => new hooks.AsyncLocalStorage<unknown>() }) as void);
            } catch (error) {
              reject(error as Error);
            }
          });
        }),
    );
  }
  test.run();
}
