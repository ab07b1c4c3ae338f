// A realm without FinalizationRegistry: ids of collected Variables are not reused, and everything else works.
import { test } from 'uvu';
import * as assert from 'uvu/assert';

Reflect.deleteProperty(globalThis, 'FinalizationRegistry');
const { createKeys } = await import('../../src/agent/keys.js');
const { Variable } = await import('../../src/index.js');

test('keys are new', () => {
  const allocate = createKeys();
  assert.equal(
    [{}, {}, {}].map(owner => allocate(owner)),
    [0, 1, 2].map(id => ({ id, serial: id + 1 })),
  );
});

test('Variables have their values', () => {
  const [one, two] = [new Variable({ defaultValue: 0 }), new Variable({ defaultValue: 0 })];
  assert.equal(
    one.run(1, () => two.run(2, () => [one.get(), two.get()])),
    [1, 2],
  );
  assert.equal([one.get(), two.get()], [0, 0]);
});

test.run();
