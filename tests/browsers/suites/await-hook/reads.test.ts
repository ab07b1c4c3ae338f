// Promises read the values that they are given as often as without the library, and in the same order: proxies record the reads.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../../src/index.js';

const { setTimeout: nativeSetTimeout, Promise: NativePromise } = globalThis;
type Log = string[];

/** An object that records every read of a property. */
function noted<T extends object>(object: T, log: Log, name: string): T {
  const handler: ProxyHandler<T> = {};
  for (const trap of ['get', 'has', 'getOwnPropertyDescriptor', 'getPrototypeOf', 'set', 'defineProperty', 'deleteProperty', 'isExtensible'] as const) {
    Object.defineProperty(handler, trap, {
      value(target: T, ...args: unknown[]) {
        log.push(`${trap} ${name} ${typeof args[0] === 'object' ? '' : String(args[0])}`);
        const found: unknown = Reflect.apply(Reflect[trap], undefined, [target, ...args]);
        return trap === 'get' && typeof found === 'function' && target instanceof NativePromise ? found.bind(target) : found;
      },
    });
  }
  return new Proxy(object, handler);
}

class Derived<T> extends Promise<T> {}

/** A class that records reads of its properties, and of those of its promises. */
function telling(log: Log): PromiseConstructor {
  class Telling<T> extends Promise<T> {
    static override get [Symbol.species]() {
      log.push('species');
      return Telling;
    }
  }
  const { then } = Promise.prototype;
  Object.defineProperties(Telling.prototype, {
    constructor: { get: () => (log.push('constructor'), Telling) },
    then: { get: () => (log.push('then'), then) },
  });
  return Telling;
}

/** Values to pass to a promise. */
const values: Record<string, (log: Log) => unknown> = {
  'an object': log => noted({}, log, 'object'),
  'a thenable': log => noted({ then: (ok: () => void) => ok() }, log, 'thenable'),
  'a thenable that throws': log =>
    noted(
      {
        then() {
          throw new Error('expected');
        },
      },
      log,
      'thenable',
    ),
  'a thenable that is none': log => noted({ then: 1 }, log, 'object'),
  'a promise behind a proxy': log => noted(Promise.resolve(1), log, 'promise'),
  'a derived promise behind a proxy': log => noted(Derived.resolve(1), log, 'promise'),
  'a promise of a class that tells': log => telling(log).resolve(1),
  'a promise with getters of its own': log =>
    Object.defineProperties(Promise.resolve(1), {
      then: { get: () => (log.push('own then'), Promise.prototype.then) },
      constructor: { get: () => (log.push('own constructor'), Promise) },
    }),
  'a promise with an own constructor that tells': log => Object.assign(Promise.resolve(1), { constructor: noted(Derived, log, 'class') }),
  'a function': log => noted(() => {}, log, 'function'),
};

/** The ways to pass a value to a promise. */
const paths: Record<string, (value: any) => unknown> = {
  await: async value => void (await value),
  'returned from an async function': async value => value,
  'Promise.resolve': value => Promise.resolve(value),
  'Derived.resolve': value => Derived.resolve(value),
  resolve: value => new Promise(resolve => resolve(value)),
  'returned from then': value => Promise.resolve().then(() => value),
  'returned from catch': value => Promise.reject().catch(() => value),
  'returned from finally': value => Promise.resolve().finally(() => value),
  'returned from then of a derived promise': value => Derived.resolve().then(() => value),
  'Promise.all': value => Promise.all([value]),
  'Promise.race': value => Promise.race([value]),
  'Promise.any': value => Promise.any([value]),
  'Promise.allSettled': value => Promise.allSettled([value]),
  'for await': async value => {
    for await (const _ of [value]);
  },
  yield: async value => {
    for await (const _ of (async function* () {
      yield value;
    })());
  },
  'rejected with': value => Promise.reject(value),
  'then called': value => value.then(() => {}),
  'catch of Promise.prototype called': value => Promise.prototype.catch.call(value, () => {}),
  'finally of Promise.prototype called': value => Promise.prototype.finally.call(value, () => {}),
};

/** All reads, until nothing more happens. */
async function record(path: (value: unknown) => unknown, value: (log: Log) => unknown, run = (fn: () => unknown) => fn()): Promise<Log> {
  const log: Log = [];
  run(() => {
    const made = value(log);
    log.length = 0;
    const ignore = (error?: unknown) => void log.push(`rejected ${error instanceof Error ? error.name : ''}`);
    (async () => path(made))().then(() => {}, ignore);
  });
  await new NativePromise(resolve => nativeSetTimeout(resolve, 1));
  return log;
}

const test = suite('reads');
const programs = Object.entries(paths).flatMap(([path, take]) =>
  Object.entries(values).map(([kind, value]) => ({ name: `${path}: ${kind}`, record: (run?: (fn: () => unknown) => unknown) => record(take, value, run) })),
);
const natively = new Map<string, Log>();
for (const { name, record } of programs) {
  test(`before the first Variable: ${name}`, async () => void natively.set(name, await record()));
}
let inContext: (fn: () => unknown) => unknown;
test('the first Variable', () => {
  const variable = new AsyncContext.Variable<number>();
  inContext = fn => variable.run(1, fn);
  assert.ok([...natively.values()].some(log => log.length > 0));
});
for (const { name, record } of programs) {
  test(`in no context: ${name}`, async () => assert.equal(await record(), natively.get(name)));
  test(`in a context: ${name}`, async () => assert.equal(await record(inContext), natively.get(name)));
}

test.run();
