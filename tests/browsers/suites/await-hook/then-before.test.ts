// A `then` that was patched before this library was loaded, and that may take ticks of its own: no context stays current.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
// The row in suites.mjs determines which patch it is.
import 'way';
import { inFlow, nameOf, promised, seenByNobody, settlers, tasks, variable, type Flow } from './flows.js';

declare const WAY: string;

/** The ways in which a flow waits for a native promise, or for a promise of the page. */
const waits: Record<string, (promise: Promise<string>, look: () => void) => unknown> = {
  await: async (promise, look) => {
    await promise;
    look();
  },
  then: (promise, look) => promise.then(look),
  'then and then': (promise, look) => promise.then(value => (look(), value)).then(look),
  'then of an await': (promise, look) => (async () => promise)().then(look),
  catch: (promise, look) => promise.catch(() => {}).then(look),
  finally: (promise, look) => promise.finally(look),
  'Promise.all': async (promise, look) => {
    await Promise.all([promise, 1]);
    look();
  },
  'for await': async (promise, look) => {
    for await (const _ of [promise]) look();
  },
};
const natives: Record<string, PromiseConstructor> = {
  'native promise': (async () => {})().constructor as PromiseConstructor,
  "promise of the page's": Promise,
};

const test = suite(`a then before: ${WAY}`);

test('then of an async call leaves no context current', async () => {
  const seen: Flow[] = [];
  variable.run('A', () => (async () => {})().then(() => seen.push(variable.get())));
  for (let task = 0; task < 3; task++) assert.is(await seenByNobody(), undefined);
  assert.equal(seen, ['A']);
});

for (const [which, Constructor] of Object.entries(natives)) {
  for (const [waited, wait] of Object.entries(waits)) {
    for (const flow of ['A', undefined] satisfies Flow[]) {
      for (const by of settlers) {
        test(`${waited} of a ${which} by ${nameOf(flow)}, ${by} settles`, async () => {
          const seen: Flow[] = [];
          const beside: Flow[] = [];
          const { promise, settle } = promised(by, undefined, Constructor);
          inFlow(flow, () => void wait(promise, () => seen.push(variable.get())));
          // Code in no context that waits right after the flow.
          void wait(promise, () => beside.push(variable.get()));
          void variable.run('D', () => wait(promise, () => assert.is(variable.get(), 'D')));
          await tasks(1);
          settle();
          await tasks();
          assert.ok(seen.length > 0);
          assert.equal([...new Set(seen)], [flow]);
          assert.equal([...new Set(beside)], [undefined]);
          assert.is(await seenByNobody(), undefined);
        });
      }
    }
  }
}

// If the library passes reactions on to the engine's `then`, no mark follows their job. The README names this exception.
if (WAY === 'counted') {
  test('the exception: resolving functions of a derived class see who settles the promise', async () => {
    const seen: Flow[] = [];
    class Watched<T> extends Promise<T> {
      constructor(executor: (resolve: (value: T | PromiseLike<T>) => void, reject: (reason?: unknown) => void) => void) {
        super((resolve, reject) => executor(value => (seen.push(variable.get()), resolve(value)), reject));
      }
    }
    const { promise, settle } = promised('C', undefined, Watched);
    variable.run('A', () => promise.then(() => seen.push(variable.get())));
    settle();
    await tasks();
    assert.equal(seen, ['C', 'A', 'C']);
  });
}

test.run();
