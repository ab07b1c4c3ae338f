// Programs that show the order of microtasks: each logs words, whose order has to be the same as without the library.
import { where } from '../rig/page/rig.ts';

export type Log = (word: string | number) => void;
/** Programs get a function that runs a part of them in another context, or in none. */
export type Program = (log: Log, elsewhere: (fn: () => unknown) => unknown) => unknown;

/** Logs ticks, between which the other words show. */
function ticks(log: Log, count: number): void {
  let promise = Promise.resolve();
  for (let tick = 1; tick <= count; tick++) promise = promise.then(() => log(tick));
}

/** Makes a program that shows after how many ticks a step continues. */
const within =
  (step: (done: () => void) => unknown): Program =>
  log => {
    ticks(log, 10);
    step(() => log('here'));
  };

const thenable = (value: unknown) => ({ then: (resolve: (value: unknown) => void) => resolve(value) });
const late = (): Promise<void> => new Promise(resolve => void Promise.resolve().then(() => resolve()));
class Derived<T> extends Promise<T> {}
class Getter<T> extends Promise<T> {
  static override get [Symbol.species]() {
    return Promise;
  }
}
async function* numbers() {
  yield 1;
  yield 2;
}
const ignore = (): void => {};

/** Steps whose ticks are counted. */
const steps: Record<string, (done: () => void) => unknown> = {
  then: done => Promise.resolve().then(done),
  'then of then': done => Promise.resolve().then().then(done),
  'then passed by': done => Promise.resolve().then(null, ignore).then(done),
  catch: done => Promise.reject().catch(done),
  'catch passed by': done => Promise.resolve().catch(ignore).then(done),
  finally: done => Promise.resolve().finally(done),
  'after finally': done => Promise.resolve().finally(ignore).then(done),
  'after finally that returns a promise': done =>
    Promise.resolve()
      .finally(async () => {})
      .then(done),
  'after finally that throws': done =>
    Promise.resolve()
      .finally(() => Promise.reject())
      .catch(done),
  'a rejection through finally': done => Promise.reject().finally(ignore).catch(done),
  'resolved with a promise': done => new Promise(resolve => resolve(Promise.resolve())).then(done),
  'resolved with a thenable': done => new Promise(resolve => resolve(thenable(1))).then(done),
  'resolved with a derived promise': done => new Promise(resolve => resolve(Derived.resolve())).then(done),
  'Promise.resolve of a thenable': done => Promise.resolve(thenable(1)).then(done),
  'Promise.resolve of a derived promise': done => Promise.resolve(Derived.resolve(1)).then(done),
  'a derived class': done => Derived.resolve(1).then(done),
  'a derived class, resolved with a promise': done => Derived.resolve(Promise.resolve()).then(done),
  'finally of a derived class': done => Derived.resolve(1).finally(ignore).then(done),
  'a species': done => Getter.resolve(1).then().then(done),
  'Promise.all': done => Promise.all([1, Promise.resolve()]).then(done),
  'Promise.all of async functions': done => Promise.all([late(), (async () => {})()]).then(done),
  'Promise.race': done => Promise.race([Promise.resolve(), 1]).then(done),
  'Promise.allSettled': done => Promise.allSettled([Promise.reject()]).then(done),
  'Promise.any': done => Promise.any([Promise.reject(), 1]).then(done),
  'Derived.all': done => Derived.all([Derived.resolve(), 1]).then(done),
  'a promise returned from a reaction': done =>
    Promise.resolve()
      .then(() => Promise.resolve())
      .then(done),
  'a derived promise returned from a reaction': done =>
    Promise.resolve()
      .then(() => Derived.resolve())
      .then(done),
  'a thenable returned from a reaction': done =>
    Promise.resolve()
      .then(() => thenable(1))
      .then(done),
  'an async function as a reaction': done =>
    Promise.resolve()
      .then(async () => {})
      .then(done),
  'an async function that awaits, as a reaction': done =>
    Promise.resolve()
      .then(async () => void (await 1))
      .then(done),
  'await of a value': async done => (await 1, done()),
  'await of a promise': async done => (await Promise.resolve(), done()),
  'await of a promise that settles later': async done => (await late(), done()),
  'two awaits': async done => (await Promise.resolve(), await Promise.resolve(), done()),
  'awaits of a promise and a value in turn': async done => (await Promise.resolve(), await 1, await late(), await 1, done()),
  'await of a thenable': async done => (await thenable(1), done()),
  'await of a derived promise': async done => (await Derived.resolve(1), done()),
  'await of a promise with a then of its own': async done => (await Object.assign(Promise.resolve(), { then: (resolve: () => void) => resolve() }), done()),
  'await of a promise with a constructor of its own': async done => (await Object.assign(Promise.resolve(), { constructor: Derived }), done()),
  'await of a promise to which Promise was assigned': async done => (await Object.assign(Promise.resolve(), { constructor: Promise }), done()),
  'await of a rejection': async done => {
    try {
      await Promise.reject();
    } catch {
      done();
    }
  },
  'await of a rejection by an async function': async done => {
    try {
      await (async () => {
        throw 1;
      })();
    } catch {
      done();
    }
  },
  'an async function that rejects': done => (async () => await Promise.reject())().catch(done),
  'await of then': async done => (await Promise.resolve().then(ignore), done()),
  'await of catch': async done => (await Promise.reject().catch(ignore), done()),
  'await of finally': async done => (await Promise.resolve().finally(ignore), done()),
  'await of Promise.all': async done => (await Promise.all([1, Promise.resolve(), late()]), done()),
  'an async function in another': async done => (await (async () => {})(), done()),
  'an async function that awaits, in another': async done => (await (async () => void (await Promise.resolve()))(), done()),
  'return await': done => (async () => await Promise.resolve())().then(done),
  'a promise returned from an async function': done => (async () => Promise.resolve())().then(done),
  'a promise returned from an async function, after an await': done => (async () => (await 1, Promise.resolve()))().then(done),
  'a derived promise returned from an async function': done => (async () => Derived.resolve())().then(done),
  'a thenable returned from an async function': done => (async () => thenable(1))().then(done),
  'async generator': async done => {
    for await (const _ of numbers());
    done();
  },
  'the first of an async generator': done => numbers().next().then(done),
  'return of an async generator': async done => {
    const generator = numbers();
    await generator.next();
    await generator.return(Promise.resolve());
    done();
  },
  'return of an async generator that was not begun': done => numbers().return(Promise.resolve()).then(done),
  'throw of an async generator': async done => {
    const generator = numbers();
    await generator.next();
    await generator.throw(1).catch(ignore);
    done();
  },
  'several next at once': async done => {
    const generator = numbers();
    await Promise.all([generator.next(), generator.next(), generator.next()]);
    done();
  },
  'an async generator that yields promises': async done => {
    for await (const _ of (async function* () {
      yield Promise.resolve();
      yield late();
    })());
    done();
  },
  'an async generator that delegates': async done => {
    for await (const _ of (async function* () {
      yield* numbers();
    })());
    done();
  },
  'an async generator that delegates to promises': async done => {
    for await (const _ of (async function* () {
      yield* [Promise.resolve(), 1];
    })());
    done();
  },
  'break out of for await': async done => {
    for await (const _ of numbers()) break;
    done();
  },
  'for await over promises': async done => {
    for await (const _ of [Promise.resolve(), late()]);
    done();
  },
  'for await over values': async done => {
    for await (const _ of [1, 2]);
    done();
  },
  'for await over thenables': async done => {
    for await (const _ of [thenable(1)]);
    done();
  },
};

/** Orders among several flows. `elsewhere` runs code of another context. */
const orders: Record<string, Program> = {
  queueMicrotask: log => {
    Promise.resolve().then(() => log('then'));
    queueMicrotask(() => log('microtask'));
    Promise.resolve().then(() => log('then'));
  },
  interleaved: log => {
    for (const name of ['a', 'b', 'c'])
      Promise.resolve()
        .then(() => log(`${name}1`))
        .then(() => log(`${name}2`))
        .then(() => log(`${name}3`));
  },
  'the classic': log => {
    const async2 = async () => log('async2');
    const async1 = async () => {
      log('async1 start');
      await async2();
      log('async1 end');
    };
    log('script start');
    void async1();
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
    for (const name of ['a', 'b', 'c']) void flow(name);
  },
};

/** Ways to wait for one promise, which end in the order in which they began. */
const waits: Record<string, (promise: Promise<unknown>, done: () => void) => unknown> = {
  await: async (promise, done) => {
    await promise;
    done();
  },
  then: (promise, done) => promise.then(done),
  'then twice': (promise, done) => promise.then().then(done),
  'for await': async (promise, done) => {
    for await (const _ of [promise]) done();
  },
  all: async (promise, done) => {
    await Promise.all([promise]);
    done();
  },
};
const sources: Record<string, () => Promise<unknown>> = {
  'a settled promise': () => Promise.resolve(),
  'a promise that settles later': late,
  'an async call': async () => {},
  'a derived promise': () => Derived.resolve(),
  // In Node no server answers.
  ...(where !== 'node' && { 'a request': () => fetch('/echo') }),
};
for (const [which, source] of Object.entries(sources)) {
  for (const [first, one] of Object.entries(waits)) {
    for (const [second, other] of Object.entries(waits)) {
      orders[`${which}: ${first} before ${second}`] = log => {
        const promise = source();
        one(promise, () => log('first'));
        other(promise, () => log('second'));
        return promise;
      };
      orders[`${which}: ${first} before ${second} elsewhere`] = (log, elsewhere) => {
        const promise = source();
        one(promise, () => log('first'));
        elsewhere(() => other(promise, () => log('second')));
        one(promise, () => log('third'));
        return promise;
      };
    }
  }
}

export const programs: Readonly<Record<string, Program>> = {
  ...Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, within(step)])),
  ...Object.fromEntries(Object.entries(steps).map(([name, step]) => [`${name}, after a tick`, within(done => Promise.resolve().then(() => void step(done)))])),
  ...Object.fromEntries(Object.entries(steps).map(([name, step]) => [`${name}, after an await`, within(async done => (await late(), void step(done)))])),
  ...orders,
};
