// The limits of AsyncLocalStorage in browsers: what is lost, that a warning says so, and that nobody finds another flow's store.
import { createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncLocalStorage } from '../../../src/interop/async-local-storage.js';
import { AsyncContextManager } from '../../../src/interop/opentelemetry.js';
import { Variable } from '../../../src/index.js';
import { after, inTask } from './row.js';

const warnings: string[] = [];
const { warn } = console;
test.before(() => void (console.warn = text => void warnings.push(text)));
test.after(() => void (console.warn = warn));

test('enterWith after an await outside of any run has no effect, and warns once', async () => {
  const als = new AsyncLocalStorage<number>();
  await after(1);
  als.enterWith(1);
  assert.is(als.getStore(), undefined);
  als.enterWith(2);
  await null;
  assert.is(als.getStore(), undefined);
  assert.is(warnings.length, 1);
  assert.match(warnings[0]!, /^asynccontext: AsyncLocalStorage\.enterWith .*Use run.*AsyncLocalStorage\.bind/s);
});

test('the remedies: a callback, a bound function', async () => {
  const als = new AsyncLocalStorage<number>();
  const enter = async (id: number) => {
    als.enterWith(id);
    await after(1);
    return als.getStore();
  };
  assert.equal([await inTask(() => enter(1)), await AsyncLocalStorage.bind(enter)(2), await als.run(0, enter, 3)], [1, 2, 3]);
  assert.is(als.getStore(), undefined);
});

test('enterWith after an await of something that is no promise has no effect', async () => {
  const als = new AsyncLocalStorage<unknown>();
  await als.run('outer', async () => {
    await null;
    als.enterWith('entered');
    assert.is(als.getStore(), 'outer');
    await after(1);
    assert.is(als.getStore(), 'outer');
  });
});

test('flows that enter after such an await never find the store of another', async () => {
  const als = new AsyncLocalStorage<unknown>();
  const flow = async (id: number, outer: unknown) => {
    await null;
    assert.is(als.getStore(), outer);
    als.enterWith(id);
    assert.ok([id, outer].includes(als.getStore() as number));
    await null;
    assert.ok([id, outer, undefined].includes(als.getStore() as number));
    await after(id % 2);
    assert.ok([id, outer, undefined].includes(als.getStore() as number));
  };
  const ids = Array.from({ length: 50 }, (_, id) => id);
  await Promise.all(ids.map(id => flow(id, undefined)));
  await als.run('outer', () => Promise.all(ids.map(id => flow(id, 'outer'))));
});

test('to enter what is there already is no reason to warn', async () => {
  const before = warnings.length;
  const als = new AsyncLocalStorage<number>();
  als.enterWith(undefined as never);
  await als.run(1, async () => {
    await null;
    als.enterWith(1);
  });
  assert.is(warnings.length, before);
});

test('a Variable beside: its value stays through enterWith', async () => {
  const [als, variable] = [new AsyncLocalStorage<number>(), new Variable<string>()];
  await variable.run('mine', () =>
    als.run(1, async () => {
      await after(1);
      als.enterWith(2);
      await after(1);
      assert.equal([variable.get(), als.getStore()], ['mine', 2]);
    }),
  );
});

test('attach of a context manager: the same, in words of its own', async () => {
  const manager = new AsyncContextManager();
  const before = warnings.length;
  await after(1);
  manager.attach(ROOT_CONTEXT.setValue(createContextKey('test'), 1)).dispose();
  assert.is(manager.active(), ROOT_CONTEXT);
  assert.is(warnings.length, before + 1);
  assert.match(warnings[before]!, /^asynccontext: AsyncContextManager\.attach .*Use with.* bind/s);
});

test.run();
