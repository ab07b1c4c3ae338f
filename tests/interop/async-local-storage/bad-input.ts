// Bad input to our classes: a TypeError with Node's error code that names the member, the expected and the received value. The store is unchanged.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Hooks } from './row.js';

const values: [value: unknown, description: string][] = [
  [undefined, 'undefined'],
  [null, 'null'],
  [1, '1'],
  ['text', '"text"'],
  [true, 'true'],
  [1n, 'a bigint'],
  [Symbol('s'), 'a symbol'],
  [{}, 'an object'],
  [[], 'an object'],
  [Promise.resolve(), 'an object'],
  [Object.create(null), 'an object'],
];

export function badInput(name: string, { AsyncLocalStorage, AsyncResource }: Hooks): void {
  const test = suite(`AsyncLocalStorage: ${name}: bad input`);
  const storage = new AsyncLocalStorage<unknown>();
  const resource = new AsyncResource('test');

  function rejects(call: () => unknown, member: string, expected: string, got: string): void {
    const isRight = (error: unknown): boolean => {
      assert.instance(error, TypeError);
      const { message, code } = error as TypeError & { code?: string };
      assert.is(message, `${member}: expected ${expected}, got ${got}`);
      assert.is(code, 'ERR_INVALID_ARG_TYPE');
      return true;
    };
    assert.throws(call, isRight);
    storage.run('store', () => {
      assert.throws(call, isRight);
      assert.is(storage.getStore(), 'store');
    });
    assert.is(storage.getStore(), undefined);
  }

  for (const [value, description] of values) {
    test(`where a function is expected: ${description}`, () => {
      const fn = value as () => void;
      rejects(() => storage.run(1, fn), 'AsyncLocalStorage.prototype.run', 'a function', description);
      rejects(() => storage.exit(fn), 'AsyncLocalStorage.prototype.exit', 'a function', description);
      rejects(() => AsyncLocalStorage.bind(fn), 'AsyncLocalStorage.bind', 'a function', description);
      rejects(() => AsyncLocalStorage.snapshot()(fn), 'AsyncLocalStorage.snapshot', 'a function', description);
      rejects(() => AsyncResource.bind(fn), 'AsyncResource.bind', 'a function', description);
      rejects(() => resource.bind(fn), 'AsyncResource.prototype.bind', 'a function', description);
      rejects(() => resource.runInAsyncScope(fn), 'AsyncResource.prototype.runInAsyncScope', 'a function', description);
    });
    if (description !== '"text"') {
      test(`where a string is expected: ${description}`, () => {
        rejects(() => new AsyncResource(value as string), 'AsyncResource', 'a string as type', description);
      });
    }
  }
  test('missing arguments', () => {
    rejects(() => Reflect.apply(storage.run, storage, []), 'AsyncLocalStorage.prototype.run', 'a function', 'undefined');
    rejects(() => Reflect.apply(storage.exit, storage, []), 'AsyncLocalStorage.prototype.exit', 'a function', 'undefined');
    rejects(() => Reflect.apply(resource.runInAsyncScope, resource, []), 'AsyncResource.prototype.runInAsyncScope', 'a function', 'undefined');
  });
  test('options', () => {
    rejects(() => new AsyncLocalStorage(null as never), 'AsyncLocalStorage', 'an object as options', 'null');
    rejects(() => new AsyncLocalStorage({ name: Symbol('s') as never }), 'AsyncLocalStorage', 'a string as name', 'a symbol');
    rejects(() => new AsyncResource('test', null as never), 'AsyncResource', 'an id or an object as options', 'null');
  });
  test('the classes have their names', () => {
    assert.equal([AsyncLocalStorage.name, AsyncResource.name], ['AsyncLocalStorage', 'AsyncResource']);
  });
  test.run();
}
