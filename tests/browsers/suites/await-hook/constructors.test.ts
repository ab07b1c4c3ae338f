// Promises with a constructor of their own: an await of one continues in its own context, or in none; `then` always runs in its own.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../../src/index.js';
import { inFlow, nameOf, promised, seenByNobody, settlers, tasks, variable, type Flow } from './flows.js';

const test = suite('constructors');
const { prototype } = Promise;

/** The ways in which a flow waits for a promise. */
const waits: Record<string, (promise: Promise<string>, look: () => void) => unknown> = {
  await: async (promise, look) => {
    await promise;
    look();
  },
  then: (promise, look) => promise.then(look),
  'catch, passed by': (promise, look) => promise.catch(() => {}).then(look),
  finally: (promise, look) => promise.finally(look),
};

/** The values that a waiting flow saw, and the value after it. */
async function seen(
  flow: Flow,
  by: (typeof settlers)[number],
  change: (promise: Promise<string>) => unknown,
  wait: (promise: Promise<string>, look: () => void) => unknown,
  early = true,
): Promise<Flow[]> {
  const log: Flow[] = [];
  const { promise, settle } = promised(by);
  if (early) change(promise);
  inFlow(flow, () => {
    wait(promise, () => log.push(variable.get()));
    if (!early) change(promise);
  });
  await tasks(1);
  settle();
  await tasks();
  assert.is(await seenByNobody(), undefined);
  return log;
}

/** Changes that leave the hook in place. */
const seenChanges: Record<string, (promise: Promise<string>) => unknown> = {
  'Promise assigned': promise => Object.assign(promise, { constructor: Promise }),
  'Promise assigned twice': promise => [1, 2].map(() => Object.assign(promise, { constructor: Promise })),
  'Promise set by Reflect.set': promise => Reflect.set(promise, 'constructor', Promise),
  'Promise assigned on a prototype in between': promise => Object.setPrototypeOf(promise, Object.assign(Object.create(prototype), { constructor: Promise })),
  'a prototype in between that has nothing': promise => Object.setPrototypeOf(promise, Object.create(prototype)),
  'another class assigned': promise => Object.assign(promise, { constructor: class extends Promise<string> {} }),
  'something else assigned': promise => Object.assign(promise, { constructor: { name: 'something else' } }),
  'undefined assigned': promise => Object.assign(promise, { constructor: undefined }),
};

for (const [changed, change] of Object.entries(seenChanges)) {
  for (const [waited, wait] of Object.entries(waits)) {
    for (const flow of ['A', undefined] satisfies Flow[]) {
      for (const by of settlers) {
        test(`${changed}: ${waited} by ${nameOf(flow)}, ${by} settles`, async () => assert.equal(await seen(flow, by, change, wait), [flow]));
        test(`${waited} by ${nameOf(flow)}, then ${changed}, ${by} settles`, async () => assert.equal(await seen(flow, by, change, wait, false), [flow]));
      }
    }
  }
}

test('a class that is defined as the constructor after the await is not called', async () => {
  let calls = 0;
  class Sub<T> extends Promise<T> {
    constructor(executor: (resolve: (value: T | PromiseLike<T>) => void, reject: (reason?: unknown) => void) => void) {
      calls++;
      super(executor);
    }
  }
  const promise = Promise.resolve('settled');
  inFlow('A', () => {
    void (async () => void (await promise))();
    Object.defineProperty(promise, 'constructor', { value: Sub });
  });
  await tasks();
  assert.is(calls, 0);
});

test('an assigned constructor can be read and deleted', () => {
  for (const value of [Promise, class extends Promise<string> {}, undefined, 1]) {
    const promise: object = Promise.resolve();
    Object.assign(promise, { constructor: value });
    assert.is(promise.constructor, value);
    assert.equal(Object.entries(promise), [['constructor', value]]);
    assert.equal(Reflect.ownKeys(promise), ['constructor']);
    assert.ok(Reflect.deleteProperty(promise, 'constructor'));
    assert.is(promise.constructor, Promise);
    assert.equal(Reflect.ownKeys(promise), []);
  }
});

test('an assignment to what is frozen, sealed or no promise does what it does natively', () => {
  for (const lock of [Object.freeze, Object.preventExtensions, Object.seal]) {
    const promise = lock(Promise.resolve());
    assert.throws(() => ((promise as { constructor: unknown }).constructor = Promise), TypeError);
    assert.equal(Reflect.ownKeys(promise), []);
  }
  const inherits = Object.create(prototype) as { constructor: unknown };
  inherits.constructor = Promise;
  assert.equal(Object.keys(inherits), ['constructor']);
});

/** A `constructor` that was defined: no hook sees an await. */
const forced: Record<string, (promise: Promise<string>) => unknown> = {
  'a data property of its own': promise => Object.defineProperty(promise, 'constructor', { value: Promise, configurable: true }),
  'one that cannot be changed': promise => Object.defineProperty(promise, 'constructor', { value: Promise }),
  'a data property of a prototype in between': promise => Object.setPrototypeOf(promise, Object.create(prototype, { constructor: { value: Promise } })),
  'a getter of its own': promise => Object.defineProperty(promise, 'constructor', { get: () => Promise }),
};

for (const [how, change] of Object.entries(forced)) {
  for (const flow of ['A', undefined] satisfies Flow[]) {
    for (const [waited, wait] of Object.entries(waits)) {
      for (const by of settlers) {
        if (waited === 'await' && by !== 'its maker') continue;
        test(`by force, ${how}: ${waited} by ${nameOf(flow)}, ${by} settles`, async () => assert.equal(await seen(flow, by, change, wait), [flow]));
      }
    }
    test(`the exception of a constructor by force, ${how}: an await by ${nameOf(flow)} goes on in the context of who settles`, async () => {
      assert.equal(await seen(flow, 'C', change, waits['await']!), ['C']);
      assert.equal(await seen(flow, 'nobody', change, waits['await']!), [undefined]);
    });
  }
}

const nobody = new AsyncContext.Snapshot();
type Aside = (promise: Promise<string>, look: () => void) => unknown;
const lookAfter = async (wait: () => unknown, look: () => void): Promise<void> => {
  await wait();
  look();
};

/** Further things that a page's getter does: code of another flow, with its own awaits and reactions. */
const asides: Record<string, { flow: Flow; run: Aside }> = {
  'awaits a settled promise in B': { flow: 'B', run: (_, look) => variable.run('B', lookAfter, () => Promise.resolve(), look) },
  'awaits a pending promise in B': { flow: 'B', run: (_, look) => variable.run('B', lookAfter, () => tasks(1), look) },
  'awaits a value in B': { flow: 'B', run: (_, look) => variable.run('B', lookAfter, () => 1, look) },
  'calls then in B': { flow: 'B', run: (_, look) => variable.run('B', () => Promise.resolve().then(look)) },
  'calls then of the promise in B': { flow: 'B', run: (promise, look) => variable.run('B', () => prototype.then.call(promise, look)) },
  'awaits the promise in B': { flow: 'B', run: (promise, look) => variable.run('B', lookAfter, () => promise, look) },
  'awaits the promise in no context': { flow: undefined, run: (promise, look) => nobody.run(lookAfter, () => promise, look) },
  'awaits the promise in its own context': { flow: 'any', run: (promise, look) => lookAfter(() => promise, look) },
  'runs B': { flow: 'B', run: (_, look) => variable.run('B', look) },
  'awaits a settled promise in no context': { flow: undefined, run: (_, look) => nobody.run(lookAfter, () => Promise.resolve(), look) },
  'awaits a value in no context': { flow: undefined, run: (_, look) => nobody.run(lookAfter, () => 1, look) },
  'calls then in no context': { flow: undefined, run: (_, look) => nobody.run(() => Promise.resolve().then(look)) },
};

/** When the getter reads the inherited constructor, which it returns. */
const orders: Record<string, (promise: Promise<string>, aside: () => void) => unknown> = {
  first(promise, aside) {
    const found: unknown = Reflect.get(prototype, 'constructor', promise);
    aside();
    return found;
  },
  last(promise, aside) {
    aside();
    return Reflect.get(prototype, 'constructor', promise);
  },
  'not at all'(_, aside) {
    aside();
    return Promise;
  },
};

for (const [order, ask] of Object.entries(orders)) {
  for (const [what, aside] of Object.entries(asides)) {
    for (const [waited, wait] of Object.entries(waits)) {
      for (const flow of ['A', undefined] satisfies Flow[]) {
        for (const by of settlers) {
          // The exception of a `constructor` that was defined.
          if (order === 'not at all' && waited === 'await' && by !== 'its maker') continue;
          test(`a getter that ${what} and asks ours ${order}: ${waited} by ${nameOf(flow)}, ${by} settles`, async () => {
            const beside: Flow[] = [];
            let isInside = false;
            // A limit, in case an await reads the constructor again in a later job.
            let times = 3;
            const define = (promise: Promise<string>) =>
              Object.defineProperty(promise, 'constructor', {
                get: () => {
                  // The code in here may read the constructor, too.
                  if (isInside || times-- <= 0) return order === 'not at all' ? Promise : Reflect.get(prototype, 'constructor', promise);
                  isInside = true;
                  const found = ask(promise, () => aside.run(promise, () => beside.push(variable.get())));
                  isInside = false;
                  return found;
                },
              });
            const found = await seen(flow, by, define, wait);
            const own = aside.flow === 'any' ? flow : aside.flow;
            // With a defined `constructor`, an await of a pending promise continues in the context of whoever settles it.
            if (!(order === 'not at all' && what.startsWith('awaits the promise')))
              assert.equal(
                beside.filter(seen => seen !== own && seen !== undefined),
                [],
              );
            // The getter reads ours, and runs other code before the engine adds its reaction: the context may be lost then, but not wrong.
            if (order === 'first' && waited === 'await' && found.length === 1 && found[0] === undefined) return;
            assert.equal(found, [flow]);
          });
        }
      }
    }
  }
}

/** A page's getter for the species, which `then` reads during the call. */
for (const [what, aside] of Object.entries(asides)) {
  for (const flow of ['A', undefined] satisfies Flow[]) {
    for (const by of settlers) {
      test(`a species that ${what}: then and await by ${nameOf(flow)}, ${by} settles`, async () => {
        const beside: Flow[] = [];
        let isInside = false;
        class Sub<T> extends Promise<T> {
          static override get [Symbol.species]() {
            if (!isInside) {
              isInside = true;
              aside.run(Promise.resolve('another'), () => beside.push(variable.get()));
              isInside = false;
            }
            return Promise;
          }
        }
        const { promise, settle } = promised(by, undefined, Sub);
        const found: Flow[] = [];
        inFlow(flow, () => {
          promise.then(() => found.push(variable.get()));
          void (async () => {
            await promise;
            found.push(variable.get());
          })();
        });
        await tasks(1);
        settle();
        await tasks();
        assert.equal([...new Set(beside)], [aside.flow === 'any' ? flow : aside.flow]);
        assert.equal(found, [flow, flow]);
        assert.is(await seenByNobody(), undefined);
      });
    }
  }
}

for (const flow of ['A', undefined] satisfies Flow[]) {
  test(`Promise.resolve by ${nameOf(flow)} of a promise whose getter awaits another one first, and hands on what the prototype has: the promise itself`, async () => {
    const promise = Promise.resolve('value');
    const beside: Flow[] = [];
    Object.defineProperty(promise, 'constructor', {
      configurable: true,
      get(this: unknown) {
        void (async () => {
          await Promise.resolve();
          beside.push(variable.get());
        })();
        return Reflect.get(prototype, 'constructor', this);
      },
    });
    assert.is(
      inFlow(flow, () => Promise.resolve(promise)),
      promise,
    );
    await tasks();
    assert.equal(beside, [flow]);
    assert.is(await seenByNobody(), undefined);
  });
}

/** Calls that fail before they read a promise's constructor, or that read it and go on: the next read counts as an await again. */
const calls: Record<string, (promise: Promise<string>) => unknown> = {
  'Promise.resolve called on nothing': promise => Promise.resolve.call(undefined as never, promise),
  'Promise.resolve called on what is no constructor': promise => Promise.resolve.call({} as never, promise),
  'Promise.resolve': promise => Promise.resolve(promise),
  'Promise.resolve twice': promise => Promise.resolve(Promise.resolve(promise)),
  'Promise.resolve of a class': promise => class extends Promise<string> {}.resolve(promise),
  'then that fails': promise => Reflect.apply(prototype.then, Object.create(promise), []),
  then: promise => promise.then(() => {}),
  'a species that throws': promise => {
    class Failing extends Promise<string> {
      static override get [Symbol.species](): PromiseConstructor {
        throw new Error('expected');
      }
    }
    Object.setPrototypeOf(promise, Failing.prototype);
    try {
      return promise.then(() => {});
    } finally {
      Object.setPrototypeOf(promise, prototype);
    }
  },
};
for (const [name, call] of Object.entries(calls)) {
  for (const flow of ['A', undefined] satisfies Flow[]) {
    for (const by of settlers) {
      test(`an await by ${nameOf(flow)} after ${name}, ${by} settles`, async () => {
        const found: Flow[] = [];
        const { promise, settle } = promised(by);
        inFlow(flow, () => {
          try {
            call(promise);
          } catch {
            // The same happens without the library.
          }
          void (async () => {
            await promise;
            found.push(variable.get());
          })();
        });
        await tasks(1);
        settle();
        await tasks();
        assert.equal(found, [flow]);
        assert.is(await seenByNobody(), undefined);
      });
    }
  }
}

test.run();
