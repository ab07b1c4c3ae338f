// Dexie, whose transactions follow native await by zones of its own, with a real IndexedDB, loaded before this library and after it.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

/** When Dexie is loaded: before this library, between it and the first Variable, or after that, in a context or in none. */
declare const ORDER: 'before' | 'between' | 'after' | 'after, in a context';

const load = () => import('dexie');
let dexie!: typeof import('dexie');
if (ORDER === 'before') dexie = await load();
const { Variable } = await import('../../../../src/index.js');
if (ORDER === 'between') dexie = await load();

const { setTimeout: nativeSetTimeout } = globalThis;
const test = suite(`dexie ${ORDER}`);
const sleep = (ms: number) => new Promise<void>(resolve => nativeSetTimeout(resolve, ms));

let variable: any = { get: () => undefined };
let db: any;
let counter = 0;
const key = () => ++counter;

async function open(): Promise<void> {
  db = new dexie.Dexie('neighbours');
  db.version(1).stores({ items: 'id' });
  await db.open();
}

/** One flow through a transaction. Returns the places where it lost its context, or its transaction. */
async function flow(name: string | undefined): Promise<string[]> {
  const { Dexie } = dexie;
  const losses: string[] = [];
  const look = (where: string, within: unknown = null) => {
    if (variable.get() !== name) losses.push(`${name} saw ${variable.get()} ${where}`);
    if ((Dexie.currentTransaction ?? null) !== within) losses.push(`${name} was in ${Dexie.currentTransaction ? 'a' : 'no'} transaction ${where}`);
  };
  const id = key();
  look('at the start');
  await db.items.put({ id, name: 'first' });
  look('after put');
  const result = await db.transaction('rw', db.items, async (own: unknown) => {
    look('in the transaction', own);
    const found = await db.items.get(id);
    look('after get', own);
    await (async () => {
      look('in an async function', own);
      await db.items.put({ id, name: 'second' });
      look('in an async function, after put', own);
    })();
    look('after an async function', own);
    await Promise.resolve();
    look('after a settled promise', own);
    await Promise.all(
      [1, 2].map(async number => {
        await db.items.put({ id: key(), name: String(number) });
        look('side by side', own);
        await db.items.get(id);
        look('side by side, later', own);
      }),
    );
    look('after all', own);
    await db.items.where('id').equals(id).modify({ name: 'third' });
    look('after modify', own);
    await db.items.get(id).then(() => look('in then', own));
    look('after then', own);
    await db.transaction('r', db.items, async (inner: unknown) => {
      await db.items.get(id);
      look('in a transaction within', inner);
    });
    look('after a transaction within', own);
    return found.name;
  });
  look('after the transaction');
  assert.is(result, 'first');
  const { name: last } = await db.items.get(id);
  look('after get');
  assert.is(last, 'third');
  const abort = new Error('expected');
  const failure = await db
    .transaction('rw', db.items, async () => {
      await db.items.put({ id, name: 'undone' });
      await Promise.resolve();
      throw abort;
    })
    .catch((error: unknown) => error);
  look('after a transaction that failed');
  assert.is(failure, abort);
  assert.is((await db.items.get(id)).name, 'third');
  look('at the end');
  return losses;
}

async function flows(): Promise<void> {
  const names = ['a', undefined, 'b', 'c', undefined];
  const losses = await Promise.all(names.map(name => (name === undefined ? flow(name) : variable.run(name, () => flow(name)))));
  assert.equal(losses.flat(), []);
  assert.is(variable.get(), undefined);
}

/** Checks that other code is in no transaction while one is in progress. */
async function apart(): Promise<void> {
  let done = false;
  const others = (async () => {
    while (!done) {
      assert.is(dexie.Dexie.currentTransaction ?? undefined, undefined);
      assert.is(globalThis.Promise, NativePromise);
      await sleep(0);
      for (let i = 0; i < 5; i++) await i;
    }
  })();
  await flow(variable.get());
  done = true;
  await others;
}
const NativePromise = globalThis.Promise;

if (ORDER === 'before' || ORDER === 'between') {
  test('before the first Variable: opens', open);
  test('before the first Variable: transactions', async () => assert.equal(await flow(undefined), []));
  test('before the first Variable: other code is in no transaction', apart);
}
test('the first Variable', async () => {
  variable = new Variable<string>();
  if (ORDER === 'after') dexie = await load();
  if (ORDER === 'after, in a context') dexie = await variable.run('loading', load);
  // Opened again, since Dexie has captured functions of a database that it opened before, and these know nothing of contexts.
  db?.close();
  await open();
});
test('transactions in no context', async () => assert.equal(await flow(undefined), []));
test('transactions in a context', async () => assert.equal(await variable.run('a', () => flow('a')), []));
test('transactions of several flows at once', flows);
test('run within a transaction', async () => {
  const id = key();
  const inner = (name: string, own: unknown) =>
    variable.run(name, async () => {
      for (let i = 0; i < 3; i++) {
        await db.items.put({ id, name });
        await db.items
          .get(id)
          .then(() => assert.is(variable.get(), name))
          .finally(() => assert.is(variable.get(), name));
        assert.is(variable.get(), name);
        // An await of Dexie's promise, which is a thenable that resolves at once, so two unseen steps. It keeps the context, since `get` above has touched it.
        await Promise.resolve();
        assert.is(variable.get(), name);
        assert.is(dexie.Dexie.currentTransaction, own);
      }
    });
  // An async function, since an await of Dexie's own promise would continue in the context of whoever settles it: the README's exception.
  await variable.run('outer', async () =>
    db.transaction('rw', db.items, async (own: unknown) => {
      await inner('one', own);
      assert.is(variable.get(), 'outer');
      await Promise.all([inner('two', own), inner('three', own)]);
      assert.is(variable.get(), 'outer');
      assert.is(dexie.Dexie.currentTransaction, own);
    }),
  );
  assert.is(variable.get(), undefined);
});
test('other code is in no transaction', apart);
test('other code is in no transaction, in a context', () => variable.run('apart', apart));

test('liveQuery tells of changes', async () => {
  const id = key();
  const seen: unknown[] = [];
  let changed!: () => void;
  const subscription = variable.run('watcher', () =>
    dexie
      .liveQuery(async () => {
        const found = await db.items.get(id);
        await Promise.resolve();
        return found?.name;
      })
      .subscribe((name: unknown) => {
        seen.push(name);
        changed?.();
      }),
  );
  const next = (name: unknown) =>
    new Promise<void>(resolve => {
      changed = () => void (seen.at(-1) === name && resolve());
      changed();
    });
  while (seen.length === 0) await sleep(1);
  assert.is(seen[0], undefined);
  for (const name of ['one', 'two']) {
    await variable.run('writer', () => db.items.put({ id, name }));
    await next(name);
  }
  subscription.unsubscribe();
});

test('ends', () => db.delete());
test.run();
