// Bad input: a TypeError that names the expected and the received value, with the context unchanged.
import * as assert from 'uvu/assert';
import { section, throwsTypeError, type Subject } from './section.js';

const values: [value: unknown, description: string][] = [
  [undefined, 'undefined'],
  [null, 'null'],
  [5, '5'],
  ['text', '"text"'],
  ['a text that is too long to be repeated in the message of an error', 'a long string'],
  [true, 'true'],
  [10n, 'a bigint'],
  [Symbol('s'), 'a symbol'],
  [{}, 'an object'],
  [[], 'an object'],
  [/x/, 'an object'],
  [Object.create(null), 'an object'],
  [
    {
      toString() {
        throw new Error('described by running its code');
      },
    },
    'an object',
  ],
];

export function badInput(subject: Subject): void {
  const { Variable, Snapshot } = subject.AsyncContext;

  section(subject, 'bad input', test => {
    const variable = new Variable({ defaultValue: 'default' });
    const snapshot = new Snapshot();
    const name = Object.getOwnPropertyDescriptor(Variable.prototype, 'name')!.get!;
    const rejects = (call: () => unknown, ...words: string[]) =>
      variable.run('current', () => {
        throwsTypeError(call, ...words);
        assert.is(variable.get(), 'current');
      });

    for (const [value, description] of values) {
      test(`where a function is expected: ${description}`, () => {
        const words = ['expected a function', `got ${description}`];
        rejects(() => variable.run('inner', value as () => void), 'AsyncContext.Variable.prototype.run', ...words);
        rejects(() => snapshot.run(value as () => void), 'AsyncContext.Snapshot.prototype.run', ...words);
        rejects(() => Snapshot.wrap(value as () => void), 'AsyncContext.Snapshot.wrap', ...words);
      });
      test(`as this: ${description}`, () => {
        const words = (expected: string) => [`expected an AsyncContext.${expected}`, `got ${description}`];
        rejects(() => Reflect.apply(variable.run, value, [1, () => 1]), 'AsyncContext.Variable.prototype.run', ...words('Variable'));
        rejects(() => Reflect.apply(variable.get, value, []), 'AsyncContext.Variable.prototype.get', ...words('Variable'));
        rejects(() => Reflect.apply(name, value, []), 'AsyncContext.Variable.prototype.name', ...words('Variable'));
        rejects(() => Reflect.apply(snapshot.run, value, [() => 1]), 'AsyncContext.Snapshot.prototype.run', ...words('Snapshot'));
      });
    }
    test('as this: the other kind, a subclass that did not call super, a proxy', () => {
      rejects(() => Reflect.apply(variable.get, snapshot, []));
      rejects(() => Reflect.apply(snapshot.run, variable, [() => 1]));
      rejects(() => Reflect.apply(variable.get, Object.create(variable), []));
      rejects(() => Reflect.apply(variable.get, new Proxy(variable, {}), []));
    });
    test('a missing function, and nothing at all', () => {
      rejects(() => (variable.run as Function)(), 'expected');
      rejects(() => Reflect.apply(variable.run, variable, []), 'got undefined');
      rejects(() => Reflect.apply(snapshot.run, snapshot, []), 'got undefined');
      rejects(() => Reflect.apply(Snapshot.wrap, Snapshot, []), 'got undefined');
    });
    test('constructors called as functions', () => {
      rejects(() => Reflect.apply(Variable, undefined, []), 'new');
      rejects(() => Reflect.apply(Snapshot, undefined, []), 'new');
      rejects(() => Reflect.apply(Variable, Object.create(Variable.prototype), []), 'new');
    });
    test('this is looked at before the function', () => {
      rejects(() => Reflect.apply(variable.run, {}, [1, 'no function']), 'as this');
      rejects(() => Reflect.apply(snapshot.run, {}, ['no function']), 'as this');
    });
  });
}
