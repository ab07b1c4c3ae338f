// The check whether an engine's await can be hooked.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isAwaitSeen } from '../../src/carriers/browser/self-check.js';

test('this engine reads the constructor of what is awaited', () => {
  assert.is(isAwaitSeen(Promise), true);
});

test('an engine that reads nothing is found out', () => {
  // A stand-in for such an engine: its promises ignore a new accessor, so no read is ever seen.
  const blind = {
    resolve: () => new Proxy({}, { defineProperty: () => true }),
  } as unknown as PromiseConstructor;
  assert.is(isAwaitSeen(blind), false);
});

test('promises that nothing can be asked of are no error', () => {
  for (const resolve of [
    () => Object.freeze({}),
    () => undefined,
    () => {
      throw new Error('not for you');
    },
  ]) {
    assert.is(isAwaitSeen({ resolve } as unknown as PromiseConstructor), false);
  }
});

test.run();
