// run, isolate and bind: how they call functions, and in which task.
import * as assert from 'uvu/assert';
import { section, sleep, type Subject } from './section.js';

function* count(to: number) {
  for (let i = 0; i < to; i++) yield i;
}
/** Returns the `this` and the arguments of its call. Strict in a classic script as well. */
function called(this: unknown) {
  // biome-ignore lint/suspicious/noRedundantUseStrict: this file is part of a classic script as well.
  'use strict';
  const args = Array.from(arguments);
  return [this, ...args];
}

export function tasks(subject: Subject): void {
  const { context, createContext, default: standard, NoCurrentTaskError } = subject.facade;

  section(subject, 'the object', test => {
    test('the default export is the context', () => assert.is(standard, context));
    test('its members need no this', () => {
      const { run, set, get, has, delete: remove, clear, keys, entries, isolate, bind } = createContext();
      const all = run(() => {
        set('a', 1);
        set('b', 2);
        const bound = bind(() => get('a'));
        return [get('a'), has('b'), remove('b'), keys(), entries(), isolate(keys), bound(), clear(), has('a')];
      });
      assert.equal(all, [1, true, true, ['a'], [['a', 1]], [], 1, undefined, false]);
    });
    test('it has a name, and cannot be changed', () => {
      const named = createContext({ name: 'orders' });
      assert.equal([named.name, context.name, String(named)], ['orders', '', '[object Context]']);
      assert.ok(Object.isFrozen(context));
      assert.ok(Object.isFrozen(Object.getPrototypeOf(context)));
      assert.is('constructor' in Object.getPrototypeOf(context) && context.constructor, Object);
    });
  });

  section(subject, 'run and isolate', test => {
    const ways = {
      run: context.run,
      'run with a policy': context.run.bind(undefined, { inherit: 'chain' }),
      'run without one': context.run.bind(undefined, {}),
      isolate: context.isolate,
    } as Record<string, typeof context.isolate>;
    for (const [name, way] of Object.entries(ways)) {
      test(`${name}: passes the arguments on, and no this`, () => {
        assert.equal(way(called as () => unknown[]), [undefined]);
        const [object, fn] = [{}, () => {}];
        const [self, ...args] = way(called as (...args: unknown[]) => unknown[], object, fn, undefined);
        assert.is(self, undefined);
        assert.ok(args.length === 3 && args[0] === object && args[1] === fn && args[2] === undefined);
      });
      test(`${name}: returns what the function returns, and throws what it throws`, async () => {
        const result = {};
        assert.is(
          way(() => result),
          result,
        );
        const promise = Promise.resolve(1);
        assert.is(
          way(() => promise),
          promise,
        );
        const error = new Error('inside');
        assert.throws(
          () =>
            way(() => {
              throw error;
            }),
          (thrown: unknown) => thrown === error,
        );
        assert.is(
          await way(async () => {
            throw error;
          }).catch(thrown => thrown),
          error,
        );
        assert.equal([...way(count, 3)], [0, 1, 2]);
      });
      test(`${name}: runs a task`, () =>
        assert.is(
          way(() => context.active),
          true,
        ));
    }
    test('run: a child, and its parent again after it', () => {
      context.run(() => {
        context.set('key', 'parent');
        context.run({ inherit: 'chain' }, () => context.set('key', 'child'));
        assert.is(context.get('key'), 'parent');
      });
    });
    test('isolate: a root with nothing in it, wherever it is called', async () => {
      await context.run(async () => {
        context.set('key', 'outer');
        const inner = await context.isolate(async () => {
          assert.equal(context.entries(), []);
          context.set('key', 'inner');
          await sleep();
          return context.get('key');
        });
        assert.equal([inner, context.get('key')], ['inner', 'outer']);
      });
    });
    test('run: a task that goes on after its parent keeps its dictionary', async () => {
      let later!: Promise<unknown>;
      context.run(() => {
        context.set('key', 1);
        later = context.run(async () => {
          await sleep(2);
          context.set('key', (context.get('key') as number) + 1);
          return context.get('key');
        });
      });
      assert.is(await later, 2);
    });
  });

  section(subject, 'bind', test => {
    test('runs the function in the task in which it was bound', () => {
      const get = context.run(() => {
        context.set('key', 'bound');
        return context.bind(() => context.get('key'));
      });
      assert.is(get(), 'bound');
      context.run(() => {
        context.set('key', 'caller');
        assert.equal([get(), context.get('key')], ['bound', 'caller']);
      });
    });
    test('in the task itself, not in a copy', () => {
      context.run(() => {
        const set = context.bind((value: unknown) => context.set('key', value));
        context.isolate(set, 'set by another');
        assert.is(context.get('key'), 'set by another');
      });
    });
    test('outside a task: in none, whoever calls', () => {
      const bound = context.bind(() => [context.active, context.get('key')]);
      context.run(() => {
        context.set('key', 1);
        assert.equal(bound(), [false, undefined]);
      });
      assert.throws(
        () => context.run(context.bind(() => context.set('a', 1))),
        (error: unknown) => error instanceof NoCurrentTaskError,
      );
    });
    test('keeps this, the arguments, the name and the length', () => {
      const bound = context.bind(called as (...args: unknown[]) => unknown[]);
      const self = {};
      assert.equal(bound.call(self, 1, 2), [self, 1, 2]);
      assert.is(bound.call(self)[0], self);
      const named = context.bind(function handler(_a: number, _b: number) {});
      assert.equal([named.name, named.length], ['wrapped handler', 2]);
      assert.is('prototype' in named, false);
    });
    test('all else that follows the program comes along: no half of one flow in another', () => {
      const other = createContext();
      const bound = context.run(() =>
        other.run(() => {
          other.set('key', 'of the binder');
          return context.bind(() => other.get('key'));
        }),
      );
      other.run(() => {
        other.set('key', 'of the caller');
        assert.is(bound(), 'of the binder');
      });
    });
  });
}
