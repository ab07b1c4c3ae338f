// AsyncContext.Snapshot.wrap and the function it returns.
import * as assert from 'uvu/assert';
import { section, throwsTypeError, type Subject } from './section.js';

const constant = { writable: false, enumerable: false, configurable: true };

/** A function with another `length`, or without an own one. */
function withLength(descriptor: PropertyDescriptor | undefined): () => void {
  const fn = () => {};
  Reflect.deleteProperty(fn, 'length');
  return descriptor ? Object.defineProperty(fn, 'length', descriptor) : fn;
}

export function wrap(subject: Subject): void {
  const { Variable, Snapshot } = subject.AsyncContext;
  const variable = new Variable({ defaultValue: 'default' });

  section(subject, 'Snapshot.wrap', test => {
    test('ties a function to the context', () => {
      const wrapped = variable.run('tied', () => Snapshot.wrap(() => variable.get()));
      assert.is(wrapped(), 'tied');
      assert.is(variable.run('elsewhere', wrapped), 'tied');
      assert.is(variable.get(), 'default');
    });
    test('ties a function to the empty context', () => {
      const wrapped = Snapshot.wrap(() => variable.get());
      assert.is(variable.run('elsewhere', wrapped), 'default');
    });
    test('passes this and the arguments on', () => {
      const wrapped = Snapshot.wrap(function (this: unknown, ...args: unknown[]) {
        return [this, ...args];
      });
      const self = {};
      assert.equal(wrapped.call(self, 1, 2), [self, 1, 2]);
      assert.is(wrapped.call(self)[0], self);
      assert.equal(Reflect.apply(wrapped, undefined, []), [undefined]);
      assert.equal(Reflect.apply(wrapped, 5, []), [5]);
      assert.equal(Reflect.apply(wrapped, null, []), [null]);
    });
    test('returns what the function returns and throws what it throws', () => {
      const result = {};
      assert.is(Snapshot.wrap(() => result)(), result);
      const error = new Error('thrown inside');
      const wrapped = variable.run('tied', () =>
        Snapshot.wrap(() => {
          throw error;
        }),
      );
      variable.run('outer', () => {
        assert.throws(wrapped, (thrown: unknown) => thrown === error);
        assert.is(variable.get(), 'outer');
      });
    });
    test('needs no this', () => {
      const { wrap } = Snapshot;
      assert.is(wrap(() => 1)(), 1);
    });
    test('returns a function that is no constructor', () => {
      const wrapped = Snapshot.wrap(class {} as unknown as () => void);
      assert.is(Object.getPrototypeOf(wrapped), Function.prototype);
      assert.is('prototype' in wrapped, false);
      throwsTypeError(() => Reflect.construct(Object, [], wrapped));
      assert.equal(Reflect.ownKeys(wrapped).map(String).sort(), ['length', 'name']);
    });
    test('wraps what was wrapped, and proxies', () => {
      function named(a: number, b: number) {
        return a + b;
      }
      const twice = Snapshot.wrap(Snapshot.wrap(named));
      assert.is(twice.name, 'wrapped wrapped named');
      assert.is(twice(1, 2), 3);
      const proxied = Snapshot.wrap(new Proxy(named, {}));
      assert.is(proxied.name, 'wrapped named');
      assert.is(proxied.length, 2);
      assert.is(proxied(3, 4), 7);
    });
    test('copies no other property', () => {
      assert.is('extra' in Snapshot.wrap(Object.assign(() => {}, { extra: 1 })), false);
    });

    const lengths: [why: string, descriptor: PropertyDescriptor | undefined, length: number][] = [
      ['an integer', { value: 3 }, 3],
      ['zero', { value: 0 }, 0],
      ['a fraction', { value: 2.7 }, 2],
      ['a small fraction', { value: 0.5 }, 0],
      ['a negative', { value: -2 }, 0],
      ['a negative fraction', { value: -0.5 }, 0],
      ['negative zero', { value: -0 }, 0],
      ['NaN', { value: NaN }, 0],
      ['infinity', { value: Infinity }, Infinity],
      ['negative infinity', { value: -Infinity }, 0],
      ['a large number', { value: 2 ** 40 }, 2 ** 40],
      ['a string', { value: '3' }, 0],
      ['a bigint', { value: 3n }, 0],
      ['undefined', { value: undefined }, 0],
      ['an object', { value: { valueOf: () => 3 } }, 0],
      ['a getter', { get: () => 4 }, 4],
      ['no own property', undefined, 0],
    ];
    for (const [why, descriptor, length] of lengths) {
      test(`copies the length: ${why}`, () => {
        assert.equal(Object.getOwnPropertyDescriptor(Snapshot.wrap(withLength(descriptor)), 'length'), {
          value: length,
          ...constant,
        });
        assert.ok(Object.is(Snapshot.wrap(withLength(descriptor)).length, length));
      });
    }
    const names: [value: unknown, name: string][] = [
      ['named', 'wrapped named'],
      ['', 'wrapped '],
      [undefined, 'wrapped '],
      [null, 'wrapped '],
      [5, 'wrapped '],
      [Symbol('s'), 'wrapped '],
      [{ toString: () => 'no string' }, 'wrapped '],
    ];
    for (const [value, name] of names) {
      test(`copies the name: ${typeof value} ${typeof value === 'object' ? '' : String(value)}`, () => {
        const wrapped = Snapshot.wrap(Object.defineProperty(() => {}, 'name', { value }));
        assert.equal(Object.getOwnPropertyDescriptor(wrapped, 'name'), { value: name, ...constant });
      });
    }
    test('takes an inherited name', () => {
      const fn = () => {};
      Reflect.deleteProperty(fn, 'name');
      Object.setPrototypeOf(fn, Object.create(Function.prototype, { name: { value: 'inherited' } }));
      assert.is(Snapshot.wrap(fn).name, 'wrapped inherited');
    });
    test('reads length and name in the order of the specification', () => {
      const log: string[] = [];
      const note =
        (trap: string) =>
        (target: object, key: PropertyKey, ...rest: unknown[]) => {
          log.push(`${trap} ${String(key)}`);
          return (Reflect as unknown as Record<string, Function>)[trap]!(target, key, ...rest);
        };
      Snapshot.wrap(new Proxy(() => {}, { get: note('get'), getOwnPropertyDescriptor: note('getOwnPropertyDescriptor') } as ProxyHandler<() => void>));
      assert.equal(log, ['getOwnPropertyDescriptor length', 'get length', 'get name']);
    });
    test('throws what length and name throw', () => {
      for (const key of ['length', 'name']) {
        const error = new Error(key);
        const fn = Object.defineProperty(() => {}, key, {
          get() {
            throw error;
          },
        });
        variable.run('outer', () => {
          assert.throws(
            () => Snapshot.wrap(fn),
            (thrown: unknown) => thrown === error,
          );
          assert.is(variable.get(), 'outer');
        });
      }
    });
  });
}
