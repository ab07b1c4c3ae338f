// A child's access to its parent's dictionary: share and copy. Chains have a section of their own.
import * as assert from 'uvu/assert';
import { section, throws, type Subject } from './section.js';

export function inheritance(subject: Subject): void {
  const { context, createContext } = subject.facade;

  section(subject, 'share', test => {
    test('all tasks have the same dictionary', () => {
      context.run(() => {
        context.set('a', 1);
        context.run(() => {
          context.set('b', 2);
          context.run({ inherit: 'share' }, () => context.delete('a'));
        });
        assert.equal(context.entries(), [['b', 2]]);
        context.run(context.clear);
        assert.equal(context.entries(), []);
      });
    });
    test('of a layer: the same layer', () => {
      context.run(() => {
        context.set('a', 1);
        context.run({ inherit: 'chain' }, () => {
          context.run(() => context.set('a', 2));
          assert.is(context.get('a'), 2);
        });
        assert.is(context.get('a'), 1);
      });
    });
  });

  section(subject, 'copy', test => {
    const copying = createContext({ inherit: 'copy' });
    test('changes in the child stay there, and changes in the parent, too', () => {
      copying.run(() => {
        copying.set('nested', { deep: [1, new Map([['key', new Date(0)]])] });
        copying.set('other', 1);
        let look!: () => unknown;
        copying.run(() => {
          const nested = copying.get('nested') as { deep: [number, Map<string, Date>] };
          nested.deep[1].get('key')!.setTime(5);
          nested.deep[0] = 2;
          copying.delete('other');
          copying.set('new', 1);
          look = copying.bind(copying.entries);
        });
        assert.equal(copying.entries(), [
          ['nested', { deep: [1, new Map([['key', new Date(0)]])] }],
          ['other', 1],
        ]);
        copying.set('later', 1);
        copying.clear();
        assert.equal(look(), [
          ['nested', { deep: [2, new Map([['key', new Date(5)]])] }],
          ['new', 1],
        ]);
      });
    });
    test('an object that two keys share is shared in the child, too', () => {
      copying.run(() => {
        const both: { self?: object } = {};
        both.self = both;
        copying.set('a', both);
        copying.set('b', [both]);
        copying.run(() => {
          const copy = copying.get('a') as typeof both;
          assert.is.not(copy, both);
          assert.is(copy.self, copy);
          assert.is((copying.get('b') as unknown[])[0], copy);
        });
      });
    });
    test('primitives are their own copies, symbols too, under keys of any kind', () => {
      const symbol = Symbol('value');
      copying.run(() => {
        const values = [symbol, undefined, null, NaN, 1n, 'text', true] as const;
        values.forEach((value, index) => copying.set(index % 2 ? index : Symbol.for(`${index}`), value));
        const before = copying.entries();
        assert.equal(
          copying.run(copying.entries).map(([, value]) => value),
          [...values],
        );
        assert.equal(
          copying.run(copying.keys),
          before.map(([key]) => key),
        );
      });
    });
    test('of a layer: all that shows, in a dictionary of its own', () => {
      context.run(() => {
        context.set('a', 1);
        context.set('b', 1);
        context.run({ inherit: 'chain' }, () => {
          context.set('b', 2);
          context.set('c', 2);
          context.delete('a');
          context.run({ inherit: 'copy' }, () => {
            assert.equal(context.entries(), [
              ['b', 2],
              ['c', 2],
            ]);
            context.clear();
            assert.equal(context.entries(), []);
          });
        });
      });
    });

    const stubborn: [name: string, key: string | symbol | number, value: unknown, words: string[]][] = [
      ['a function', 'callback', () => {}, ['"callback"', 'a function']],
      ['an object with a function', Symbol('s'), { callback() {} }, ['Symbol(s)', 'an object']],
      ['a promise', 7, Promise.resolve(), ['key 7', 'an object']],
      ['a WeakMap, as one of several', 'weak', new WeakMap(), ['"weak"']],
    ];
    for (const [name, key, value, words] of stubborn) {
      test(`a value that cannot be copied is an error, and no task starts: ${name}`, () => {
        copying.run(() => {
          copying.set('fine', { a: 1 });
          copying.set(key, value);
          copying.set(Symbol('also fine'), Symbol('s'));
          let started = false;
          const error = throws(() => copying.run(() => (started = true)), TypeError, 'context.run', ...words);
          assert.instance(error.cause, Error);
          assert.is(started, false);
          assert.is(copying.get(key), value);
          copying.run({ inherit: 'chain' }, () => assert.is(copying.get(key), value));
        });
      });
    }

    test('clone copies in place of structuredClone: each value with its key, in order, in the parent', () => {
      class Account {
        constructor(readonly id: number) {}
      }
      const calls: unknown[] = [];
      const own = createContext<{ account: Account; 2: () => number; n: number }>({
        inherit: 'copy',
        clone(value, key) {
          // biome-ignore lint/suspicious/noRedundantUseStrict: this file is part of a classic script as well.
          'use strict';
          calls.push([key, own.get('n'), this === undefined]);
          return (value instanceof Account ? new Account(value.id + 1) : value) as typeof value;
        },
      });
      const fn = () => 1;
      own.run(() => {
        own.set('account', new Account(1));
        own.set(2, fn);
        own.set('n', 5);
        own.run(() => {
          assert.instance(own.get('account'), Account);
          assert.is(own.get('account')!.id, 2);
          assert.is(own.get(2), fn);
        });
        assert.equal(calls, [
          ['account', 5, true],
          [2, 5, true],
          ['n', 5, true],
        ]);
        own.run({ inherit: 'share' }, () => assert.is(own.get('account')!.id, 1));
        assert.is(calls.length, 3);
      });
    });
    test('a clone that throws is an error that names the key, and no task starts', () => {
      const cause = new Error('no');
      const own = createContext({
        inherit: 'copy',
        clone: () => {
          throw cause;
        },
      });
      own.run(() => {
        assert.is(
          own.run(() => own.active),
          true,
        );
        own.set('key', 1);
        const error = throws(() => own.run(() => assert.unreachable()), TypeError, 'context.run', '"key"', 'got 1');
        assert.is(error.cause, cause);
      });
    });
    test('a root copies nothing', () => {
      const own = createContext({ inherit: 'copy', clone: () => assert.unreachable() as never });
      own.run(() => own.set('key', 1));
      own.run(() => {
        own.set('key', 1);
        own.isolate(() => assert.equal(own.keys(), []));
      });
    });
  });
}
