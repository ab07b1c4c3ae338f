// The keyed facade in an engine without structuredClone: it refuses copies, except by a `clone` function of the user's.
import { test } from 'uvu';
import * as assert from 'uvu/assert';

Reflect.deleteProperty(globalThis, 'structuredClone');
const { createContext } = await import('../../src/context/index.js');

test('to copy is a TypeError that names both remedies', () => {
  const context = createContext({ inherit: 'copy' });
  context.run(() => {
    context.set('key', { value: 1 });
    assert.throws(
      () => context.run(() => {}),
      (error: Error) => {
        assert.instance(error, TypeError);
        assert.is(error.message, 'context.run: expected structuredClone or the option clone of createContext, to copy with, got undefined');
        return true;
      },
    );
  });
});

test('a clone of the user copies', () => {
  const context = createContext({ inherit: 'copy', clone: value => ({ ...(value as object) }) });
  context.run(() => {
    const value = { value: 1 };
    context.set('key', value);
    context.run(() => {
      assert.equal(context.get('key'), value);
      assert.is.not(context.get('key'), value);
    });
  });
});

test.run();
