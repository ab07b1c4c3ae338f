// A thenable that a flow passes to a promise: its `then` is read once and called, both in that flow's context, so lazy promises start their work in it.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inFlow, nameOf, promised, settlers, tasks, variable, type Flow } from './flows.js';

type Seen = { read: Flow[]; called: Flow[] };
type Callback = ((value: string) => unknown) | null | undefined;

/** A promise like some SDKs': it starts its work when somebody wants the result. */
class Lazy extends Promise<string> {
  declare seen: Seen;
  static of(seen: Seen): Lazy {
    const lazy = Lazy.resolve('lazy') as Lazy;
    lazy.seen = seen;
    return lazy;
  }
  // Its derived promises are plain ones.
  static override get [Symbol.species]() {
    return Promise;
  }
  override then(...args: any[]): any {
    this.seen.called.push(variable.get());
    return super.then(...args);
  }
}

/** A query builder: not a promise, and its `then` starts the work asynchronously. */
class Query {
  constructor(readonly seen: Seen) {}
  async work(): Promise<string> {
    this.seen.called.push(variable.get());
    await Promise.resolve();
    this.seen.called.push(variable.get());
    return 'query';
  }
  then(ok: Callback, bad: Callback): unknown {
    return this.work().then(ok, bad);
  }
}

const call = (seen: Seen) => (ok: (value: string) => void) => {
  seen.called.push(variable.get());
  ok('called');
};
const getter = (object: object, seen: Seen) =>
  Object.defineProperty(object, 'then', {
    get() {
      seen.read.push(variable.get());
      return call(seen);
    },
  });

/** The objects that a flow passes to a promise. */
const thenables: Record<string, (seen: Seen) => unknown> = {
  'a lazy promise': seen => Lazy.of(seen),
  'a query': seen => new Query(seen),
  'an object with a method then': seen => ({ then: call(seen) }),
  'an object with a getter then': seen => getter({}, seen),
  'a promise with a then of its own': seen => Object.assign(Promise.resolve('own'), { then: call(seen) }),
  'a promise with a getter then': seen => getter(Promise.resolve('own'), seen),
  'a function with a method then': seen => Object.assign(() => {}, { then: call(seen) }),
};

/** The ways in which it does that, once a promise is settled. */
const ways: Record<string, (promise: Promise<string>, thenable: () => any) => unknown> = {
  'returns it from then': (promise, thenable) => promise.then(thenable),
  'returns it from catch': (promise, thenable) => promise.then(() => Promise.reject()).catch(thenable),
  'returns it from finally': (promise, thenable) => promise.finally(thenable),
  'returns it from an async function': async (promise, thenable) => {
    await promise;
    return thenable();
  },
  'awaits it': async (promise, thenable) => {
    await promise;
    await thenable();
  },
  'resolves with it': (promise, thenable) => new Promise(resolve => promise.then(() => resolve(thenable()))),
  'takes it into Promise.all': async (promise, thenable) => {
    await promise;
    return Promise.all([thenable()]);
  },
  'yields it': async (promise, thenable) => {
    const generator = (async function* () {
      await promise;
      yield thenable();
    })();
    await generator.next();
  },
};

const test = suite('thenables');
for (const [kind, make] of Object.entries(thenables)) {
  for (const [way, hand] of Object.entries(ways)) {
    // An await of one of the engine's promises never calls its `then`.
    const isCalled = !(kind.startsWith('a promise') && ['awaits it', 'yields it'].includes(way));
    for (const flow of ['A', undefined] satisfies Flow[]) {
      for (const by of settlers) {
        test(`${kind}, ${nameOf(flow)} ${way}, ${by} settles`, async () => {
          const seen: Seen = { read: [], called: [] };
          const { promise, settle } = promised(by);
          const done = inFlow(flow, () => hand(promise, () => make(seen)));
          await tasks(1);
          settle();
          await done;
          assert.equal([...new Set([...seen.read, ...seen.called])], isCalled ? [flow] : []);
          assert.is(seen.called.length > 0, isCalled);
        });
      }
    }
  }
}

/** No hook sees who settles a thenable whose `then` is not the library's: the README names this exception, and its remedy. */
const awaits: Record<string, { operand: (thenable: object) => unknown; expected: Flow }> = {
  'the exception: an await of it goes on in the context of that flow': { operand: thenable => thenable, expected: 'B' },
  'the remedy: an await of Promise.resolve goes on in its own': { operand: thenable => Promise.resolve(thenable), expected: 'A' },
};
for (const [what, { operand, expected }] of Object.entries(awaits)) {
  test(`a thenable that another flow settles, ${what}`, async () => {
    let settle!: () => void;
    const thenable = { then: (ok: () => void) => void (settle = ok) };
    const seen: Flow[] = [];
    void variable.run('A', async () => {
      await operand(thenable);
      seen.push(variable.get());
    });
    await tasks(1);
    variable.run('B', () => settle());
    await tasks();
    assert.equal(seen, [expected]);
  });
}

test.run();
