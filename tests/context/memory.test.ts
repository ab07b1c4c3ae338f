// Memory: a layer caches lookups in the layers below, but keeps no value alive that they no longer have. Needs --expose-gc.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../src/context/index.js';

const { gc } = globalThis as { gc?: () => void };
const context = createContext({ inherit: 'chain' });

/** Enters the task in which it was made. */
type Enter = (fn: () => unknown) => unknown;
const here = (): Enter => context.bind((fn: () => unknown) => fn());
const child = (enter: Enter): Enter => enter(() => context.run(here)) as Enter;

const ways: [name: string, take: (root: Enter) => void][] = [
  ['deleted', root => void root(() => context.delete('key'))],
  ['cleared', root => void root(() => context.clear())],
  ['set again', root => void root(() => context.set('key', 1))],
];
for (const [name, take] of ways) {
  test(`a value that was ${name} below is gone, though a layer above has found it and looks no more`, async () => {
    const root = context.run(here);
    let top = root;
    for (let depth = 0; depth < 5; depth++) top = child(top);
    // In a function of its own, since a local variable here would keep the value alive.
    const ref = (() => {
      const value = {};
      root(() => context.set('key', value));
      assert.is(
        top(() => context.get('key')),
        value,
      );
      return new WeakRef(value);
    })();
    take(root);
    for (let tries = 0; ref.deref() !== undefined && tries < 100; tries++) {
      await new Promise(resolve => setTimeout(resolve, 10));
      gc!();
    }
    assert.is(ref.deref(), undefined);
    assert.is(
      top(() => context.has('key')),
      name === 'set again',
    );
  });
}

test('a layer that is asked for ever new keys remembers no more than a few', async () => {
  let top = context.run(here);
  for (let depth = 0; depth < 5; depth++) top = child(top);
  const used = () => (gc!(), process.memoryUsage().heapUsed);
  const ask = (from: number, to: number) =>
    top(() => {
      for (let i = from; i < to; i++) assert.is(context.has(`${'a long key '.repeat(20)}${i}`), false);
    });
  ask(0, 1_000);
  const before = used();
  ask(1_000, 51_000);
  // All values together would be some ten megabytes.
  assert.ok(used() - before < 3e6, `${used() - before} bytes more`);
});

test.run();
