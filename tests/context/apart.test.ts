// The keyed facade: the state that all copies share, the errors outside of a task, and later changes of Variable.prototype by a page.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Variable } from '../../src/index.js';
import { context, createContext } from '../../src/context/index.js';

test('all copies in a realm share one context', () => {
  assert.ok(Symbol.for('asynccontext.context.v1') in globalThis);
});

const symbol = Symbol('secret');
const messages: [name: string, call: () => unknown, message: string][] = [
  ['a key', () => context.set('key', 1), 'context.set: there is no task to hold the key "key"; wrap the entry point in context.run()'],
  ['a symbol', () => context.set(symbol, 1), 'context.set: there is no task to hold the key Symbol(secret); wrap the entry point in context.run()'],
  ['no key', () => context.clear(), 'context.clear: there is no task; wrap the entry point in context.run()'],
  [
    'a context that has a name',
    () => createContext({ name: 'requests' }).set('key', 1),
    'context.set: there is no task of the context "requests" to hold the key "key"; wrap the entry point in context.run()',
  ],
];
for (const [name, call, message] of messages) {
  test(`outside of a task, ${name}`, () => {
    assert.throws(call, (error: Error) => (assert.is(error.message, message), true));
  });
}

test('later changes of Variable.prototype have no effect', () => {
  const { prototype } = Variable;
  const own = createContext();
  const before = Object.getOwnPropertyDescriptors(prototype);
  for (const key of ['get', 'run'] as const) Object.defineProperty(prototype, key, { value: () => assert.unreachable(`${key} is asked`), configurable: true });
  try {
    own.run(() => {
      own.set('key', 'value');
      assert.is(own.get('key'), 'value');
      assert.is(own.active, true);
    });
    assert.is(own.active, false);
  } finally {
    Object.defineProperties(prototype, before);
  }
});

test.run();
