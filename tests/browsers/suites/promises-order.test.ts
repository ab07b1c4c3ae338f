// The order of microtasks is the same before the first Variable as after it in no context; in a context an await takes three ticks.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const { setTimeout: nativeSetTimeout, Promise: NativePromise } = globalThis;
type Log = (word: string | number) => void;

/** Counts ticks, for others to be seen between. */
function ticks(log: Log, count: number): void {
  let promise = Promise.resolve();
  for (let tick = 1; tick <= count; tick++) promise = promise.then(() => log(tick));
}

/** How many ticks pass before a step goes on. */
const within = (step: (done: () => void) => unknown) => (log: Log) => {
  ticks(log, 8);
  step(() => log('here'));
};

const thenable = (value: unknown) => ({ then: (resolve: (value: unknown) => void) => resolve(value) });
class Derived<T> extends Promise<T> {}
class Getter<T> extends Promise<T> {
  static override get [Symbol.species]() {
    return Promise;
  }
}

/** Puzzles in which no await meets a promise: the same order in every case. */
const withoutAwait: Record<string, (log: Log) => unknown> = {
  then: within(done => Promise.resolve().then(done)),
  'then of then': within(done => Promise.resolve().then().then(done)),
  catch: within(done => Promise.reject().catch(done)),
  'catch passed by': within(done => Promise.resolve().catch(() => {}).then(done)),
  finally: within(done => Promise.resolve().finally(done)),
  'after finally': within(done => Promise.resolve().finally(() => {}).then(done)),
  'resolved with a promise': within(done => new Promise(resolve => resolve(Promise.resolve())).then(done)),
  'resolved with a thenable': within(done => new Promise(resolve => resolve(thenable(1))).then(done)),
  'Promise.resolve of a thenable': within(done => Promise.resolve(thenable(1)).then(done)),
  'a subclass': within(done => Derived.resolve(1).then(done)),
  'a species': within(done => Getter.resolve(1).then().then(done)),
  'Promise.all': within(done => Promise.all([1, Promise.resolve()]).then(done)),
  'Promise.race': within(done => Promise.race([Promise.resolve(), 1]).then(done)),
  'Promise.allSettled': within(done => Promise.allSettled([Promise.reject()]).then(done)),
  'Promise.any': within(done => Promise.any([Promise.reject(), 1]).then(done)),
  'await of a value': within(async done => (await 1, done())),
  'await of a thenable': within(async done => (await thenable(1), done())),
  queueMicrotask: log => {
    Promise.resolve().then(() => log('then'));
    queueMicrotask(() => log('microtask'));
    Promise.resolve().then(() => log('then'));
  },
  interleaved: log => {
    for (const name of ['a', 'b', 'c']) Promise.resolve().then(() => log(`${name}1`)).then(() => log(`${name}2`)).then(() => log(`${name}3`));
  },
};

/** Those that differ in a context, by what an await of a promise takes there. */
const withAwait: Record<string, (log: Log) => unknown> = {
  'await of a promise': within(async done => (await Promise.resolve(), done())),
  'two awaits': within(async done => (await Promise.resolve(), await Promise.resolve(), done())),
  'await of a rejection': within(async done => Promise.reject(await Promise.reject().catch(() => {})).catch(done)),
  'an async function in another': within(async done => (await (async () => {})(), done())),
  'return await': within(done => (async () => await Promise.resolve())().then(done)),
  'async generator': within(async done => {
    for await (const _ of (async function* () { yield 1; })()) done();
  }),
  'for await over promises': within(async done => {
    for await (const _ of [Promise.resolve()]) done();
  }),
  'the classic': log => {
    const async2 = async () => log('async2');
    const async1 = async () => {
      log('async1 start');
      await async2();
      log('async1 end');
    };
    log('script start');
    async1();
    new Promise<void>(resolve => (log('promise1'), resolve())).then(() => log('promise2')).then(() => log('promise3'));
    log('script end');
  },
  'against two others': log => {
    const flow = async (name: string) => {
      for (let step = 0; step < 3; step++) {
        log(`${name}${step}`);
        await Promise.resolve();
      }
    };
    for (const name of ['a', 'b', 'c']) flow(name);
  },
};

/** The same in no context; in one, later: what a reaction returns may be resolved with inside of it. */
const returned: Record<string, (log: Log) => unknown> = {
  'a promise returned from a reaction': within(done => Promise.resolve().then(() => Promise.resolve()).then(done)),
  'a promise returned from an async function': within(done => (async () => Promise.resolve())().then(done)),
  'a thenable returned from a reaction': within(done => Promise.resolve().then(() => thenable(1)).then(done)),
};

const test = suite('promises: order');
const before = new Map<unknown, unknown[]>();
async function record(program: (log: Log) => unknown, run = (fn: () => unknown) => fn()): Promise<unknown[]> {
  const words: unknown[] = [];
  run(() => program(word => words.push(word)));
  await new NativePromise(resolve => nativeSetTimeout(resolve, 5));
  return words;
}

const every = Object.entries({ ...withoutAwait, ...withAwait, ...returned });
for (const [name, program] of every) {
  test(`before the first Variable: ${name}`, async () => {
    before.set(program, await record(program));
    assert.ok(before.get(program)!.length > 0);
  });
}

let variable: any;
const inContext = (fn: () => unknown) => variable.run(1, fn);
test('the first Variable', async () => {
  const { AsyncContext } = await import('../../../src/index.js');
  variable = new AsyncContext.Variable();
});
for (const [name, program] of every) {
  test(`in no context, as before: ${name}`, async () => assert.equal(await record(program), before.get(program)));
}
for (const [name, program] of Object.entries(withoutAwait)) {
  test(`in a context, as before: ${name}`, async () => assert.equal(await record(program, inContext), before.get(program)));
}

/** Ticks before `here`. */
const position = async (program: (log: Log) => unknown, run?: (fn: () => unknown) => unknown) =>
  (await record(program, run)).indexOf('here');

test('in a context: an await of a promise takes three ticks, in none one', async () => {
  for (const [count, program] of [[1, withAwait['await of a promise']!], [2, withAwait['two awaits']!]] as const) {
    assert.is((await position(program)) + 2 * count, await position(program, inContext));
  }
});

test('in a context: the order among awaits stays', async () => {
  const program = withAwait['against two others']!;
  assert.equal(await record(program, inContext), before.get(program));
});

test('in a context: what follows an await comes later, and nothing is lost', async () => {
  for (const [name, program] of Object.entries({ ...withAwait, ...returned })) {
    const words = await record(program, inContext);
    assert.equal([...words].sort(), [...before.get(program)!].sort(), name);
  }
});

test.run();
