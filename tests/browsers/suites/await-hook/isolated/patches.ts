// A page that patches promises after the first Variable: a `then` that awaits `this`, and a redefined constructor.
import type { Program } from './programs.js';

type Callback = ((value: unknown) => unknown) | null | undefined;
type Then = (this: Promise<unknown>, ok?: Callback, bad?: Callback) => unknown;

const { prototype } = Promise;

/** Replacements for `then`, each made from the original. */
const wrappers: Record<string, (original: Then) => Then> = {
  'that awaits this instead': () =>
    async function then(ok, bad) {
      let value: unknown;
      try {
        value = await this;
      } catch (reason) {
        if (typeof bad === 'function') return bad(reason);
        throw reason;
      }
      return typeof ok === 'function' ? ok(value) : value;
    },
  'that awaits this first': original =>
    function then(ok, bad) {
      return new Promise((resolve, reject) => {
        void (async () => {
          try {
            await this;
          } catch {}
          Reflect.apply(original, Reflect.apply(original, this, [ok, bad]), [resolve, reject]);
        })();
      });
    },
  'that awaits this beside it': original =>
    function then(ok, bad) {
      void (async () => {
        try {
          await this;
        } catch {}
      })();
      return Reflect.apply(original, this, [ok, bad]);
    },
  'that awaits what it returns': original =>
    function then(ok, bad) {
      const derived = Reflect.apply(original, this, [ok, bad]) as Promise<unknown>;
      void (async () => {
        try {
          await derived;
        } catch {}
      })();
      return derived;
    },
};

/** The ways in which a page installs a replacement. */
const ways: Record<string, (then: Then) => unknown> = {
  assigned: then => Object.assign(prototype, { then }),
  defined: then => Object.defineProperty(prototype, 'then', { value: then }),
  'defined as a getter': then => Object.defineProperty(prototype, 'then', { get: () => then, set() {} }),
};

export const patches: Record<string, Program> = {};
for (const [what, wrap] of Object.entries(wrappers)) {
  for (const [how, put] of Object.entries(ways)) {
    patches[`a then ${what}, ${how}`] = ({ variable, look, pending }) => {
      const promises = [pending(), Promise.resolve()];
      put(wrap(prototype.then as Then));
      const flow = (own: string | undefined) => {
        for (const promise of promises) {
          promise.then(() => look(own));
          promise.then(() => look(own)).then(() => look(own));
          promise.catch(() => {}).then(() => look(own));
          promise.finally(() => look(own));
          void (async () => {
            await promise;
            look(own);
            await promise.then(() => look(own));
            look(own);
          })();
        }
      };
      variable.run('A', flow, 'A');
      flow(undefined);
    };
  }
}

/** Ways to define `Promise.prototype.constructor`: the library has to notice them, or to warn. */
const constructors: Record<string, PropertyDescriptor> = {
  'as it was natively': { value: Promise, writable: true, enumerable: false, configurable: true },
  'for good': { value: Promise, writable: false, enumerable: false, configurable: false },
  'as a getter': { get: () => Promise, configurable: true },
};
for (const [how, descriptor] of Object.entries(constructors)) {
  patches[`Promise.prototype.constructor defined anew, ${how}`] = ({ variable, look, pending, excuse }) => {
    excuse(/^asynccontext: .*constructor/);
    Object.defineProperty(prototype, 'constructor', descriptor);
    const promise = pending();
    variable.run('A', async () => {
      await promise;
      look('A');
    });
    void (async () => {
      await promise;
      look(undefined);
    })();
    promise.then(() => look(undefined));
  };
}
