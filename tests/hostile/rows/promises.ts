// Promises of other realms, with members of their own, and frozen ones.
import type { Flow, Page, Row } from '../row.js';
import { failing, OWN, revoked } from './values.js';

type Settled = { promise: any; settle(page: Page): void };

/** A promise that flow B settles. */
function pending(Constructor: any = Promise): Settled {
  let resolve!: (value: unknown) => void;
  const promise = new Constructor((ok: typeof resolve) => (resolve = ok));
  return { promise, settle: () => resolve(1) };
}

class Derived<T> extends Promise<T> {}
class WithSpecies<T> extends Promise<T> {
  static override get [Symbol.species]() {
    return Derived;
  }
}
/** A class from whose promises no others can be derived, since its species throws. */
class Barren<T> extends Promise<T> {
  static override get [Symbol.species](): never {
    throw OWN;
  }
}
const own = (members: PropertyDescriptorMap): Settled => {
  const made = pending();
  Object.defineProperties(made.promise, members);
  return made;
};
const { then } = Promise.prototype;

interface Kind {
  make(page: Page): Settled;
  /** An await of it continues in the context of whoever settles it, as the README says, since no hook sees the await. */
  byOthers?: boolean;
  /** The same for `then`. */
  thenByOthers?: boolean;
  /** An await, or a call of `then`, throws what the page throws. */
  awaitFails?: boolean;
  thenFails?: boolean;
  /** In browsers an await loses its context. */
  mayBeLost?: boolean;
}

const kinds: Record<string, Kind> = {
  'of a derived class': { make: () => pending(Derived) },
  'of a class with a species': { make: () => pending(WithSpecies) },
  'of a class whose species throws': { make: () => pending(Barren), awaitFails: true, thenFails: true },
  'of a class that is a proxy': { make: () => pending(new Proxy(Promise, {})) },
  frozen: { make: () => (made => (Object.freeze(made.promise), made))(pending()) },
  sealed: { make: () => (made => (Object.seal(made.promise), made))(pending()) },
  'of a derived class, frozen': { make: () => (made => (Object.freeze(made.promise), made))(pending(Derived)), mayBeLost: true },
  'with a then of its own that calls ours': {
    make: () =>
      own({
        then: {
          value(...args: []) {
            return then.apply(this as never, args);
          },
        },
      }),
  },
  'with a then of its own that throws': {
    make: () =>
      own({
        then: {
          get() {
            throw OWN;
          },
        },
      }),
    thenFails: true,
  },
  'with a then of its own that is no function': { make: () => own({ then: { value: 1 } }), thenFails: true },
  'with a constructor that was assigned': { make: () => (made => ((made.promise.constructor = Promise), made))(pending()) },
  'with another constructor that was assigned': { make: () => (made => ((made.promise.constructor = Derived), made))(pending()) },
  'with undefined for a constructor': { make: () => (made => ((made.promise.constructor = undefined), made))(pending()) },
  'with a constructor that was defined': { make: () => own({ constructor: { value: Promise } }), byOthers: true },
  'with a constructor that throws': {
    make: () =>
      own({
        constructor: {
          get() {
            throw OWN;
          },
        },
      }),
    awaitFails: true,
    thenFails: true,
  },
  'with a constructor that is no object': { make: () => own({ constructor: { value: 1 } }), thenFails: true },
  'with a constructor that is a revoked proxy': { make: () => own({ constructor: { value: revoked(class {}) } }), thenFails: true, awaitFails: true },
  'with a constructor whose species throws': {
    make: () =>
      own({
        constructor: {
          value: {
            get [Symbol.species]() {
              throw OWN;
            },
          },
        },
      }),
    thenFails: true,
    awaitFails: true,
  },
  'with a constructor whose traps throw': { make: () => own({ constructor: { value: failing(class {}) } }), thenFails: true, awaitFails: true },
  'with a constructor getter that enters a context': {
    make: ({ variable }) => own({ constructor: { get: () => variable.run('C', () => Promise) } }),
    byOthers: true,
  },
  'without a prototype': { make: () => (made => (Object.setPrototypeOf(made.promise, null), made))(pending()), thenFails: true, mayBeLost: true },
  'whose prototype throws': { make: () => (made => (Object.setPrototypeOf(made.promise, failing({})), made))(pending()), thenFails: true, awaitFails: true },
};

async function wait(page: Page, kind: Kind, promise: unknown, own: Flow, settledBefore: boolean): Promise<void> {
  let failed = false;
  try {
    await promise;
  } catch {
    failed = true;
  }
  if (kind.byOthers && page.carrier === 'browser' && !failed) page.exempt('after an await');
  else if (kind.mayBeLost) page.seeOrNone(own, 'after an await');
  else page.see(own, 'after an await');
  void settledBefore;
}

export const promises: readonly Row[] = Object.entries(kinds).flatMap(
  ([name, kind]) =>
    [
      {
        name: `a promise ${name}, an await of it`,
        must: kind.byOthers
          ? 'the exception of a constructor that is defined: in browsers, who settles it'
          : kind.mayBeLost
            ? 'its own context, or in browsers none'
            : 'its own context, whoever settles it',
        program(page) {
          const made = kind.make(page);
          page.reaches('after an await');
          const done = wait(page, kind, made.promise, page.flow, false);
          page.byB(() => made.settle(page));
          // The promise without a prototype is itself the value of an await.
          return done;
        },
      },
      {
        name: `a promise ${name}, then`,
        must: kind.thenFails ? 'what the page throws, and the context around is current' : 'the callback has the context of the call, whoever settles it',
        program(page) {
          const made = kind.make(page);
          const call = () => made.promise.then(() => page.see(page.flow, 'in then'));
          page.byB(() => made.settle(page));
          if (kind.thenFails) {
            let threw = false;
            try {
              call();
            } catch {
              threw = true;
            }
            page.is(threw, true, 'it throws');
            page.see(page.flow, 'after it');
            return undefined;
          }
          page.reaches('in then');
          call();
          return new Promise<void>(resolve => setTimeout(resolve, 15));
        },
      },
    ] satisfies Row[],
);

export const foreignPromises: readonly Row[] = [
  {
    name: 'a promise of another realm that is settled, an await of it',
    must: 'its own context, or in browsers none',
    needs: ['another realm'],
    async program(page) {
      page.reaches('after it');
      await page.foreign.Promise.resolve(1);
      page.seeOrNone(page.flow, 'after it');
    },
  },
  {
    name: 'a promise of another realm that another flow settles, by Promise.resolve',
    must: 'its own context: the remedy of the README',
    needs: ['another realm'],
    async program(page) {
      const { promise, settle } = pending(page.foreign.Promise);
      page.reaches('after it');
      page.byB(() => settle(page));
      await Promise.resolve(promise);
      page.see(page.flow, 'after it');
    },
  },
  {
    name: 'a promise of another realm that fails, by Promise.resolve',
    must: 'the reason, in its own context',
    needs: ['another realm'],
    async program(page) {
      try {
        await Promise.resolve(page.foreign.Promise.reject(OWN));
      } catch (error) {
        page.is(error, OWN, 'the reason');
        page.see(page.flow, 'in catch');
      }
      page.reaches('in catch');
    },
  },
  {
    name: 'the then of this realm, called on a promise of another',
    must: 'the callback has the context of the call, whoever settles it',
    needs: ['another realm'],
    program(page) {
      const { promise, settle } = pending(page.foreign.Promise);
      page.byB(() => settle(page));
      page.reaches('in then');
      Promise.prototype.then.call(promise, () => page.see(page.flow, 'in then'));
      return new Promise<void>(resolve => setTimeout(resolve, 15));
    },
  },
  {
    name: 'functions of another realm',
    must: 'run and wrap take them, and their context is right',
    needs: ['another realm', 'code from strings'],
    program({ foreign, variable, AsyncContext, is, see, flow }) {
      const call = new foreign.Function('fn', 'return fn();');
      const get = () => variable.get();
      is(variable.run('B', call, get), 'B', 'run');
      is(variable.run('B', () => AsyncContext.Snapshot.wrap(call) as any)(get), 'B', 'wrap');
      const fail = new foreign.Function('throw 1;');
      let caught: unknown;
      try {
        variable.run('B', fail);
      } catch (error) {
        caught = error;
      }
      is(caught, 1, 'what it throws');
      see(flow, 'after it');
    },
  },
];
