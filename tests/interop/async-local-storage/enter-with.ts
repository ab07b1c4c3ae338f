// The rows about enterWith, and about withScope, which is built on it.
import * as assert from 'uvu/assert';
import { after, inTask, type Row } from './row.js';

export const enterWithRows: Row[] = [
  [
    'enterWith: the rest of the callback, and what follows from it',
    {},
    async ({ storage }) => {
      const als = storage();
      let before: unknown;
      const earlier = new Promise<void>(resolve =>
        setTimeout(() => {
          before = als.getStore();
          resolve();
        }, 1),
      );
      als.enterWith('entered');
      assert.is(als.getStore(), 'entered');
      const later = new Promise(resolve => setTimeout(() => resolve(als.getStore()), 1));
      await earlier;
      assert.equal([before, await later, als.getStore()], [undefined, 'entered', 'entered']);
    },
  ],
  [
    'enterWith: not in callbacks that somebody else starts',
    {},
    async ({ storage }) => {
      const als = storage();
      const other = inTask(() => inTask(() => als.getStore()));
      await inTask(async () => {
        als.enterWith('entered');
        await after(3);
      });
      assert.equal([await other, als.getStore()], [undefined, undefined]);
    },
  ],
  [
    'enterWith: in run, and after it what was before',
    { sync: true },
    ({ storage }) => {
      const als = storage();
      als.run('outer', () => {
        als.run('inner', () => {
          als.enterWith('entered');
          assert.is(als.getStore(), 'entered');
        });
        assert.is(als.getStore(), 'outer');
      });
      assert.is(als.getStore(), undefined);
    },
  ],
  [
    'enterWith: what was started before keeps the store it had',
    {},
    async ({ storage }) => {
      const als = storage();
      const get = () => als.getStore();
      const late = async () => {
        await after(1);
        return get();
      };
      const lateUnseen = async () => {
        await null;
        return get();
      };
      const seen = await als.run('outer', () => {
        const before = [late(), lateUnseen(), Promise.resolve().then(get)];
        als.enterWith('entered');
        return Promise.all([...before, late(), lateUnseen(), Promise.resolve().then(get)]);
      });
      assert.equal(seen, ['outer', 'outer', 'outer', 'entered', 'entered', 'entered']);
    },
  ],
  [
    'enterWith: after an await, for the rest of the async function; its caller keeps its own',
    {},
    async ({ storage }) => {
      const als = storage();
      await als.run('outer', async () => {
        const inner = async () => {
          await after(1);
          als.enterWith('entered');
          assert.is(als.getStore(), 'entered');
          const unseen = (async () => {
            await 1;
            return als.getStore();
          })();
          await null;
          assert.is(als.getStore(), 'entered');
          await after(1);
          return [als.getStore(), await unseen];
        };
        assert.equal(await inner(), ['entered', 'entered']);
        assert.is(als.getStore(), 'outer');
      });
    },
  ],
  [
    'enterWith: before the first await of an async function, its caller sees it too',
    {},
    async ({ storage }) => {
      const als = storage();
      await als.run('outer', async () => {
        const inner = async () => {
          als.enterWith('entered');
          await after(1);
          return als.getStore();
        };
        const result = inner();
        assert.is(als.getStore(), 'entered');
        assert.equal([await result, als.getStore()], ['entered', 'entered']);
      });
    },
  ],
  [
    'enterWith: in a reaction, for what follows from it alone',
    {},
    async ({ storage }) => {
      const als = storage();
      const get = () => als.getStore();
      await als.run('outer', async () => {
        const started = after(1).then(() => {
          als.enterWith('entered');
          return after(1).then(get);
        });
        assert.equal([await started, await started.then(get), get()], ['entered', 'outer', 'outer']);
      });
    },
  ],
  [
    'enterWith: again and again; each thing started in between has its own',
    {},
    async ({ storage }) => {
      const als = storage();
      const unseen = async () => {
        await null;
        return als.getStore();
      };
      const seen = await als.run('outer', () => {
        const started: Promise<unknown>[] = [unseen()];
        for (let i = 0; i < 50; i++) {
          als.enterWith(i);
          started.push(
            unseen(),
            after(1).then(() => als.getStore()),
          );
        }
        return Promise.all(started);
      });
      assert.equal(seen, ['outer', ...Array.from({ length: 100 }, (_, index) => index >> 1)]);
    },
  ],
  [
    'enterWith: of one storage leaves the others alone',
    { sync: true },
    ({ storage }) => {
      const [one, two] = [storage(), storage()];
      one.run(1, () =>
        two.run(2, () => {
          two.enterWith('entered');
          assert.equal([one.getStore(), two.getStore()], [1, 'entered']);
        }),
      );
    },
  ],
  [
    'enterWith: outlasts the run of another storage, which puts back its own alone',
    { sync: true },
    ({ storage }) => {
      const [one, two] = [storage(), storage()];
      two.run('outer', () => {
        one.run(1, () => two.enterWith('entered'));
        assert.equal([one.getStore(), two.getStore()], [undefined, 'entered']);
      });
      assert.is(two.getStore(), undefined);
    },
  ],
  [
    'enterWith: with no store takes it away',
    {},
    async ({ storage }) => {
      const als = storage();
      await als.run('outer', async () => {
        await after(1);
        als.enterWith(undefined);
        assert.is(als.getStore(), undefined);
        await after(1);
        assert.is(als.getStore(), undefined);
      });
    },
  ],
  [
    'enterWith: a hundred flows at once, each after awaits',
    {},
    async ({ storage }) => {
      const als = storage();
      const ids = Array.from({ length: 100 }, (_, id) => id);
      await als.run('shared', () =>
        Promise.all(
          ids.map(async id => {
            await after(id % 3);
            assert.is(als.getStore(), 'shared');
            als.enterWith(id);
            for (let step = 0; step < 4; step++) {
              assert.is(als.getStore(), id);
              await (step % 2 ? after(id % 2) : step);
            }
            assert.is(als.getStore(), id);
          }),
        ),
      );
      assert.is(als.getStore(), undefined);
    },
  ],
  [
    'enterWith: an AsyncResource and a snapshot keep what they captured',
    {},
    async ({ hooks: { AsyncLocalStorage, AsyncResource }, storage }) => {
      const als = storage();
      const get = () => als.getStore();
      await als.run('outer', async () => {
        const [resource, snapshot] = [new AsyncResource('test'), AsyncLocalStorage.snapshot()];
        als.enterWith('entered');
        assert.equal([resource.runInAsyncScope(get), snapshot(get), AsyncLocalStorage.bind(get)()], ['outer', 'outer', 'entered']);
        resource.runInAsyncScope(() => als.enterWith('inside'));
        assert.is(get(), 'entered');
        await after(1);
        assert.equal([AsyncLocalStorage.snapshot()(get), get()], ['entered', 'entered']);
      });
    },
  ],
  [
    'withScope: the store until it is disposed of, once',
    { sync: true, since: 24 },
    ({ storage }) => {
      const als = storage();
      als.run('outer', () => {
        const scope = als.withScope!('scope');
        const inner = als.withScope!('inner');
        assert.is(als.getStore(), 'inner');
        inner.dispose();
        assert.is(als.getStore(), 'scope');
        scope.dispose();
        assert.is(als.getStore(), 'outer');
        als.enterWith('entered');
        scope.dispose();
        assert.is(als.getStore(), 'entered');
      });
    },
  ],
  [
    'withScope: by Symbol.dispose, over awaits',
    { since: 24 },
    async ({ storage }) => {
      const { dispose } = Symbol as { dispose?: symbol };
      if (dispose === undefined) return;
      const als = storage();
      await als.run('outer', async () => {
        const scope = als.withScope!('scope') as unknown as Record<symbol, () => void>;
        await after(1);
        assert.is(als.getStore(), 'scope');
        scope[dispose]!();
        assert.is(als.getStore(), 'outer');
        await after(1);
        assert.is(als.getStore(), 'outer');
      });
    },
  ],
];
