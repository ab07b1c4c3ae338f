// Patches of a realm's functions: found by name, replaced, put back, and left out where the page asks for that.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { install } from '../../src/carriers/browser/install-patches.js';
import { isOn, OPTIONS, readOptions, switchedOff, takeOptions } from '../../src/carriers/browser/page-options.js';
import { allOrNothing, define, note, ownerOf, redirectPatches, replace, type Around } from '../../src/carriers/browser/patch.js';
import { names } from '../../src/carriers/browser/policy.js';
import { put, resolve } from '../../src/carriers/browser/resolve.js';

const global = globalThis as Record<PropertyKey, any>;
const calls: unknown[] = [];
/** Records a call, and makes it. */
const noting: Around = (fn, thisArgument, args) => {
  calls.push([thisArgument, [...args]]);
  return Reflect.apply(fn, thisArgument, args);
};
const descriptorOf = Object.getOwnPropertyDescriptor;
/** The calls since the last call of this function. */
const since = () => calls.splice(0);
test.before.each(() => void since());

test('a method is called through, and looks as it did', () => {
  function method(this: unknown, one: number, two = 2): unknown {
    return [this, one, two];
  }
  const object: Record<string, any> = { method };
  replace(object, 'method', noting);
  assert.is.not(object['method'], method);
  assert.equal([object['method'].name, object['method'].length], ['method', 1]);
  assert.equal(descriptorOf(object, 'method'), { value: object['method'], writable: true, enumerable: true, configurable: true });
  const result = object['method'](1);
  assert.is(result[0], object);
  assert.equal([result.slice(1), since()], [[1, 2], [[object, [1]]]]);
});

test('a function that is replaced twice by the same patch is replaced once; by different patches, twice', () => {
  const object: Record<string, any> = { method: () => 1 };
  replace(object, 'method', noting);
  const once = object['method'];
  replace(object, 'method', noting);
  assert.is(object['method'], once);
  replace(object, 'method', (...args) => noting(...args));
  assert.is.not(object['method'], once);
  assert.is(object['method'](), 1);
  assert.is(since().length, 2);
});

test('one function that has two names stays one', () => {
  const fn = () => {};
  const [one, other]: Record<string, any>[] = [{ fn }, { fn }];
  for (const object of [one!, other!]) replace(object, 'fn', noting);
  assert.is(one!['fn'], other!['fn']);
});

test('a constructor makes what it made, and its prototype refers to what stands for it', () => {
  class Class {
    constructor(readonly value: unknown) {}
  }
  const object: Record<string, any> = { Class };
  replace(object, 'Class', noting);
  const made = new object['Class'](1);
  assert.instance(made, Class);
  assert.is(made.value, 1);
  assert.is(made.constructor, object['Class']);
  assert.equal(since(), [[undefined, [1]]]);
  class Derived extends object['Class'] {}
  assert.is(Object.getPrototypeOf(new Derived()), Derived.prototype);
  assert.is(new (Class as any)(5).value, 5);
});

test('a constructor whose prototype refers to another is left so', () => {
  class Class {}
  Object.defineProperty(Class.prototype, 'constructor', { value: Array, configurable: true });
  const object = { Class };
  replace(object, 'Class', noting);
  assert.is(Class.prototype.constructor, Array);
});

test('an iterator that is a method under another name goes with it', () => {
  const values = () => {};
  for (const iterator of [values, () => {}]) {
    const object: Record<PropertyKey, any> = { values, [Symbol.asyncIterator]: iterator };
    replace(object, 'values', noting);
    assert.is(object[Symbol.asyncIterator], iterator === values ? object['values'] : iterator);
  }
});

/** An object with an accessor property. */
const accessors = (attributes: { set?: undefined } = {}): Record<string, any> =>
  Object.defineProperty({ seen: [] as unknown[] }, 'key', {
    get() {
      return 'got';
    },
    set(this: any, value: unknown) {
      this.seen.push(value);
    },
    configurable: true,
    ...attributes,
  } as PropertyDescriptor);

test('of accessors, the setter is replaced; the getter, where there is no setter; or each by its own', () => {
  const object = accessors();
  const { get } = descriptorOf(object, 'key')!;
  replace(object, 'key', noting);
  assert.is(descriptorOf(object, 'key')!.get, get);
  object['key'] = 1;
  assert.equal([object['key'], object['seen'], since()], ['got', [1], [[object, [1]]]]);
  const readable = accessors({ set: undefined });
  replace(readable, 'key', noting);
  assert.equal([readable['key'], since()], ['got', [[readable, []]]]);
  const both = accessors();
  replace(both, 'key', { get: noting, set: (fn, target) => Reflect.apply(fn, target, ['changed']) });
  both['key'] = 1;
  assert.equal([both['key'], both['seen'], since().length], ['got', ['changed'], 1]);
});

test('a property that is missing, not a function, or not configurable stays as it is', () => {
  const fixed = Object.defineProperty({}, 'key', { value: () => {}, writable: true });
  const objects: [object | undefined, PropertyKey][] = [
    [undefined, 'key'],
    [{}, 'key'],
    [{ key: 1 }, 'key'],
    [fixed, 'key'],
    [{ key: undefined }, 'key'],
  ];
  for (const [object, key] of objects) {
    const before = object && descriptorOf(object, key);
    replace(object, key, noting);
    assert.equal(object && descriptorOf(object, key), before);
  }
});

test('a global that is an accessor is asked once, for it may make way for its value; one that stays is left alone', () => {
  const lazy = () => 'value';
  Object.defineProperty(global, 'lazyGlobal', {
    get() {
      Object.defineProperty(global, 'lazyGlobal', { value: lazy, writable: true, configurable: true });
      return lazy;
    },
    configurable: true,
  });
  replace(global, 'lazyGlobal', noting);
  assert.is(global['lazyGlobal'](), 'value');
  assert.is(since().length, 1);
  const staying = { get: () => lazy, set() {}, configurable: true, enumerable: false };
  Object.defineProperty(global, 'stayingGlobal', staying);
  replace(global, 'stayingGlobal', noting);
  assert.equal(descriptorOf(global, 'stayingGlobal'), staying);
});

test('patches that belong elsewhere go there', () => {
  const [here, there]: Record<string, any>[] = [{ method: () => 'here' }, { method: () => 'there' }];
  redirectPatches(({ owner, key }) => (owner === here && key === 'method' ? there : undefined));
  try {
    replace(here, 'method', noting);
    assert.equal([here!['method'](), since().length, there!['method'](), since().length], ['here', 0, 'there', 1]);
  } finally {
    redirectPatches(undefined);
  }
});

test('the object that has a property, on the chain of another', () => {
  const base = { key: 1 };
  const object = Object.create(Object.create(base));
  assert.is(ownerOf(object, 'key'), base);
  assert.is(ownerOf(base, 'key'), base);
  for (const other of [object, undefined, null, 5]) assert.is(ownerOf(other, 'nothing'), undefined);
  const claiming = new Proxy({}, { has: () => true });
  assert.is(ownerOf(claiming, 'nothing'), undefined, 'said to be there, and on no object');
});

test('changes that fail are undone, the last one first; those that succeed stay', () => {
  const object: Record<string, any> = { a: 1 };
  const undone: string[] = [];
  const change = (fails: boolean) => () => {
    define(object, 'a', { value: 2 });
    define(object, 'a', { value: 3 });
    define(object, 'b', { value: 4, configurable: true });
    note(() => undone.push('first'));
    note(() => undone.push('second'));
    if (fails) throw new Error('mine');
  };
  assert.throws(() => allOrNothing(change(true)), /mine/);
  assert.equal([Object.entries(object), 'b' in object, undone], [[['a', 1]], false, ['second', 'first']]);
  allOrNothing(change(false));
  assert.equal([object['a'], object['b'], undone], [3, 4, ['second', 'first']]);
  // Outside of `allOrNothing`, no undo is recorded.
  note(() => undone.push('never'));
  assert.throws(() => allOrNothing(change(true)));
  assert.not(undone.includes('never'));
});

test('changes within others: their failure undoes them alone', () => {
  const object: Record<string, any> = {};
  const fail = () => {
    throw new Error('mine');
  };
  allOrNothing(() => {
    define(object, 'outer', { value: 1, configurable: true, enumerable: true });
    assert.throws(() => allOrNothing(() => (define(object, 'inner', { value: 1, configurable: true }), fail())), /mine/);
    assert.equal(Object.keys(object), ['outer']);
  });
  assert.throws(() => allOrNothing(() => (define(object, 'outer', { value: 2 }), fail())), /mine/);
  assert.is(object['outer'], 1);
});

class Page {
  one() {
    return 1;
  }
}
class Other {
  one() {
    return 2;
  }
  static make() {
    return 3;
  }
}
for (const [name, value] of Object.entries({ readAll() {}, readOne() {}, write() {}, size: undefined })) {
  Object.defineProperty(Page.prototype, name, { value, enumerable: true, configurable: true });
}
Object.defineProperty(Page.prototype, 'readLength', { get: () => 1, enumerable: true });
Object.assign(global, { Page, Other });

test('names: globals, methods, several of several classes, all that begin alike, and what is not there', () => {
  const places = (text: string) => resolve(text).map(({ owner, key }) => [owner, key]);
  assert.equal(places('Page nothing'), [
    [globalThis, 'Page'],
    [undefined, 'nothing'],
  ]);
  assert.equal(places('Page.one'), [[Page.prototype, 'one']]);
  assert.equal(places('Page,Other.one'), [
    [Page.prototype, 'one'],
    [Other.prototype, 'one'],
  ]);
  assert.equal(places('Other.one,make'), [
    [Other.prototype, 'one'],
    [Other, 'make'],
  ]);
  assert.equal(places('Page.read*'), [
    [Page.prototype, 'readAll'],
    [Page.prototype, 'readOne'],
  ]);
  assert.equal(
    places('Page.*').map(([, key]) => key),
    ['readAll', 'readOne', 'write'],
  );
  assert.equal(places('Missing.one'), [[undefined, 'one']]);
  assert.equal(places('Missing.*'), []);
});

test('functions are replaced by name, and by place', () => {
  put('Page,Missing.one Other.make', noting);
  assert.equal([new Page().one(), Other.make(), since().length], [1, 3, 2]);
  put(
    [
      { owner: Other.prototype, key: 'one' },
      { owner: undefined, key: 'one' },
    ],
    noting,
  );
  assert.equal([new Other().one(), since().length], [2, 1]);
});

test('an installation that fails says what to do, with the cause, and leaves the realm as it was', () => {
  const { setTimeout } = global;
  const cause = new Error('mine');
  const object: Record<string, any> = {};
  const hook = () => {
    define(object, 'key', { value: 1, configurable: true });
    throw cause;
  };
  assert.throws(
    () => install(hook),
    (error: Error) =>
      error instanceof TypeError &&
      error.cause === cause &&
      error.message === 'asynccontext: the promises of this realm were locked down or replaced. Create a Variable before that.',
  );
  assert.equal([global['setTimeout'] === setTimeout, 'key' in object], [true, false]);
  install(() => {});
  assert.is.not(global['setTimeout'], setTimeout);
});

const wrong: [options: unknown, got: string][] = [
  [{ without: ['setTimeout', 'setTimeuot'] }, 'setTimeuot'],
  [{ without: 'setTimeout' }, 'setTimeout'],
  [{ without: null }, 'null'],
  [{ witout: [] }, 'the option witout'],
  [{ without: [], more: 1 }, 'the option more'],
  ['setTimeout', 'setTimeout'],
  [null, 'null'],
  [5, '5'],
];
for (const [options, got] of wrong) {
  test(`options that are wrong: ${got}`, () => {
    global[OPTIONS] = options;
    assert.throws(
      readOptions,
      (error: Error) =>
        error instanceof TypeError &&
        error.message === `asynccontext: expected the options to be { without: [names of patches] }, got ${got}. Names: ${names.join(', ')}.`,
    );
    assert.equal(switchedOff, []);
    assert.is(isOn('setTimeout'), true);
  });
}

test('options that are right are taken, and a later change of the list is none; a carrier takes its own out before', () => {
  for (const options of [undefined, {}, { without: [] }]) {
    global[OPTIONS] = options;
    readOptions();
    assert.equal(switchedOff, []);
  }
  const without = ['setTimeout'];
  global[OPTIONS] = { without, own: 1 };
  takeOptions(options => {
    assert.is(options, global[OPTIONS]);
    return { without };
  });
  readOptions();
  without.push('queueMicrotask');
  assert.equal([isOn('setTimeout'), isOn('queueMicrotask')], [false, true]);
});

test.run();
