// Closing marks that cannot be added to a promise, since the page has changed the promise after the await.
import type { Program } from './programs.js';

class Derived<T> extends Promise<T> {}

/** Changes that a page makes to a promise. */
const changes: Record<string, (promise: Promise<unknown>) => unknown> = {
  'a constructor defined': promise => Object.defineProperty(promise, 'constructor', { value: Promise }),
  'a constructor defined, configurable': promise => Object.defineProperty(promise, 'constructor', { value: Promise, configurable: true }),
  'a class defined as constructor': promise => Object.defineProperty(promise, 'constructor', { value: class extends Promise<unknown> {} }),
  'a class that throws defined as constructor': promise =>
    Object.defineProperty(promise, 'constructor', {
      value: class {
        constructor() {
          throw new Error('not for you');
        }
      },
    }),
  'a getter that throws defined as constructor': promise =>
    Object.defineProperty(promise, 'constructor', {
      get() {
        throw new Error('not for you');
      },
    }),
  'a species that throws': promise =>
    Object.defineProperty(promise, 'constructor', {
      value: {
        get [Symbol.species]() {
          throw new Error('not for you');
        },
      },
    }),
  'a constructor that is none': promise => Object.defineProperty(promise, 'constructor', { value: 1 }),
  frozen: promise => Object.freeze(promise),
  'no more extensible': promise => Object.preventExtensions(promise),
  'without a prototype': promise => Object.setPrototypeOf(promise, null),
  'of another prototype': promise => Object.setPrototypeOf(promise, Derived.prototype),
  'of another prototype, frozen': promise => Object.freeze(Object.setPrototypeOf(promise, Derived.prototype)),
  'of a prototype that throws': promise =>
    Object.setPrototypeOf(
      promise,
      new Proxy(
        {},
        {
          get() {
            throw new Error('not for you');
          },
        },
      ),
    ),
};

/** The promises that it changes. */
const promises: Record<string, (pending: () => Promise<unknown>) => Promise<unknown>> = {
  'a settled promise': () => Promise.resolve(),
  'a pending promise': pending => pending(),
  'a derived promise': () => Derived.resolve(),
  'a pending derived promise': pending => new Derived(resolve => void pending().then(resolve)),
};

const { then } = Promise.prototype;
/** The ways in which a flow waits for a promise. */
const waits: Record<string, (promise: Promise<unknown>, look: () => void) => unknown> = {
  await: async (promise, look) => {
    try {
      await promise;
    } catch {}
    look();
  },
  then: (promise, look) => Promise.prototype.then.call(promise, look),
  'a then kept': (promise, look) => then.call(promise, look),
};
const attempt = (fn: () => unknown): void => {
  try {
    fn();
  } catch {
    // A constructor that throws, as it does without the library.
  }
};

export const closes: Record<string, Program> = {};
for (const [changed, change] of Object.entries(changes)) {
  for (const [which, make] of Object.entries(promises)) {
    for (const [waited, wait] of Object.entries(waits)) {
      closes[`${waited} of ${which}, which then is made: ${changed}`] = ({ variable, look, pending }) => {
        const promise = make(pending);
        variable.run('A', () => {
          attempt(() => wait(promise, () => look('A')));
          change(promise);
          look('A', true);
          void (async () => {
            await Promise.resolve();
            look('A', true);
          })();
        });
        void (async () => {
          await Promise.resolve();
          look(undefined);
        })();
      };
      // With a defined `constructor`, no hook sees an await of a pending promise or a kept `then`: they have the context of whoever settles the promise.
      if (waited !== 'then' && which.startsWith('a pending') && !['frozen', 'no more extensible'].includes(changed)) continue;
      closes[`${which}, made: ${changed}, then ${waited}`] = ({ variable, look, pending }) => {
        const promise = make(pending);
        change(promise);
        variable.run('A', () => attempt(() => wait(promise, () => look('A'))));
        look(undefined);
      };
    }
  }
}
