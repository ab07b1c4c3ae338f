// The whole job of a reaction has the context of whoever called `then`, including the resolving functions of the derived promise.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inFlow, nameOf, promised, settlers, tasks, variable, type Flow, type Settler } from './flows.js';

type Resolve = (value: unknown) => void;
type Executor = (resolve: Resolve, reject: Resolve) => void;

/** Records the contexts in which promises are settled that were made while this is set. */
let seen: Flow[] | undefined;

/** A class whose promises record in which context they are settled. */
class Watched<T> extends Promise<T> {
  constructor(executor: (resolve: (value: T | PromiseLike<T>) => void, reject: (reason?: unknown) => void) => void) {
    const mine = seen;
    super((resolve, reject) =>
      executor(
        value => (mine?.push(variable.get()), resolve(value)),
        reason => (mine?.push(variable.get()), reject(reason)),
      ),
    );
  }
}

/** A class whose derived promises belong to another class. */
class WithSpecies<T> extends Promise<T> {
  static override get [Symbol.species]() {
    return Watched;
  }
}

/** A species that is a plain function. */
function Species(executor: Executor): Promise<unknown> {
  const mine = seen;
  return new Promise((resolve, reject) =>
    executor(
      value => (mine?.push(variable.get()), resolve(value)),
      reason => (mine?.push(variable.get()), reject(reason)),
    ),
  );
}

type Settled = ReturnType<typeof promised>;
const owning = (settled: Settled, own: object): Settled => (Object.assign(settled.promise, own), settled);

/** Promises to which no mark can be added without calling code of their own. Their context may be lost, but it is never another flow's. */
const locked: Record<string, (by: Settler, reason: string | undefined) => Settled> = {
  'with a constructor that cannot be changed': (by, reason) => {
    const settled = promised(by, reason);
    Object.defineProperty(settled.promise, 'constructor', { value: Watched });
    return settled;
  },
  'of a derived class, frozen': (by, reason) => {
    const settled = promised(by, reason, Watched);
    Object.freeze(settled.promise);
    return settled;
  },
};

/** Promises whose `then` makes a promise that records. */
const sources: Record<string, (by: Settler, reason: string | undefined) => Settled> = {
  'of a derived class': (by, reason) => promised(by, reason, Watched),
  'of a class with a species': (by, reason) => promised(by, reason, WithSpecies),
  'with a constructor of its own, assigned': (by, reason) => owning(promised(by, reason), { constructor: Watched }),
  'with a species of its own': (by, reason) => owning(promised(by, reason), { constructor: { [Symbol.species]: Species } }),
  ...locked,
};

const ignore = (): void => {};
/** The calls that A makes on such a promise. */
const calls: Record<string, (promise: Promise<string>) => unknown> = {
  'then with a callback': promise => promise.then(ignore, ignore),
  'then with one that throws': promise => {
    const fail = (): never => {
      throw new Error('expected');
    };
    return promise.then(fail, fail).then(undefined, ignore);
  },
  'then passed by': promise => promise.then().then(undefined, ignore),
  catch: promise => promise.catch(ignore),
  finally: promise => promise.finally(ignore).then(undefined, ignore),
  'then with a callback that returns a promise': promise =>
    promise.then(
      async () => {},
      async () => {},
    ),
  await: async promise => {
    try {
      await promise;
    } catch {}
  },
};

const test = suite('derived classes');
for (const [kind, make] of Object.entries(sources)) {
  for (const [called, call] of Object.entries(calls)) {
    for (const reason of [undefined, 'rejected']) {
      for (const flow of ['A', undefined] satisfies Flow[]) {
        for (const by of settlers) {
          test(`a promise ${kind}, ${called} by ${nameOf(flow)}, ${reason ?? 'fulfilled'} by ${by}`, async () => {
            const { promise, settle } = make(by, reason);
            const mine: Flow[] = (seen = []);
            inFlow(flow, () => call(promise));
            await tasks(1);
            settle();
            await tasks();
            seen = undefined;
            assert.ok(mine.length > 0);
            assert.equal(
              mine.filter(found => found !== flow && !(kind in locked && found === undefined)),
              [],
            );
          });
        }
      }
    }
  }
}

test.run();
