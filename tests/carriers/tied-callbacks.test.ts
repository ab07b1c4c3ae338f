// Callbacks tied to contexts, and the objects of a page that must not be touched.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { carrier, Variable } from './variables.js';
import { bindCallback, expectReaction, isUntouchable, reading, within } from '../../src/carriers/browser/callbacks.js';
import { createContext, currentContext, EMPTY, segment } from '../../src/carriers/browser/segments.js';
import { Mapping } from '../../src/mapping/mapping.js';

assert.is(carrier.name, 'browser');
const variable = new Variable();
const A = createContext(Mapping.EMPTY);
const revoked = (): Function => {
  const { proxy, revoke } = Proxy.revocable(() => {}, {});
  revoke();
  return proxy;
};

test('a call within a context gets its this and its arguments; what was current is current after it, whatever it does', () => {
  const result = within(
    A,
    function (this: unknown, ...args: unknown[]) {
      return [this, args, currentContext() === A];
    },
    'this',
    [1, 2],
  );
  assert.equal(result, ['this', [1, 2], true]);
  assert.is(currentContext(), EMPTY);
  assert.throws(
    () =>
      within(
        A,
        () => {
          throw new Error('mine');
        },
        undefined,
        [],
      ),
    /mine/,
  );
  assert.is(currentContext(), EMPTY);
  segment(
    A,
    () => {
      within(EMPTY, () => assert.is(currentContext(), EMPTY), undefined, []);
      assert.is(currentContext(), A);
    },
    undefined,
    [],
  );
});

test('objects that must not be touched: a revoked proxy, and an object without a prototype that throws when it is asked for a property', () => {
  assert.is(isUntouchable(revoked()), true);
  const foreign = new Proxy(() => {}, {
    getPrototypeOf: () => null,
    has: () => {
      throw new TypeError('Permission denied');
    },
  });
  assert.is(isUntouchable(foreign), true);
});

test('objects that may be touched are asked as little as possible', () => {
  const asked: PropertyKey[] = [];
  const has = (_: object, key: PropertyKey) => {
    asked.push(key);
    return key !== 'unknown';
  };
  assert.is(isUntouchable(new Proxy(() => {}, { has })), false);
  assert.equal(asked, [], 'one that has a prototype');
  for (const known of [true, false])
    assert.is(isUntouchable(new Proxy(() => {}, { getPrototypeOf: () => null, has: (...args) => has(...args) && known })), false);
  // `length`: every function has it, so the question tells a page nothing.
  assert.equal(asked, ['length', 'length']);
});

test('a tied callback runs in its context, with its this, its arguments and its result; what is none, or untouchable, stays as it is', () => {
  const tied = bindCallback(function (this: unknown, ...args: unknown[]) {
    return [this, args, currentContext() === A];
  }, A) as Function;
  assert.equal(tied.call('this', 1, 2), ['this', [1, 2], true]);
  for (const other of [undefined, null, 1, 'text', {}, revoked()]) assert.is(bindCallback(other, A), other);
});

/** Whether the promise that a callback returns has no reaction: then Node reports an unhandled rejection. */
async function isUnhandled(fn: (reason: Error) => unknown): Promise<boolean> {
  const heard: unknown[] = [];
  const hear = (reason: unknown) => void heard.push(reason);
  process.on('unhandledRejection', hear);
  const reason = new Error('expected by this test');
  variable.run('A', () => fn(reason));
  await new Promise(resolve => setTimeout(resolve, 1));
  await new Promise(resolve => setTimeout(resolve, 1));
  process.off('unhandledRejection', hear);
  return heard.includes(reason);
}
const reject = (reason: Error) => Promise.reject(reason);

test('a rejection that a callback returns is unhandled as ever, but where the engine reacts to it', async () => {
  for (const isFollowed of [undefined, false]) assert.is(await isUnhandled(reason => (bindCallback(() => reject(reason), A, isFollowed) as Function)()), true);
  assert.is(await isUnhandled(reason => (bindCallback(() => reject(reason), A, true) as Function)()), false);
});

test('a reaction of the engine’s that is expected changes no context, and what is no promise is none', () => {
  variable.run('A', () => {
    for (const value of [Promise.resolve(), new Promise(() => {}), undefined, null, 1, 'text', {}, () => {}]) {
      expectReaction(value);
      assert.is(variable.get(), 'A');
    }
  });
  assert.is(variable.get(), undefined);
});

test('an object that is read for the engine: its getters get itself, its members may be others, and what is asked is whether they are there', () => {
  const object = {
    get self() {
      return this;
    },
    member: 1,
  };
  const read = reading(object, (key, value) => (key === 'member' ? [key, value] : value)) as Record<string, unknown>;
  assert.is(read['self'], object);
  assert.equal(read['member'], ['member', 1]);
  assert.is(read['other'], undefined);
  assert.equal(
    ['member', 'other', 'size', 'toString'].map(key => key in read),
    [true, false, true, true],
  );
});

test.run();
