// The await hook as a page sees it: the values that the page reads, assigns and defines, and the reads that count as an await.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { carrier, Variable } from './variables.js';

assert.is(carrier.name, 'browser');
const variable = new Variable();
const { prototype } = Promise;
const { setTimeout: later } = globalThis;
variable.run('nobody', () => {});
const descriptorOf = Object.getOwnPropertyDescriptor;
const pause = () => new Promise<void>(resolve => later(resolve, 2));
const flow = (name: string | undefined, fn: () => Promise<unknown>) => (name === undefined ? fn() : variable.run(name, fn));

class Derived<T> extends Promise<T> {}

/** Whether nobody handles a rejection that the code makes. */
async function unhandled(fn: (reason: Error) => unknown): Promise<boolean> {
  const reason = new Error('expected by this test');
  const heard: unknown[] = [];
  const hear = (error: unknown) => void heard.push(error);
  process.on('unhandledRejection', hear);
  fn(reason);
  for (let task = 0; task < 2; task++) await pause();
  process.off('unhandledRejection', hear);
  return heard.includes(reason);
}

for (const name of ['A', undefined]) {
  const where = name ?? 'no context';

  test(`${where}: a rejection stays unhandled, though Promise.resolve and finally look at its constructor; an await handles it`, async () => {
    const within = (fn: () => unknown) => flow(name, async () => void fn());
    assert.is(await unhandled(reason => within(() => Promise.resolve(Promise.reject(reason)))), true);
    assert.is(await unhandled(reason => within(() => Promise.reject(reason))), true);
    assert.is(await unhandled(reason => within(() => Promise.reject(reason).finally(() => {}))), true);
    assert.is(await unhandled(reason => within(() => Promise.reject(reason).then(() => {}))), true);
    assert.is(
      await unhandled(reason =>
        within(async () => {
          try {
            await Promise.reject(reason);
          } catch {}
        }),
      ),
      false,
    );
  });

  test(`${where}: a derived promise is derived from, once, and its own constructor is as it was`, async () => {
    let made = 0;
    class Counted<T> extends Promise<T> {
      constructor(executor: ConstructorParameters<typeof Promise<T>>[0]) {
        super(executor);
        made++;
      }
    }
    await flow(name, async () => {
      const promise = Counted.resolve(1);
      made = 0;
      const derived = promise.then(value => [value, variable.get()]);
      assert.instance(derived, Counted);
      assert.equal([made, descriptorOf(promise, 'constructor')], [1, undefined]);
      assert.equal(await derived, [1, name]);
      const own = Object.defineProperty(Promise.resolve(2), 'constructor', { value: Counted, configurable: true, enumerable: false, writable: false });
      made = 0;
      const other = own.then(value => [value, variable.get()]);
      assert.is(made, 1);
      assert.equal(descriptorOf(own, 'constructor'), { value: Counted, configurable: true, enumerable: false, writable: false });
      assert.equal(await other, [2, name]);
    });
  });

  test(`${where}: values and reasons come through, with and without callbacks, of derived promises as well`, async () => {
    for (const Class of [Promise, Derived]) {
      await flow(name, async () => {
        assert.is(await Class.resolve(1).then(), 1);
        assert.is(await Class.resolve(1).then(null, () => 2), 1);
        assert.is(await Class.resolve(1).then(value => value + 1), 2);
        assert.is(
          await Class.reject(3).then(
            () => 4,
            reason => reason,
          ),
          3,
        );
        for (const passing of [Class.reject(5).then(), Class.reject(5).then(() => 6), Class.reject(5).then(() => 6, null)]) {
          assert.is(
            await passing.then(
              () => 'fulfilled',
              reason => reason,
            ),
            5,
          );
        }
        assert.is(await Class.resolve(7).finally(() => 8), 7);
      });
    }
  });

  test(`${where}: reactions of a frozen promise, which takes no mark, are in their context, with their value`, async () => {
    for (const Class of [Promise, Derived]) {
      const seen: unknown[] = [];
      await flow(name, async () => {
        const promise = Object.freeze(Class.resolve(1));
        void promise.then(value => seen.push([value, variable.get()]));
        const rejected = Object.freeze(Class.reject(2));
        void rejected.then(undefined, value => seen.push([value, variable.get()]));
      });
      await variable.run('B', pause);
      assert.equal(seen, [
        [1, name],
        [2, name],
      ]);
      assert.is(variable.get(), undefined);
    }
  });
}

test('a constructor that is assigned to the prototype is what is read, and what promises are derived with', async () => {
  const names: unknown[] = [];
  try {
    (prototype as { constructor: unknown }).constructor = Derived;
    assert.is(prototype.constructor, Derived);
    await flow('A', async () => {
      const derived = Promise.resolve(1).then(() => variable.get());
      assert.instance(derived, Derived);
      names.push(derived.constructor);
      assert.is(await derived, 'A');
    });
    assert.instance(
      Promise.resolve(1).then(() => {}),
      Derived,
    );
  } finally {
    (prototype as { constructor: unknown }).constructor = Promise;
  }
  assert.equal(names, [Derived]);
  const plain = Promise.resolve(1).then(() => {});
  assert.not.instance(plain, Derived);
  assert.is(plain.constructor, Promise);
});

test('the species of Promise is asked once for each then, and is what promises are derived with', () => {
  const species = descriptorOf(Promise, Symbol.species)!;
  let reads = 0;
  Object.defineProperty(Promise, Symbol.species, { get: () => (reads++, Derived), configurable: true });
  try {
    assert.instance(
      Promise.resolve().then(() => {}),
      Derived,
    );
    assert.is(reads, 1);
    variable.run('A', () =>
      assert.instance(
        Promise.resolve().then(() => {}),
        Derived,
      ),
    );
    assert.is(reads, 2);
  } finally {
    Object.defineProperty(Promise, Symbol.species, species);
  }
});

test('an instance that is assigned a constructor has it as a property of its own; Promise goes on being seen', async () => {
  for (const value of [Promise, Derived, undefined]) {
    const promise: any = Promise.resolve(1);
    promise.constructor = value;
    assert.is(promise.constructor, value);
    const own = descriptorOf(promise, 'constructor')!;
    assert.equal([own.enumerable, own.configurable, own.writable], [true, true, value === Promise ? undefined : true]);
  }
  const promise: any = new Promise<void>(resolve => later(resolve, 1));
  promise.constructor = Promise;
  const seen = variable.run('A', async () => {
    await promise;
    return variable.get();
  });
  assert.is(await seen, 'A');
});

test('functions that are put in place have the source of those they stand for, which can be overwritten', () => {
  for (const fn of [prototype.then, Promise.resolve] as any[]) {
    assert.match(String(fn), /\[native code\]/);
    const { toString } = fn;
    assert.equal(descriptorOf(fn, 'toString'), { value: toString, writable: true, enumerable: false, configurable: true });
  }
  for (const [object, key] of [
    [prototype, 'then'],
    [Promise, 'resolve'],
    [prototype, 'constructor'],
  ] as const) {
    const { enumerable, configurable } = descriptorOf(object, key)!;
    assert.equal([enumerable, configurable], [false, true]);
  }
});

test('a constructor that was defined anew makes way for the hook at the next run, whatever it is', () => {
  for (const value of [Promise, undefined, Derived]) {
    Object.defineProperty(prototype, 'constructor', { value, configurable: true, writable: true });
    variable.run('A', () => {});
    assert.type(descriptorOf(prototype, 'constructor')!.get, 'function');
    assert.is(prototype.constructor, value);
  }
  (prototype as { constructor: unknown }).constructor = Promise;
});

// The last test, since it cannot be undone.
test('a constructor that was defined for good: one warning, and runs go on', () => {
  const { warn } = console;
  const said: unknown[] = [];
  console.warn = (text: unknown) => void said.push(text);
  try {
    Object.defineProperty(prototype, 'constructor', { value: Promise, configurable: false, writable: false });
    for (let times = 0; times < 2; times++)
      assert.is(
        variable.run('A', () => variable.get()),
        'A',
      );
  } finally {
    console.warn = warn;
  }
  assert.is(said.length, 1);
  assert.match(
    String(said[0]),
    /Promise\.prototype\.constructor was made non-configurable: contexts are lost or mistaken after an await\. Define it configurable\./,
  );
});

test.run();
