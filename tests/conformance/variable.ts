// AsyncContext.Variable: the constructor, run, get and name.
import * as assert from 'uvu/assert';
import type { Variable as VariableObject, VariableOptions } from '../../src/index.js';
import { section, throwsTypeError, type Subject } from './section.js';

/** A proxy that logs every property that is read. */
function logged<T extends object>(target: T, log: string[]): T {
  const note =
    (trap: 'get' | 'has') =>
    (object: T, key: PropertyKey, ...rest: unknown[]) => {
      log.push(`${trap} ${String(key)}`);
      return (Reflect[trap] as Function)(object, key, ...rest);
    };
  return new Proxy(target, { get: note('get'), has: note('has') } as ProxyHandler<T>);
}

export function variable(subject: Subject): void {
  const { Variable, Snapshot } = subject.AsyncContext;

  section(subject, 'new Variable', test => {
    test('reads its options in the order of the specification', () => {
      const log: string[] = [];
      const options = logged({ name: { toString: () => (log.push('name to string'), 'x') }, defaultValue: 1 }, log);
      const NewTarget = logged(function () {}, log);
      Reflect.construct(Variable, [options], NewTarget);
      assert.equal(log, ['has name', 'get name', 'name to string', 'get defaultValue', 'get prototype']);
    });
    test('does not read a name that is not there', () => {
      const log: string[] = [];
      new Variable(logged({}, log));
      assert.equal(log, ['has name', 'get defaultValue']);
    });

    const names: [options: unknown, name: string][] = [
      [undefined, ''],
      [{}, ''],
      [{ name: 'request' }, 'request'],
      [{ name: '' }, ''],
      [{ name: undefined }, 'undefined'],
      [{ name: null }, 'null'],
      [{ name: 7 }, '7'],
      [{ name: { toString: () => 'from toString' } }, 'from toString'],
      [Object.create({ name: 'inherited' }), 'inherited'],
      [function named() {}, 'named'],
      [new Proxy({ name: 'behind a proxy' }, {}), 'behind a proxy'],
      [null, ''],
      ['a string', ''],
      [5, ''],
      [Symbol('s'), ''],
    ];
    for (const [options, name] of names) {
      test(`names ${typeof options} ${JSON.stringify(name)}`, () => {
        assert.is(Reflect.construct(Variable, [options]).name, name);
      });
    }

    const value = {};
    for (const defaultValue of [undefined, null, 0, NaN, 'text', value, Symbol.iterator, () => 1]) {
      test(`takes ${typeof defaultValue} ${String(defaultValue)} as the default`, () => {
        assert.ok(Object.is(new Variable({ defaultValue }).get(), defaultValue));
      });
    }
    test('ignores the default of what is no object', () => {
      for (const options of [undefined, null, 1, 'defaultValue', true]) {
        assert.is(Reflect.construct(Variable, [options]).get(), undefined);
      }
    });
    test('takes a function as options', () => {
      assert.is(new Variable(Object.assign(() => {}, { defaultValue: 3 })).get(), 3);
    });
    test('throws what a getter throws, before it asks for the prototype', () => {
      const error = new Error('from the getter');
      const rethrows = (options: object) => {
        const log: string[] = [];
        assert.throws(
          () =>
            Reflect.construct(
              Variable,
              [options],
              logged(function () {}, log),
            ),
          (thrown: unknown) => thrown === error,
        );
        assert.equal(log, []);
      };
      const thrower = () => {
        throw error;
      };
      rethrows({
        get name() {
          return thrower();
        },
      });
      rethrows({ name: { toString: thrower } });
      rethrows({
        get defaultValue() {
          return thrower();
        },
      });
      rethrows(new Proxy({}, { has: thrower }));
      throwsTypeError(() => Reflect.construct(Variable, [{ name: Symbol('no string') }]));
    });
    test('throws what the prototype of new.target throws', () => {
      const error = new Error('from the prototype');
      const NewTarget = new Proxy(function () {}, {
        get() {
          throw error;
        },
      });
      assert.throws(
        () => Reflect.construct(Variable, [], NewTarget),
        (thrown: unknown) => thrown === error,
      );
    });

    test('can be subclassed', () => {
      // The constructor has two types, one with and one without a default; a class can extend only one type.
      class Counter extends (Variable as new (options: VariableOptions<number>) => VariableObject<number, number>) {
        readonly #step = 2;
        constructor() {
          super({ name: 'counter', defaultValue: 40 });
        }
        next() {
          return this.get() + this.#step;
        }
      }
      const counter = new Counter();
      assert.instance(counter, Counter);
      assert.instance(counter, Variable);
      assert.is(counter.name, 'counter');
      assert.is(counter.next(), 42);
      assert.is(
        counter.run(1, () => counter.next()),
        3,
      );
    });
    test('takes its prototype from new.target', () => {
      const prototype = {};
      function NewTarget() {}
      NewTarget.prototype = prototype;
      const made = Reflect.construct(Variable, [{ defaultValue: 1 }], NewTarget);
      assert.is(Object.getPrototypeOf(made), prototype);
      assert.is(Variable.prototype.get.call(made), 1);
    });
    for (const prototype of [undefined, null, 1, 'text', true, Symbol('s')]) {
      test(`falls back if the prototype of new.target is ${typeof prototype} ${String(prototype)}`, () => {
        function NewTarget() {}
        NewTarget.prototype = prototype;
        assert.is(Object.getPrototypeOf(Reflect.construct(Variable, [], NewTarget)), Variable.prototype);
      });
    }
    test('accepts Object.prototype as the prototype of new.target', () => {
      assert.is(Object.getPrototypeOf(Reflect.construct(Variable, [], Object)), Object.prototype);
    });
  });

  section(subject, 'Variable.prototype.run', test => {
    const variable = new Variable({ defaultValue: 'default' as unknown });

    test('passes undefined as this, and the arguments', () => {
      const call = function (this: unknown, ...args: unknown[]) {
        return [this, ...args];
      };
      assert.equal(variable.run(1, call), [undefined]);
      assert.equal(variable.run(1, call, 1, 'two', null), [undefined, 1, 'two', null]);
    });
    test('returns what the function returns', () => {
      const result = {};
      assert.is(
        variable.run(1, () => result),
        result,
      );
      assert.is(
        variable.run(1, () => undefined),
        undefined,
      );
    });
    for (const value of [undefined, null, 0, -0, NaN, '', false, 'value', {}, () => {}, Symbol('s'), 10n]) {
      test(`sets ${typeof value} ${Object.is(value, -0) ? '-0' : String(value)} as a value like any other`, () => {
        assert.ok(
          Object.is(
            variable.run(value, () => variable.get()),
            value,
          ),
        );
        assert.is(variable.get(), 'default');
      });
    }
    test('restores the context after a return and after a throw', () => {
      variable.run('outer', () => {
        assert.is(
          variable.run('inner', () => variable.get()),
          'inner',
        );
        assert.is(variable.get(), 'outer');
        const error = new Error('thrown inside');
        assert.throws(
          () =>
            variable.run('inner', () => {
              throw error;
            }),
          (thrown: unknown) => thrown === error,
        );
        assert.is(variable.get(), 'outer');
      });
      assert.is(variable.get(), 'default');
    });
    test('leaves other Variables alone', () => {
      const other = new Variable({ defaultValue: 0 });
      other.run(1, () => {
        variable.run('a', () => assert.equal([other.get(), variable.get()], [1, 'a']));
        assert.equal([other.get(), variable.get()], [1, 'default']);
      });
    });
    test('calls proxies and bound functions', () => {
      const get = () => variable.get();
      assert.is(variable.run(2, new Proxy(get, {})), 2);
      assert.is(variable.run(3, get.bind(null)), 3);
    });
    test('restores the context when the call itself throws', () => {
      const { proxy, revoke } = Proxy.revocable(() => {}, {});
      revoke();
      variable.run('outer', () => {
        throwsTypeError(() => variable.run('inner', proxy));
        assert.is(variable.get(), 'outer');
        throwsTypeError(() => variable.run('inner', class {} as unknown as () => void));
        assert.is(variable.get(), 'outer');
      });
    });
    test('works on a frozen Variable', () => {
      const frozen = Object.freeze(new Variable({ defaultValue: 1 }));
      assert.is(
        frozen.run(2, () => frozen.get()),
        2,
      );
    });
    test('works on itself, deep', () => {
      const depth = (n: number): number => (n === 0 ? (variable.get() as number) : variable.run(n, () => depth(n - 1)));
      assert.is(depth(100), 1);
      assert.is(variable.get(), 'default');
    });
    test('takes an async function, whose promise it returns', async () => {
      const promise = variable.run('async', async () => variable.get());
      assert.instance(promise, (async () => {})().constructor as Function);
      assert.is(variable.get(), 'default');
      assert.is(await promise, 'async');
    });
  });

  section(subject, 'Variable.prototype.get', test => {
    test('tells Variables apart that look alike', () => {
      const options = { name: 'same', defaultValue: 'default' };
      const [a, b] = [new Variable(options), new Variable(options)];
      a.run('a', () => assert.equal([a.get(), b.get()], ['a', 'default']));
    });
    test('ignores arguments', () => {
      const variable = new Variable({ defaultValue: 1 });
      assert.is(Reflect.apply(variable.get, variable, ['ignored']), 1);
    });
    test('knows a Variable that was made inside a run of another', () => {
      const outer = new Variable();
      outer.run(1, () => {
        const inner = new Variable({ defaultValue: 'default' });
        assert.is(inner.get(), 'default');
        inner.run('set', () => assert.equal([outer.get(), inner.get()], [1, 'set']));
      });
    });
    test('is right for 2,000 Variables live at once', () => {
      const variables = Array.from({ length: 2000 }, (_, i) => new Variable({ defaultValue: -i }));
      const check = (set: number) => {
        for (const probe of [0, 1, 31, 32, 33, 1023, 1024, 1025, 1999]) {
          assert.is(variables[probe]!.get(), probe < set ? probe : -probe, `Variable ${probe} with ${set} set`);
        }
      };
      // One Snapshot for each step: nested calls would need a stack of 2,000.
      let context = new Snapshot();
      for (const [i, variable] of variables.entries()) {
        if ([0, 1, 32, 33, 1024, 1025].includes(i)) context.run(check, i);
        context = context.run(() => variable.run(i, () => new Snapshot()));
      }
      context.run(check, 2000);
      check(0);
    });
  });
}
