// Keys and values within one task, and reads outside of any task.
import * as assert from 'uvu/assert';
import { section, throws, type Subject } from './section.js';

export function dictionary(subject: Subject): void {
  const { context, createContext, NoCurrentTaskError } = subject.facade;

  section(subject, 'keys and values', test => {
    test('set, get, has, delete, clear', () => {
      context.run(() => {
        assert.equal([context.has('a'), context.get('a'), context.get('a', 0)], [false, undefined, 0]);
        assert.is(context.set('a', 1), undefined);
        assert.equal([context.has('a'), context.get('a'), context.get('a', 0)], [true, 1, 1]);
        context.set('a', 2);
        assert.is(context.get('a'), 2);
        assert.equal([context.delete('a'), context.delete('a'), context.has('a')], [true, false, false]);
        context.set('b', 1);
        assert.is(context.clear(), undefined);
        assert.equal([context.has('b'), context.keys()], [false, []]);
      });
    });
    test('undefined is a value like any other', () => {
      context.run(() => {
        context.set('a', undefined);
        assert.equal([context.has('a'), context.get('a', 'default')], [true, undefined]);
        assert.equal(context.entries(), [['a', undefined]]);
        assert.is(context.delete('a'), true);
        assert.is(context.get('a', 'default'), 'default');
      });
    });
    test('keys are those of a Map: 1 and "1" are two, NaN is one, 0 and -0 are one', () => {
      const [one, other] = [Symbol('s'), Symbol('s')];
      const keys = [1, '1', one, other, Symbol.for('s'), NaN, 0, '', '__proto__', 'constructor'];
      context.run(() => {
        for (const key of keys) assert.is(context.has(key), false);
        keys.forEach((key, index) => context.set(key, index));
        keys.forEach((key, index) => assert.is(context.get(key), index));
        assert.is(context.get(-0), context.get(0));
        assert.equal(context.keys(), keys);
      });
    });
    test('keys and entries: in the order in which they were added, as they were when asked for', () => {
      context.run(() => {
        for (const key of ['b', 'a', 1, 'c']) context.set(key, `${key}`);
        context.set('b', 'again');
        context.delete('a');
        context.set('a', 'later');
        const [keys, entries] = [context.keys(), context.entries()];
        assert.equal(keys, ['b', 1, 'c', 'a']);
        assert.equal(entries, [
          ['b', 'again'],
          [1, '1'],
          ['c', 'c'],
          ['a', 'later'],
        ]);
        context.clear();
        keys.push('mine');
        entries[0]![1] = 'mine';
        assert.equal([keys.length, entries.length, context.keys()], [5, 4, []]);
      });
    });
    test('the stored value is the value itself', () => {
      const value = { nested: [] };
      context.run(() => {
        context.set('value', value);
        assert.is(context.get('value'), value);
        assert.is(context.entries()[0]![1], value);
      });
    });
    test('what is done to Map.prototype and Array.prototype later sees nothing', () => {
      const methods = ['get', 'set', 'has', 'delete', 'clear', 'forEach'] as const;
      const originals = methods.map(name => Map.prototype[name]) as Function[];
      const size = Object.getOwnPropertyDescriptor(Map.prototype, 'size')!;
      const seen: unknown[] = [];
      const spy = (...args: unknown[]) => void (seen[seen.length] = args);
      let entries: unknown;
      context.run(() => {
        for (const name of methods) Object.assign(Map.prototype, { [name]: spy });
        Object.defineProperty(Map.prototype, 'size', {
          get(this: unknown) {
            return void spy(this);
          },
          configurable: true,
        });
        Object.defineProperty(Array.prototype, '0', { set: spy, configurable: true });
        try {
          context.set('secret', 1);
          context.set('gone', 1);
          const look = () => [context.get('secret'), context.get('nobody'), context.get('nowhere')];
          const deeper = (depth: number): unknown => (depth === 0 ? look() : context.run({ inherit: 'chain' }, deeper, depth - 1));
          deeper(4);
          context.run({ inherit: 'chain' }, () => {
            context.delete('gone');
            context.clear();
          });
          context.delete('gone');
          context.run({ inherit: 'copy' }, () => context.has('secret'));
          entries = context.entries();
        } finally {
          Reflect.deleteProperty(Array.prototype, '0');
          Object.defineProperty(Map.prototype, 'size', size);
          methods.forEach((name, index) => Object.assign(Map.prototype, { [name]: originals[index] }));
        }
      });
      assert.equal(entries, [['secret', 1]]);
      assert.equal(seen.length, 0);
    });
    test('two contexts know nothing of each other', () => {
      const other = createContext();
      context.run(() => {
        context.set('key', 1);
        assert.is(other.active, false);
        other.run(() => {
          other.set('key', 2);
          assert.is(context.get('key'), 1);
        });
      });
    });
  });

  section(subject, 'outside a task', test => {
    test('there is nothing to read', () => {
      assert.is(context.active, false);
      assert.equal([context.get('key'), context.get('key', 'default'), context.has('key')], [undefined, 'default', false]);
      assert.equal([context.keys(), context.entries()], [[], []]);
    });
    const writes: [name: string, write: () => unknown, words: string[]][] = [
      ['set', () => context.set('request_id', 1), ['context.set', '"request_id"']],
      ['set of a symbol', () => context.set(Symbol('id'), 1), ['context.set', 'Symbol(id)']],
      ['delete', () => context.delete(7), ['context.delete', '7']],
      ['clear', () => context.clear(), ['context.clear']],
      ['set, in a context with a name', () => createContext({ name: 'orders' }).set('a', 1), ['"orders"']],
    ];
    for (const [name, write, words] of writes) {
      test(`writing outside of a task is an error: ${name}`, () => {
        const error = throws(write, NoCurrentTaskError, ...words);
        assert.match(error.message, /; wrap the entry point in context\.run\(\)$/);
        assert.equal([error.name, error instanceof Error], ['NoCurrentTaskError', true]);
        assert.is(
          context.run(() => context.has('request_id')),
          false,
        );
      });
    }
    test('a task ends with its function', async () => {
      await context.run(async () => context.set('key', 1));
      assert.is(context.active, false);
      assert.is(
        context.run(() => context.has('key')),
        false,
      );
    });
    test('nor does a task that failed leave anything', async () => {
      throws(
        () =>
          context.run(() => {
            throw new RangeError('inside');
          }),
        RangeError,
        'inside',
      );
      assert.is(context.active, false);
      await context
        .run(async () => {
          throw new Error('inside');
        })
        .catch(() => {});
      assert.is(context.active, false);
    });
  });
}
