// Arguments that are not a valid key, function, policy or option.
import * as assert from 'uvu/assert';
import { section, throws, type Subject } from './section.js';

export function badInput(subject: Subject): void {
  const { context: typed, createContext: create } = subject.facade;
  // Without types, as in a program that does not use TypeScript.
  type Any = (...args: unknown[]) => unknown;
  const context = typed as unknown as Record<'get' | 'set' | 'has' | 'delete' | 'run' | 'isolate' | 'bind', Any>;
  const createContext = create as Any;
  const fn = () => assert.unreachable('it was called');

  const cases: [name: string, call: () => unknown, words: string[]][] = [
    ['get()', () => context.get(), ['context.get', 'a string, a symbol or a number', 'got undefined']],
    ['get(null)', () => context.get(null, 'default'), ['context.get', 'got null']],
    ['set({})', () => context.set({}, 1), ['context.set', 'got an object']],
    ['set(true)', () => context.set(true, 1), ['context.set', 'got true']],
    ['has(1n)', () => context.has(1n), ['context.has', 'got a bigint']],
    ['delete([])', () => context.delete(['a']), ['context.delete', 'got an object']],
    ['run()', () => context.run(), ['context.run', 'a function', 'got undefined']],
    ['run("text")', () => context.run('text', fn), ['context.run', 'a function', 'options', 'got "text"']],
    ['run(undefined, fn)', () => context.run(undefined, fn), ['context.run', 'got undefined']],
    ['run(null, fn)', () => context.run(null, fn), ['context.run', 'got null']],
    ['run({})', () => context.run({}), ['context.run', 'a function', 'got undefined']],
    ['run({}, {})', () => context.run({}, {}), ['context.run', 'a function', 'got an object']],
    ['run({}, "text", fn)', () => context.run({}, 'text', fn), ['context.run', 'a function', 'got "text"']],
    ['an unknown policy', () => context.run({ inherit: 'deep' }, fn), ['context.run', '"share", "copy" or "chain"', 'got "deep"']],
    ['a policy that is none', () => context.run({ inherit: null }, fn), ['context.run', 'inherit', 'got null']],
    ['the name of a method', () => context.run({ inherit: 'toString' }, fn), ['context.run', 'got "toString"']],
    ['a dictionary for options', () => context.run({ request_id: '1234' }, fn), ['context.run', 'no option but inherit', '"request_id"']],
    ['a Map for options', () => context.run(new Map([['id', 1]]), fn), ['context.run', 'a plain object', 'inherit', 'got an object of another kind']],
    ['a Set for options', () => context.run(new Set(['id']), fn), ['context.run', 'a plain object', 'got an object of another kind']],
    ['an array for options', () => context.run([], fn), ['context.run', 'a plain object', 'got an array']],
    ['an array of pairs', () => context.run([['id', 1]], fn), ['context.run', 'no option but inherit', 'got "0"']],
    ['a promise for options', () => context.run(Promise.resolve()), ['context.run', 'a plain object', 'got an object of another kind']],
    ['a Date, an error, a regular expression', () => context.run(new Date(), fn), ['context.run', 'a plain object']],
    ['a boxed string', () => context.run(Object('id'), fn), ['context.run', 'no option but inherit', 'got "0"']],
    [
      'an instance of a class',
      () =>
        context.run(
          new (class {
            #id = 1;
            get id() {
              return this.#id;
            }
          })(),
          fn,
        ),
      ['context.run', 'a plain object'],
    ],
    ['what inherits from nothing but an empty object', () => context.run(Object.create({}), fn), ['context.run', 'a plain object']],
    ['a symbol for an option', () => context.run({ [Symbol('id')]: 1 }, fn), ['context.run', 'no option but inherit', 'got a symbol']],
    ['a proxy of a Map', () => context.run(new Proxy(new Map(), {}), fn), ['context.run', 'a plain object']],
    ['isolate()', () => context.isolate(), ['context.isolate', 'a function', 'got undefined']],
    ['isolate({}, fn)', () => context.isolate({}, fn), ['context.isolate', 'got an object']],
    ['bind(1)', () => context.bind(1), ['context.bind', 'a function', 'got 1']],
    ['createContext(null)', () => createContext(null), ['createContext', 'options', 'got null']],
    ['createContext("name")', () => createContext('name'), ['createContext', 'options', 'got "name"']],
    ['createContext(fn)', () => createContext(fn), ['createContext', 'options', 'got a function']],
    ['createContext({ inherits })', () => createContext({ inherits: 'copy' }), ['createContext', 'no option but', '"inherits"']],
    ['createContext, with an option that is inherited', () => createContext(Object.create({ inherits: 1 })), ['createContext', 'a plain object']],
    ['createContext([])', () => createContext([]), ['createContext', 'a plain object', 'inherit, name, clone', 'got an array']],
    ['createContext(new Map())', () => createContext(new Map()), ['createContext', 'a plain object', 'got an object of another kind']],
    ['createContext(Promise.resolve())', () => createContext(Promise.resolve()), ['createContext', 'a plain object']],
    ['createContext, with a symbol', () => createContext({ [Symbol('name')]: 1 }), ['createContext', 'no option but', 'got a symbol']],
    [
      'createContext, with a symbol beside a name',
      () => createContext({ name: 'name', [Symbol('name')]: 1 }),
      ['createContext', 'no option but', 'got a symbol'],
    ],
    [
      'createContext, with an instance',
      () =>
        createContext(
          new (class {
            name = 'name';
          })(),
        ),
      ['createContext', 'a plain object', 'got an object of another kind'],
    ],
    ['createContext: a policy', () => createContext({ inherit: 'none' }), ['createContext', 'inherit', 'got "none"']],
    ['createContext: a name', () => createContext({ name: 1 }), ['createContext', 'a string as name', 'got 1']],
    ['createContext: a clone', () => createContext({ clone: 'deep' }), ['createContext', 'a function as clone', 'got "deep"']],
  ];
  section(subject, 'bad input', test => {
    for (const [name, call, words] of cases) {
      test(`${name}: a TypeError, in a task and in none, and nothing has changed`, () => {
        throws(call, TypeError, ...words);
        assert.is(typed.active, false);
        typed.run(() => {
          typed.set('key', 1);
          throws(call, TypeError, ...words);
          assert.equal(typed.entries(), [['key', 1]]);
        });
      });
    }
    test('options that are undefined are absent', () => {
      const own = create({ inherit: undefined, name: undefined, clone: undefined });
      assert.is(
        own.run({ inherit: undefined }, () => own.active),
        true,
      );
      assert.is(own.name, '');
      assert.is(create(undefined).name, '');
    });
    test('options may be of no prototype', () => {
      assert.is(create(Object.assign(Object.create(null), { name: 'bare' })).name, 'bare');
      assert.is(create(Object.create(null)).name, '');
      assert.is(
        typed.run(Object.create(null), () => typed.active),
        true,
      );
    });
    test('an error of a getter among the options is thrown as it is, and no task starts', () => {
      const error = new Error('getter');
      const options = {
        get inherit(): never {
          throw error;
        },
      };
      assert.throws(
        () => typed.run(options, fn),
        (thrown: unknown) => thrown === error,
      );
    });
  });
}
