// Callbacks that throw any value, recurse to the end of the stack, or never return.
import type { Page, Row } from '../row.js';
import { failing, OWN, revoked } from './values.js';

const thrown: Record<string, unknown> = {
  undefined: undefined,
  null: null,
  'a number': 1,
  'a symbol': Symbol('thrown'),
  'a frozen error': Object.freeze(new Error('frozen')),
  'a proxy whose traps throw': failing({}),
  'a revoked proxy': revoked({}),
  'a function': () => {},
  'a thenable': { then: () => {} },
  'a promise': new Promise(() => {}),
};

const TIMES = 30;

/** Calls itself until the stack is full, and calls a function some times on the way back. */
function fill(then: () => void, left = { times: TIMES }): void {
  try {
    fill(then, left);
  } catch {
    if (left.times-- > 0) then();
  }
}

const attempt = (fn: () => unknown): void => {
  try {
    fn();
  } catch {
    // The full stack.
  }
};

export const callbacks: readonly Row[] = [
  ...Object.entries(thrown).map(
    ([what, value]): Row => ({
      name: `callbacks that throw ${what}`,
      must: 'it is passed on as it is, and the context around is current',
      async program({ variable, AsyncContext, throws, see, flow, reaches }) {
        const fn = (): never => {
          throw value;
        };
        throws(() => variable.run('B', fn), value, 'run');
        throws(() => variable.run('B', () => variable.run('C', fn)), value, 'nested run');
        throws(() => new AsyncContext.Snapshot().run(fn), value, 'Snapshot');
        throws(() => AsyncContext.Snapshot.wrap(fn)(), value, 'wrap');
        throws(() => variable.run('B', () => AsyncContext.Snapshot.wrap(fn))(), value, 'wrap of another context');
        reaches('after it');
        try {
          await variable.run('B', async () => fn());
        } catch {
          see(flow, 'after it');
        }
        await Promise.reject(value).then(undefined, () => see(flow, 'in a reaction'));
        see(flow, 'in the end');
      },
    }),
  ),
  {
    name: 'a generator that throws, or is ended, in a context',
    must: 'the context around is current',
    program({ variable, see, flow, throws }) {
      function* numbers(): Generator<number> {
        try {
          yield 1;
          throw OWN;
        } finally {
          variable.run('C', () => {});
        }
      }
      throws(() => variable.run('B', () => [...numbers()]), OWN, 'run');
      variable.run('B', () => {
        for (const _ of numbers()) break;
      });
      see(flow, 'after it');
    },
  },
  {
    name: 'runs within runs to the end of the stack',
    must: 'what the engine throws, and the context around is current',
    needs: ['a deep stack'],
    program({ variable, see, flow }) {
      const deeper = (): void => void variable.run('B', deeper);
      attempt(deeper);
      see(flow, 'after it');
    },
  },
  {
    name: 'Snapshots and wrapped functions to the end of the stack',
    must: 'what the engine throws, and the context around is current',
    needs: ['a deep stack', 'a Snapshot that ends half-way'],
    program({ variable, AsyncContext, see, flow }) {
      const snapshot = variable.run('B', () => new AsyncContext.Snapshot());
      const deeper = (): void => void snapshot.run(deeper);
      attempt(deeper);
      see(flow, 'after a Snapshot');
      const wrapped: () => void = variable.run('B', () => AsyncContext.Snapshot.wrap(() => wrapped()));
      attempt(wrapped);
      see(flow, 'after a wrapped function');
    },
  },
  {
    name: 'every operation on a full stack',
    must: 'it throws, or is done; the context around is current',
    needs: ['a deep stack', 'a Snapshot that ends half-way'],
    program({ variable, AsyncContext, see, flow }) {
      const operations: (() => unknown)[] = [
        () => variable.get(),
        () => variable.run('B', () => {}),
        () => new AsyncContext.Snapshot(),
        () => new AsyncContext.Snapshot().run(() => {}),
        () => AsyncContext.Snapshot.wrap(() => {})(),
        () => new AsyncContext.Variable(),
        () => Promise.resolve().then(() => {}),
        async () => await Promise.resolve(),
      ];
      for (const operation of operations) {
        attempt(() => fill(() => attempt(operation)));
        attempt(() => variable.run('C', fill, () => attempt(operation)));
        see(flow, 'after it');
      }
    },
  },
  {
    name: 'a reaction that fills the stack',
    must: 'the reactions after it have their contexts',
    needs: ['a deep stack'],
    async program({ variable, see, flow }) {
      const full = variable.run('B', () => Promise.resolve().then(() => attempt(() => fill(() => {}))));
      await full;
      see(flow, 'after it');
      await Promise.resolve().then(() => see(flow, 'in a reaction'));
    },
  },
  {
    name: 'thousands of microtasks that are enqueued one by another',
    must: 'they come to an end, in their context, or, after awaits of values, in browsers in none',
    async program({ see, seeOrNone, flow }) {
      for (let i = 0; i < 10_000; i++) await Promise.resolve();
      see(flow, 'after awaits of promises');
      for (let i = 0; i < 10_000; i++) await undefined;
      seeOrNone(flow, 'after awaits of values');
    },
  },
  ...[
    { where: 'in a run', code: "variable.run('C', () => { for (;;); })" },
    { where: 'in a run within a run', code: "variable.run('B', () => variable.run('C', () => { for (;;); }))" },
    { where: 'in a wrapped function', code: 'wrapped(() => { for (;;); })' },
    { where: 'in a Snapshot', code: 'snapshot.run(() => { for (;;); })' },
    { where: 'in a getter of options', code: 'new Variable({ get name() { for (;;); } })' },
  ].map(
    ({ where, code }): Row => ({
      name: `a script that never returns, stopped ${where}`,
      must: 'the context is current up to the next microtask at most, and then what it was',
      needs: ['a script that is stopped', ...(/wrapped|Snapshot/.test(where) ? (['a Snapshot that ends half-way'] as const) : [])],
      program(page: Page) {
        const { variable, AsyncContext, host } = page;
        const { Variable, Snapshot } = AsyncContext;
        // In a task of its own, since the rest of the job that is terminated sees its context, as the README says.
        return new Promise<void>(resolve =>
          setTimeout(() => {
            const [snapshot, wrapped] = variable.run('C', () => [new Snapshot(), Snapshot.wrap((fn: () => void) => fn())]);
            setTimeout(() => {
              page.see(page.flow, 'in a task after it');
              resolve();
            });
            host.stop!(code, { variable, snapshot, wrapped, Variable });
          }),
        );
      },
    }),
  ),
];
