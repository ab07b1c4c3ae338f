// The objects and their properties: attributes, names, lengths, prototypes.
import * as assert from 'uvu/assert';
import { section, throwsTypeError, type Subject } from './section.js';

const hidden = { writable: true, enumerable: false, configurable: true };
const constant = { writable: false, enumerable: false, configurable: true };
const fixed = { writable: false, enumerable: false, configurable: false };

export function objects(subject: Subject): void {
  const { AsyncContext } = subject;
  const { Variable, Snapshot } = AsyncContext;
  const nameGetter = Object.getOwnPropertyDescriptor(Variable.prototype, 'name')?.get as Function;

  section(subject, 'objects', test => {
    const attributes: [holder: string, object: object, key: PropertyKey, value: unknown, expected: object][] = [
      ['AsyncContext', AsyncContext, 'Variable', Variable, hidden],
      ['AsyncContext', AsyncContext, 'Snapshot', Snapshot, hidden],
      ['AsyncContext', AsyncContext, Symbol.toStringTag, 'AsyncContext', constant],
      ['Variable', Variable, 'prototype', Variable.prototype, fixed],
      ['Variable.prototype', Variable.prototype, 'constructor', Variable, hidden],
      ['Variable.prototype', Variable.prototype, 'run', Variable.prototype.run, hidden],
      ['Variable.prototype', Variable.prototype, 'get', Variable.prototype.get, hidden],
      ['Variable.prototype', Variable.prototype, Symbol.toStringTag, 'AsyncContext.Variable', constant],
      ['Snapshot', Snapshot, 'prototype', Snapshot.prototype, fixed],
      ['Snapshot', Snapshot, 'wrap', Snapshot.wrap, hidden],
      ['Snapshot.prototype', Snapshot.prototype, 'constructor', Snapshot, hidden],
      ['Snapshot.prototype', Snapshot.prototype, 'run', Snapshot.prototype.run, hidden],
      ['Snapshot.prototype', Snapshot.prototype, Symbol.toStringTag, 'AsyncContext.Snapshot', constant],
    ];
    for (const [holder, object, key, value, expected] of attributes) {
      test(`${holder} has ${String(key)} with the right attributes`, () => {
        assert.equal(Object.getOwnPropertyDescriptor(object, key), { value, ...expected });
      });
    }

    test('the name of a Variable is an accessor without a setter', () => {
      const { get, set, enumerable, configurable } = Object.getOwnPropertyDescriptor(Variable.prototype, 'name') ?? {};
      assert.type(get, 'function');
      assert.is(set, undefined);
      assert.is(enumerable, false);
      assert.is(configurable, true);
    });

    const functions: [path: string, fn: Function, name: string, length: number, isConstructor: boolean][] = [
      ['Variable', Variable, 'Variable', 1, true],
      ['Variable.prototype.run', Variable.prototype.run, 'run', 2, false],
      ['Variable.prototype.get', Variable.prototype.get, 'get', 0, false],
      ['get Variable.prototype.name', nameGetter, 'get name', 0, false],
      ['Snapshot', Snapshot, 'Snapshot', 0, true],
      ['Snapshot.wrap', Snapshot.wrap, 'wrap', 1, false],
      ['Snapshot.prototype.run', Snapshot.prototype.run, 'run', 1, false],
    ];
    for (const [path, fn, name, length, isConstructor] of functions) {
      test(`${path} has the name and length of the specification`, () => {
        assert.equal(Object.getOwnPropertyDescriptor(fn, 'name'), { value: name, ...constant });
        assert.equal(Object.getOwnPropertyDescriptor(fn, 'length'), { value: length, ...constant });
      });
      test(`${path} is ${isConstructor ? 'a constructor' : 'no constructor'}`, () => {
        assert.is(Object.getPrototypeOf(fn), Function.prototype);
        assert.is('prototype' in fn, isConstructor);
        const construct = () => Reflect.construct(Object, [], fn);
        if (isConstructor) construct();
        else throwsTypeError(construct);
      });
    }

    const keys: [path: string, object: object, expected: string[]][] = [
      ['AsyncContext', AsyncContext, ['Snapshot', 'Symbol(Symbol.toStringTag)', 'Variable']],
      ['Variable', Variable, ['length', 'name', 'prototype']],
      ['Variable.prototype', Variable.prototype, ['Symbol(Symbol.toStringTag)', 'constructor', 'get', 'name', 'run']],
      ['Snapshot', Snapshot, ['length', 'name', 'prototype', 'wrap']],
      ['Snapshot.prototype', Snapshot.prototype, ['Symbol(Symbol.toStringTag)', 'constructor', 'run']],
      ['a Variable', new Variable({ name: 'a', defaultValue: 1 }), []],
      ['a Snapshot', new Snapshot(), []],
    ];
    for (const [path, object, expected] of keys) {
      test(`${path} has no other properties`, () => {
        // Except the property that tells consoles what to show: see `tests/carriers/console.test.ts`.
        const all = Reflect.ownKeys(object).filter(key => path !== 'Variable.prototype' || key !== Symbol.for('nodejs.util.inspect.custom'));
        assert.equal(all.map(String).sort(), expected);
      });
    }

    test('AsyncContext is an ordinary object', () => {
      assert.type(AsyncContext, 'object');
      assert.is(Object.getPrototypeOf(AsyncContext), Object.prototype);
      assert.is(Object.isExtensible(AsyncContext), true);
      assert.is(String(AsyncContext), '[object AsyncContext]');
    });

    test('the prototypes are ordinary objects without the slots of instances', () => {
      for (const { prototype } of [Variable, Snapshot]) {
        assert.is(Object.getPrototypeOf(prototype), Object.prototype);
        assert.is(Object.isExtensible(prototype), true);
      }
      throwsTypeError(() => Variable.prototype.get());
      throwsTypeError(() => Variable.prototype.name);
      throwsTypeError(() => Variable.prototype.run(1, () => 2));
      throwsTypeError(() => Snapshot.prototype.run(() => 2));
    });

    test('instances inherit from the prototypes', () => {
      const variable = new Variable();
      assert.is(Object.getPrototypeOf(variable), Variable.prototype);
      assert.instance(variable, Variable);
      assert.is(String(variable), '[object AsyncContext.Variable]');
      const snapshot = new Snapshot();
      assert.is(Object.getPrototypeOf(snapshot), Snapshot.prototype);
      assert.instance(snapshot, Snapshot);
      assert.is(String(snapshot), '[object AsyncContext.Snapshot]');
    });
  });
}
