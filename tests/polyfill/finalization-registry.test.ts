// The polyfilled FinalizationRegistry: callbacks run in the context of the constructor, and nothing else has changed. Needs --expose-gc.
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const Native = globalThis.FinalizationRegistry;
await import('../../polyfill/index.js');
const { gc } = globalThis as { gc?: () => void };
const variable = new AsyncContext.Variable({ defaultValue: 'default' });

/** Makes a registry call its callback. */
async function cleanup(make: (callback: (held: unknown) => void) => FinalizationRegistry<unknown>): Promise<unknown[]> {
  const seen: unknown[] = [];
  const registry = make(function (this: unknown, ...args: unknown[]) {
    seen.push(this, ...args, variable.get());
  });
  (() => variable.run('registration', () => registry.register({}, 'held')))();
  for (let i = 0; i < 100 && seen.length === 0; i++) {
    variable.run('elsewhere', gc!);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  return seen;
}

test('callbacks run in the context of the constructor', async () => {
  assert.equal(await cleanup(callback => variable.run('constructor', () => new FinalizationRegistry(callback))), [undefined, 'held', 'constructor']);
  assert.equal(await cleanup(callback => new FinalizationRegistry(callback)), [undefined, 'held', 'default']);
});

test('so do those of a subclass', async () => {
  class Mine extends FinalizationRegistry<unknown> {}
  const registries: unknown[] = [];
  const seen = await cleanup(callback => {
    const registry = variable.run('constructor', () => new Mine(callback));
    registries.push(registry);
    return registry;
  });
  assert.equal(seen, [undefined, 'held', 'constructor']);
  assert.instance(registries[0], Mine);
});

test('the constructor looks as it did', () => {
  assert.is.not(FinalizationRegistry, Native);
  assert.is(FinalizationRegistry.name, 'FinalizationRegistry');
  assert.is(FinalizationRegistry.length, 1);
  assert.is(FinalizationRegistry.prototype, Native.prototype);
  assert.is(FinalizationRegistry.prototype.constructor, FinalizationRegistry);
  assert.match(Function.prototype.toString.call(FinalizationRegistry), '[native code]');
  for (const [object, key] of [
    [globalThis, 'FinalizationRegistry'],
    [Native.prototype, 'constructor'],
  ] as const) {
    const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(object, key)!;
    assert.equal([writable, enumerable, configurable], [true, false, true]);
  }
  const registry = new FinalizationRegistry(() => {});
  assert.instance(registry, FinalizationRegistry);
  assert.instance(registry, Native);
  assert.is(String(registry), '[object FinalizationRegistry]');
  assert.instance(new Native(() => {}), FinalizationRegistry);
});

test('errors are those of the engine', () => {
  const message = (call: () => unknown) => {
    try {
      call();
    } catch (error) {
      assert.instance(error, TypeError);
      return (error as Error).message;
    }
    return assert.unreachable('nothing was thrown');
  };
  for (const bad of [undefined, null, 1, 'text', {}]) {
    assert.is(
      message(() => Reflect.construct(FinalizationRegistry, [bad])),
      message(() => Reflect.construct(Native, [bad])),
    );
  }
  assert.is(
    message(() => Reflect.construct(FinalizationRegistry, [])),
    message(() => Reflect.construct(Native, [])),
  );
  assert.is(
    message(() => Reflect.apply(FinalizationRegistry, undefined, [() => {}])),
    message(() => Reflect.apply(Native, undefined, [() => {}])),
  );
});

test('the callback is not touched', () => {
  const reads: PropertyKey[] = [];
  const callback = new Proxy(() => {}, {
    get: (target, key) => (reads.push(key), Reflect.get(target, key)),
    getOwnPropertyDescriptor: (target, key) => (reads.push(key), Reflect.getOwnPropertyDescriptor(target, key)),
  });
  new FinalizationRegistry(callback);
  assert.equal(reads, []);
});

test('installed twice, it wraps once', async () => {
  const { install } = await import('../../polyfill/install.js');
  const before = FinalizationRegistry;
  install();
  assert.is(FinalizationRegistry, before);
});

test.run();
