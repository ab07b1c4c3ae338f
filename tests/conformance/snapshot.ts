// AsyncContext.Snapshot: the constructor and run.
import * as assert from 'uvu/assert';
import { section, throwsTypeError, type Subject } from './section.js';

export function snapshot(subject: Subject): void {
  const { Variable, Snapshot } = subject.AsyncContext;
  const variable = new Variable({ defaultValue: 'default' });
  const other = new Variable({ defaultValue: 0 });
  const get = () => variable.get();

  section(subject, 'Snapshot', test => {
    test('restores the context in which it was made', () => {
      const taken = variable.run('taken', () => new Snapshot());
      assert.is(taken.run(get), 'taken');
      assert.is(
        variable.run('elsewhere', () => taken.run(get)),
        'taken',
      );
      assert.is(get(), 'default');
    });
    test('restores all Variables, those that were not set then included', () => {
      const taken = variable.run('taken', () => new Snapshot());
      other.run(1, () => {
        assert.equal(
          taken.run(() => [variable.get(), other.get()]),
          ['taken', 0],
        );
        assert.is(other.get(), 1);
      });
    });
    test('restores the empty context', () => {
      const empty = new Snapshot();
      variable.run('set', () => {
        assert.is(empty.run(get), 'default');
        assert.is(get(), 'set');
      });
    });
    test('knows the default of a Variable that is younger', () => {
      const taken = variable.run('taken', () => new Snapshot());
      const younger = new Variable({ defaultValue: 'young' });
      younger.run('set', () =>
        assert.is(
          taken.run(() => younger.get()),
          'young',
        ),
      );
    });
    test('passes undefined as this, and the arguments', () => {
      const call = function (this: unknown, ...args: unknown[]) {
        return [this, ...args];
      };
      assert.equal(new Snapshot().run(call), [undefined]);
      assert.equal(new Snapshot().run(call, 1, 'two', null), [undefined, 1, 'two', null]);
    });
    test('returns what the function returns and throws what it throws', () => {
      const taken = variable.run('taken', () => new Snapshot());
      const result = {};
      assert.is(
        taken.run(() => result),
        result,
      );
      const error = new Error('thrown inside');
      variable.run('outer', () => {
        assert.throws(
          () =>
            taken.run(() => {
              throw error;
            }),
          (thrown: unknown) => thrown === error,
        );
        assert.is(get(), 'outer');
      });
    });
    test('runs in itself and in others', () => {
      const [a, b] = ['a', 'b'].map(value => variable.run(value, () => new Snapshot())) as [InstanceType<typeof Snapshot>, InstanceType<typeof Snapshot>];
      assert.equal(
        a.run(() => [get(), b.run(() => [get(), a.run(get), get()]), a.run(get), get()]),
        ['a', ['b', 'a', 'b'], 'a', 'a'],
      );
    });
    test('is the same when it is run again inside a run inside it', () => {
      const taken = variable.run('taken', () => new Snapshot());
      const wrapped = variable.run('wrapped', () => Snapshot.wrap((again: boolean): unknown => (again ? variable.run('two', () => wrapped(false)) : get())));
      const empty = new Snapshot();
      assert.is(
        taken.run(() => variable.run('two', () => taken.run(get))),
        'taken',
      );
      assert.is(
        empty.run(() => variable.run('two', () => empty.run(get))),
        'default',
      );
      assert.is(wrapped(true), 'wrapped');
      assert.is(
        taken.run(() => variable.run('two', () => (taken.run(get), get()))),
        'two',
      );
    });
    test('lets a run inside it start from its context', () => {
      const taken = other.run(7, () => new Snapshot());
      assert.equal(
        taken.run(() => variable.run('inside', () => [variable.get(), other.get()])),
        ['inside', 7],
      );
    });
    test('restores the context when the call itself throws', () => {
      const taken = variable.run('taken', () => new Snapshot());
      const { proxy, revoke } = Proxy.revocable(() => {}, {});
      revoke();
      variable.run('outer', () => {
        throwsTypeError(() => taken.run(proxy));
        assert.is(get(), 'outer');
      });
    });
    test('can be subclassed', () => {
      class Named extends Snapshot {
        readonly #name: string;
        constructor(name: string) {
          super();
          this.#name = name;
        }
        named() {
          return this.#name;
        }
      }
      const taken = variable.run('taken', () => new Named('mine'));
      assert.instance(taken, Named);
      assert.instance(taken, Snapshot);
      assert.is(taken.named(), 'mine');
      assert.is(taken.run(get), 'taken');
    });
    test('takes its prototype from new.target, or falls back', () => {
      function NewTarget() {}
      const prototype = {};
      NewTarget.prototype = prototype;
      assert.is(Object.getPrototypeOf(Reflect.construct(Snapshot, [], NewTarget)), prototype);
      for (const none of [undefined, null, 1]) {
        NewTarget.prototype = none as unknown as object;
        assert.is(Object.getPrototypeOf(Reflect.construct(Snapshot, [], NewTarget)), Snapshot.prototype);
      }
    });
  });
}
