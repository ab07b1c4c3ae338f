// The hook on native promises changes nothing else for the page: neither how the functions and properties look, nor how they behave.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const shape = () => {
  const of = (object: object) =>
    Reflect.ownKeys(object).map(key => {
      const { get, set, value, ...rest } = Object.getOwnPropertyDescriptor(object, key)!;
      return { key: String(key), get, set, value, ...rest };
    });
  return [...of(Promise.prototype), ...of(Promise)];
};
// Imported dynamically, since a static import would be evaluated before `shape()`.
const onLoad = shape();
const native = { then: Promise.prototype.then, resolve: Promise.resolve };
const nativeSources = Object.entries(native).map(([name, fn]) => [name, String(fn)] as const);
const { then: nativeThen } = native;
const { Variable } = (await import('../../../src/index.js')).AsyncContext;
const onImport = shape();
const { document } = globalThis as any;

const test = suite('promises');

test('the import touches nothing', () => {
  assert.is(onImport.length, onLoad.length);
  for (const [index, property] of onLoad.entries()) {
    for (const [attribute, value] of Object.entries(property)) assert.is((onImport[index] as any)[attribute], value, property.key);
  }
  assert.is(Promise.prototype.then, nativeThen);
});

let variable: any;
/** Registers a test that has to pass in no context and in one. */
function both(name: string, body: (inContext: boolean) => unknown): void {
  test(`${name}: in no context`, () => body(false) as Promise<void>);
  test(`${name}: in a context`, () => variable.run(1, body, true));
}

test('the first Variable changes three properties, of which `constructor` alone becomes an accessor', () => {
  variable = new Variable();
  const after = shape();
  assert.equal(
    after.map(({ key }) => key),
    onLoad.map(({ key }) => key),
  );
  const changed = onLoad.flatMap((before, index) => {
    const now = after[index] as any;
    return Object.entries(before).some(([attribute, value]) => value !== now[attribute]) ? [{ before: before as any, now }] : [];
  });
  assert.equal(changed.map(({ now }) => now.key).sort(), ['constructor', 'resolve', 'then']);
  for (const { before, now } of changed) {
    const { key } = now;
    assert.is(now.enumerable, before.enumerable, key);
    assert.is(now.configurable, before.configurable, key);
    const isAccessor = key === 'constructor';
    // Inevitable differences: an accessor has no `writable` and no `value`; an assignment calls its setter.
    assert.is(typeof now.get, isAccessor ? 'function' : 'undefined', key);
    assert.is(typeof now.set, isAccessor ? 'function' : 'undefined', key);
    assert.is(now.writable, isAccessor ? undefined : before.writable, key);
    if (isAccessor) assert.is(now.value, undefined, key);
    else {
      assert.equal([now.value.name, now.value.length], [before.value.name, before.value.length]);
      // Except for its own `toString`: see below.
      const { toString, ...others } = Object.getOwnPropertyDescriptors(now.value) as Record<string, unknown>;
      assert.equal(others, Object.getOwnPropertyDescriptors(before.value), key);
      assert.is((toString as PropertyDescriptor).enumerable, false);
      assert.is(Object.getPrototypeOf(now.value), Function.prototype, key);
    }
  }
});

both('then and resolve say that their source is that of native functions', () => {
  const now = { then: Promise.prototype.then, resolve: Promise.resolve };
  for (const [name, source] of nativeSources) {
    const fn = now[name as keyof typeof now];
    // Asked the usual way, it gives exactly the engine's text.
    assert.is(String(fn), source);
    assert.is(`${fn as unknown as string}`, source);
    // By an own method: a proxy, whose source Function.prototype.toString would also give, is slow to call.
    assert.is((fn as Function).toString.name, 'toString');
  }
});

both('then is a data property of one function for all promises', () => {
  const { then } = Promise.prototype;
  for (const promise of [Promise.resolve(), (async () => {})(), new Promise(() => {})]) assert.is(promise.then, then);
  assert.is(Object.getOwnPropertyDescriptor(Promise.prototype, 'then')?.value, then);
});

both('then read off the prototype is one function, and looks as it did', () => {
  const { then } = Promise.prototype;
  assert.is(then, Promise.prototype.then);
  assert.equal([then.name, then.length, Reflect.ownKeys(then).sort()], ['then', 2, [...Reflect.ownKeys(nativeThen), 'toString'].sort()]);
  assert.throws(() => new (then as any)(), TypeError);
  for (const name of ['finally', 'resolve']) {
    const fn = name === 'finally' ? Promise.prototype.finally : Promise.resolve;
    assert.equal([fn.name, fn.length, 'prototype' in fn], [name, 1, false]);
    assert.throws(() => new (fn as any)(), TypeError);
  }
  assert.is(Promise.prototype.constructor, Promise);
});

both('a promise looks as it did', async () => {
  const promise = Promise.resolve(1);
  assert.equal([Object.keys(promise), Reflect.ownKeys(promise)], [[], []]);
  const enumerated: string[] = [];
  for (const key in promise) enumerated.push(key);
  assert.equal(enumerated, []);
  assert.is(String(promise), '[object Promise]');
  assert.is(JSON.stringify(promise), '{}');
  assert.ok(promise instanceof Promise);
  assert.is(promise.then.name, 'then');
  assert.is(promise.then.length, 2);
});

both('Promise.resolve keeps a promise', async () => {
  for (const promise of [Promise.resolve(1), new Promise(() => {}), (async () => {})()]) assert.is(Promise.resolve(promise), promise);
  class Derived extends Promise<unknown> {}
  const derived = Derived.resolve(1);
  assert.is(Derived.resolve(derived), derived);
  assert.is.not(Promise.resolve(derived), derived);
  assert.is.not(Derived.resolve(Promise.resolve(1)), derived);
  const { resolve } = Promise as any;
  assert.throws(() => resolve(1), TypeError);
  assert.throws(() => Promise.resolve.call(undefined as any, 1), TypeError);
});

both('the constructor of a promise is Promise, and works', async () => {
  const promise = Promise.resolve(1);
  const Constructor: any = promise.constructor;
  assert.is(Constructor, Promise);
  assert.is((async () => {})().constructor, Promise);
  assert.is(Promise.reject(1).catch(() => {}).constructor, Promise);
  assert.is(Constructor.name, 'Promise');
  assert.is(Constructor.length, 1);
  assert.is(Constructor.prototype, Promise.prototype);
  assert.ok(promise instanceof Constructor);
  const made = new Constructor((resolve: (value: number) => void) => resolve(2));
  assert.ok(made instanceof Promise);
  assert.is(Object.getPrototypeOf(made), Promise.prototype);
  assert.is(await made, 2);
  assert.is(await Constructor.resolve(3), 3);
  assert.is(Constructor.resolve(promise), promise);
  assert.equal(await Constructor.all([1, promise]), [1, 1]);
  assert.is(await Constructor.reject(4).catch((value: number) => value), 4);
  assert.throws(() => Constructor(() => {}), TypeError);
  class Derived extends Constructor {}
  assert.ok((Derived as any).resolve(1) instanceof Promise);
});

both('objects that only inherit from the prototype', async () => {
  const fake = Object.create(Promise.prototype);
  assert.is(fake.constructor, Promise);
  assert.throws(() => fake.then(), TypeError);
  assert.throws(() => Promise.prototype.then.call({} as any), TypeError);
  assert.throws(() => Promise.prototype.then.call(undefined as any), TypeError);
  assert.throws(() => Promise.prototype.finally.call(1 as any), TypeError);
  assert.throws(() => fake.finally(() => {}), TypeError);
  assert.instance(await (async () => await fake)().catch(error => error), TypeError);
});

both('an assignment to then or constructor makes an own property', async () => {
  for (const key of ['then', 'constructor']) {
    const promise: any = new Promise(() => {});
    const value = () => {};
    promise[key] = value;
    assert.equal(Object.getOwnPropertyDescriptor(promise, key), { value, writable: true, enumerable: true, configurable: true });
    promise[key] = 2;
    assert.is(promise[key], 2);
    delete promise[key];
    assert.is.not(promise[key], 2);
    assert.throws(() => (Object.freeze(promise)[key] = value), TypeError);
  }
  const promise: any = Promise.resolve(1);
  promise.then = (resolve: (value: string) => void) => resolve('own');
  assert.is(await new Promise(resolve => resolve(promise)), 'own');
});

both('classes that override', async () => {
  const calls: string[] = [];
  class Counting<T> extends Promise<T> {
    override then(...args: any[]): any {
      calls.push('then');
      return super.then(...args);
    }
    override catch(...args: any[]): any {
      calls.push('catch');
      return super.catch(...args);
    }
  }
  const counting = Counting.resolve(1);
  const next = counting.then(value => value + 1);
  assert.instance(next, Counting);
  assert.is(await next, 2);
  assert.equal(calls, ['then', 'then']);
  assert.is(await Counting.reject(3).catch((value: number) => value), 3);
  assert.equal(calls.slice(2), ['catch', 'then', 'then']);
  assert.instance(
    counting.finally(() => {}),
    Counting,
  );
  assert.instance(Counting.all([1]), Counting);
});

both('species', async () => {
  class Plain<T> extends Promise<T> {
    static override get [Symbol.species]() {
      return Promise;
    }
  }
  const plain = Plain.resolve(1);
  assert.is(Object.getPrototypeOf(plain.then()), Promise.prototype);
  assert.is(Object.getPrototypeOf(plain.finally()), Promise.prototype);
  assert.is(await plain, 1);
  class Throwing<T> extends Promise<T> {
    static override get [Symbol.species](): any {
      throw new RangeError('species');
    }
  }
  const throwing = Throwing.resolve(1);
  assert.throws(() => throwing.then(), RangeError);
  assert.throws(() => throwing.finally(), RangeError);
  const own: any = Promise.resolve(1);
  own.constructor = { [Symbol.species]: Plain };
  assert.instance(own.then(), Plain);
  own.constructor = {};
  assert.is(Object.getPrototypeOf(own.then()), Promise.prototype);
});

both('the combinators that there are', async () => {
  const one = () => Promise.resolve(1);
  const two = () => Promise.reject(2);
  const P = Promise as any;
  assert.equal(await Promise.all([one(), one(), 3]), [1, 1, 3]);
  assert.is(await Promise.all([one(), two()]).catch(reason => reason), 2);
  assert.equal(await Promise.allSettled([one(), two()]), [
    { status: 'fulfilled', value: 1 },
    { status: 'rejected', reason: 2 },
  ]);
  assert.is(await Promise.any([two(), one()]), 1);
  assert.equal((await Promise.any([two()]).catch(error => error)).errors, [2]);
  assert.is(await Promise.race([new Promise(() => {}), one()]), 1);
  if (P.withResolvers) {
    const { promise, resolve } = P.withResolvers();
    resolve(one());
    assert.is(await promise, 1);
  }
  if (P.try) {
    assert.is(await P.try((value: number) => value, 5), 5);
    assert.is(await P.try(two).catch((reason: number) => reason), 2);
  }
  assert.is(
    await Promise.reject(1)
      .finally(() => one())
      .catch(reason => reason),
    1,
  );
  assert.is(
    await one()
      .finally(() => two())
      .catch(reason => reason),
    2,
  );
});

if (document) {
  both('promises of another realm', async () => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const { Promise: Other, Function: OtherFunction } = frame.contentWindow;
    try {
      const theirs = Other.resolve(1);
      assert.is(theirs.constructor, Other);
      assert.is.not(Promise.resolve(theirs), theirs);
      assert.is(await theirs, 1);
      assert.is(await Other.reject(2).catch((reason: number) => reason), 2);
      assert.is(await Promise.reject(3).catch(reason => Other.resolve(reason)), 3);
      const ours = Promise.resolve(4);
      assert.is(await new OtherFunction('promise', 'return (async () => await promise)()')(ours), 4);
      assert.is(await Other.prototype.then.call(ours, (value: number) => value + 1), 5);
      assert.is(await Promise.prototype.then.call(theirs, (value: number) => value + 1), 2);
    } finally {
      frame.remove();
    }
  });
}

test.run();
