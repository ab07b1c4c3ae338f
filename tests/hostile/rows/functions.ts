// Functions that are proxies, classes, or have members of their own, wherever the library takes a function.
import type { Row } from '../row.js';
import { failing, OWN, revoked, wander } from './values.js';

const fail = (): never => {
  throw OWN;
};

export const functions: readonly Row[] = [
  {
    name: 'run of a revoked function',
    must: 'a TypeError, and the context around is current',
    program({ variable, AsyncContext, throws }) {
      const fn = revoked(() => {});
      throws(() => variable.run('B', fn), TypeError, 'run');
      throws(() => new AsyncContext.Snapshot().run(fn), TypeError, 'Snapshot');
      throws(() => AsyncContext.Snapshot.wrap(fn), TypeError, 'wrap');
    },
  },
  {
    name: 'a function that is revoked after it was wrapped',
    must: 'a TypeError when it is called, and the context around is current',
    program({ variable, AsyncContext, throws }) {
      const { proxy, revoke } = Proxy.revocable(() => {}, {});
      const wrapped = variable.run('B', () => AsyncContext.Snapshot.wrap(proxy));
      revoke();
      throws(wrapped, TypeError, 'wrapped');
    },
  },
  {
    name: 'functions that are proxies',
    must: 'their trap gets undefined as this, and the arguments alone, in the context of the call',
    program({ variable, AsyncContext, is, see, reaches }) {
      reaches('a trap', 3);
      const fn = new Proxy((..._: unknown[]) => {}, {
        apply(_, thisArgument, args) {
          is(thisArgument, undefined, 'this');
          is(args.join(), '1,2', 'arguments');
          see('B', 'a trap');
        },
      });
      variable.run('B', fn, 1, 2);
      variable.run('B', () => new AsyncContext.Snapshot()).run(fn, 1, 2);
      variable.run('B', () => AsyncContext.Snapshot.wrap(fn))(1, 2);
    },
  },
  {
    name: 'functions whose every trap throws',
    must: 'what they throw, and the context around is current',
    program({ variable, AsyncContext, throws }) {
      const fn = failing(() => {});
      throws(() => variable.run('B', fn), OWN, 'run');
      throws(() => new AsyncContext.Snapshot().run(fn), OWN, 'Snapshot');
      throws(() => AsyncContext.Snapshot.wrap(fn), OWN, 'wrap');
    },
  },
  {
    name: 'classes in the place of functions',
    must: 'a TypeError of the engine, and the context around is current',
    program({ variable, AsyncContext, throws }) {
      const fn = class {} as never;
      throws(() => variable.run('B', fn), TypeError, 'run');
      throws(() => new AsyncContext.Snapshot().run(fn), TypeError, 'Snapshot');
      throws(AsyncContext.Snapshot.wrap(fn) as () => unknown, TypeError, 'wrap');
    },
  },
  ...[
    { what: 'throw', length: { get: fail }, error: OWN },
    { what: 'enter contexts', length: undefined, error: undefined },
  ].map(
    ({ what, length, error }): Row => ({
      name: `a function whose length and name ${what}, wrapped`,
      must: error ? 'what they throw, and the context around is current' : 'the context that is captured is that of the call of wrap',
      program(page) {
        const { AsyncContext, throws, see, variable, flow } = page;
        const fn = () => see('C', 'wrapped');
        const get = (value: unknown) => () => (wander(page), value);
        Object.defineProperties(fn, { length: length ?? { get: get(0) }, name: { get: get('n') } });
        if (error) return throws(() => AsyncContext.Snapshot.wrap(fn), error, 'wrap');
        page.reaches('wrapped');
        variable.run('C', () => AsyncContext.Snapshot.wrap(fn))();
        see(flow, 'after wrap');
      },
    }),
  ),
  ...(
    [
      [NaN, 0],
      [-1, 0],
      [-Infinity, 0],
      [Infinity, Infinity],
      [2.9, 2],
      ['3', 0],
      [1n, 0],
    ] as const
  ).map(
    ([length, expected]): Row => ({
      name: `a function with the length ${String(length)}${typeof length === 'string' ? ' as a string' : typeof length === 'bigint' ? 'n' : ''}, wrapped`,
      must: `CopyNameAndLength makes it ${expected}`,
      program({ AsyncContext, is }) {
        const fn = Object.defineProperty(() => {}, 'length', { value: length });
        is(AsyncContext.Snapshot.wrap(fn).length, expected, 'length');
      },
    }),
  ),
];
