// Objects that run code of their own, or throw, when they are asked anything, wherever the library takes a value.
import type { Page, Row } from '../row.js';

/** A revoked proxy: every operation on it throws. */
export function revoked<T extends object>(target: T): T {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/** An error of the page's own code, which the library has to pass on unchanged. */
export const OWN = { own: 'error' };
const fail = (): never => {
  throw OWN;
};
/** A proxy whose every trap throws. */
export const failing = <T extends object>(target: T): T => new Proxy(target, new Proxy({}, { get: () => fail }));

/** Enters and leaves contexts, and leaves code behind that continues in one. */
export function wander({ variable, see }: Page): void {
  variable.run('B', () => {
    see('B', 'in a getter');
    void (async () => {
      await 1;
      see('B', 'after an await of a getter');
    })();
    void Promise.resolve().then(() => see('B', 'in a reaction of a getter'));
  });
}

const {
  Reflect: { construct },
} = globalThis;

export const values: readonly Row[] = [
  {
    name: 'options of a Variable that are a revoked proxy',
    must: 'a TypeError',
    program: page => page.throws(() => new page.AsyncContext.Variable(revoked({})), TypeError, 'new Variable'),
  },
  {
    name: 'options of a Variable whose traps throw',
    must: 'what they throw',
    program: page => page.throws(() => new page.AsyncContext.Variable(failing({})), OWN, 'new Variable'),
  },
  {
    name: 'options of a Variable that are a revoked function',
    must: 'a TypeError',
    program: page => page.throws(() => new page.AsyncContext.Variable(revoked(() => {}) as never), TypeError, 'new Variable'),
  },
  {
    name: 'options of a Variable with getters',
    must: 'HasProperty name, Get name, ToString, Get defaultValue: in this order, each once, with the options as this',
    program(page) {
      const log: unknown[] = [];
      const options = new Proxy(
        { name: { toString: () => (log.push('toString'), 'n') }, defaultValue: 'd' },
        {
          has: (target, key) => (log.push('has', key), key in target),
          get: (target: any, key, receiver) => (log.push('get', key, receiver === options), target[key]),
        },
      );
      const made = new page.AsyncContext.Variable(options as never);
      page.is(log.join(), 'has,name,get,name,true,toString,get,defaultValue,true', 'the order');
      page.is(made.name, 'n', 'name');
      page.is(made.get(), 'd', 'defaultValue');
    },
  },
  {
    name: 'options of a Variable whose getters enter contexts',
    must: 'the getters find their own context, and the constructor goes on in the one around',
    program(page) {
      page.reaches('in a getter', 2);
      const made = new page.AsyncContext.Variable({
        get name() {
          wander(page);
          return 'n';
        },
        get defaultValue() {
          wander(page);
          page.see(page.flow, 'a getter itself');
          return 1;
        },
      });
      page.is(made.get(), 1, 'the default');
      page.see(page.flow, 'after the constructor');
    },
  },
  ...[
    { what: 'a symbol', value: Symbol('name'), error: TypeError as unknown },
    { what: 'an object that cannot be converted', value: { toString: () => ({}), valueOf: () => ({}) }, error: TypeError },
    { what: 'an object whose toString throws', value: { toString: fail }, error: OWN },
    { what: 'a revoked proxy', value: revoked({}), error: TypeError },
    { what: 'an object without a prototype', value: Object.create(null), error: TypeError },
  ].map(
    ({ what, value, error }): Row => ({
      name: `the name of a Variable is ${what}`,
      must: error === OWN ? 'what it throws' : 'a TypeError',
      program: page => page.throws(() => new page.AsyncContext.Variable({ name: value }), error, 'new Variable'),
    }),
  ),
  {
    name: 'values that are proxies',
    must: 'they are handed back as they are, and no trap is called',
    program({ variable, is, see, flow, AsyncContext }) {
      for (const value of [revoked({}), failing({}), revoked(() => {}), failing(() => {})] as never[]) {
        variable.run(value, () => {
          is(variable.get(), value, 'get');
          is(
            new AsyncContext.Snapshot().run(() => variable.get()),
            value,
            'Snapshot',
          );
        });
        is(new AsyncContext.Variable({ defaultValue: value }).get(), value, 'the default');
      }
      see(flow, 'after them');
    },
  },
  {
    name: 'values that are thenables',
    must: 'their then is not asked',
    needs: ['promises that can be patched'],
    async program({ AsyncContext, is }) {
      const value: any = {
        get then() {
          return fail();
        },
      };
      const other = new AsyncContext.Variable<unknown>();
      await other.run(value, async () => {
        is(other.get(), value, 'get');
        await Promise.resolve();
        is(other.get(), value, 'get after an await');
        await Promise.resolve().then(() => is(other.get(), value, 'get in a reaction'));
      });
    },
  },
  {
    name: 'arguments that are revoked proxies',
    must: 'they are passed on as they are',
    program({ variable, AsyncContext, is }) {
      const args = [revoked({}), revoked(() => {}), failing([])];
      const check = (...got: unknown[]) => got.forEach((value, index) => is(value, args[index], `argument ${index}`));
      variable.run('B', check, ...args);
      new AsyncContext.Snapshot().run(check, ...args);
      AsyncContext.Snapshot.wrap(check)(...args);
    },
  },
  {
    name: 'a new.target that is a proxy',
    must: 'what its prototype comes from throws, or is used; the context around is current',
    program({ AsyncContext, throws, is }) {
      for (const Class of [AsyncContext.Variable, AsyncContext.Snapshot] as Function[]) {
        throws(() => construct(Class, [], failing(class {})), OWN, 'failing');
        throws(() => construct(Class, [], new Proxy(class {}, { get: () => fail() })), OWN, 'a getter');
        throws(() => construct(Class, [], revoked(class {})), TypeError, 'revoked');
        const made = construct(Class, [], new Proxy(function () {}, { get: () => null }));
        is(Object.getPrototypeOf(made), Class.prototype, 'the prototype, where there is none');
      }
    },
  },
  {
    name: 'a this that is a proxy',
    must: 'a TypeError: a proxy has no slots; no trap is called',
    program({ AsyncContext, variable, throws }) {
      const snapshot = new AsyncContext.Snapshot();
      for (const wrap of [failing, revoked, <T extends object>(target: T): T => new Proxy(target, {})]) {
        throws(() => Reflect.apply(variable.get, wrap(variable), []), TypeError, 'get');
        throws(() => Reflect.apply(variable.run, wrap(variable), ['B', () => {}]), TypeError, 'run');
        throws(() => Reflect.apply(snapshot.run, wrap(snapshot), [() => {}]), TypeError, 'Snapshot');
      }
    },
  },
  {
    name: 'an instance whose prototype is another',
    must: 'the slots are of the object: the methods work on it',
    program({ AsyncContext, is }) {
      const { get, run } = AsyncContext.Variable.prototype;
      const bare = Object.setPrototypeOf(new AsyncContext.Variable({ defaultValue: 'd' }), failing({}));
      is(Reflect.apply(get, bare, []), 'd', 'get');
      is(Reflect.apply(run, bare, ['B', () => Reflect.apply(get, bare, [])]), 'B', 'run');
    },
  },
  {
    name: 'Variables and Snapshots that are frozen',
    must: 'they work as ever',
    program({ AsyncContext, is }) {
      const frozen = Object.freeze(new AsyncContext.Variable<string>());
      const snapshot = frozen.run('B', () => Object.freeze(new AsyncContext.Snapshot()));
      is(
        snapshot.run(() => frozen.get()),
        'B',
        'get',
      );
      is(
        frozen.run('C', () => snapshot.run(() => frozen.get())),
        'B',
        'nested',
      );
      is(frozen.get(), undefined, 'after it');
    },
  },
];
