// Runs a row in this realm, and checks the rules for all rows: the current context is what it was, and ordinary flows work.
import type { AsyncContextObject, Variable } from '../../src/index.js';
import { add, apply, later, messageOf, nameOf, nativeClearTimeout, NativePromise, nativeSetTimeout, nativeThen } from './natives.js';
import type { Flow, Host, Outcome, Page, Row } from './row.js';

/** ms, against a row that never ends. */
const LIMIT = 5000;
const isOverflow = (error: unknown): boolean => /^(RangeError|InternalError)\b/.test(messageOf(error));

/** Whether contexts end with the synchronous call, of which the library has warned then. */
const isSynchronous = (carrier: string): boolean => carrier === 'synchronous';

/** The name of this realm's carrier. */
export const carrierOf = (): string => (globalThis as any)[Symbol.for('asynccontext.agent.v1')].carrier as string;

/** The object that a row gets, and the functions that check what it recorded. */
export function createPage(
  AsyncContext: AsyncContextObject,
  variable: Variable<string>,
  flow: Flow,
  host: Host,
  note: (text: string) => void,
): { page: Page; steps: (() => unknown)[]; finish: () => void } {
  const steps: (() => unknown)[] = [];
  const reached: Record<string, number> = { __proto__: null } as never;
  const wanted: Record<string, number> = { __proto__: null } as never;
  const uncaught: unknown[] = [];
  const carrier = carrierOf();
  const look = (own: Flow, where: string, isExact: boolean): void => {
    reached[where] = (reached[where] ?? 0) + 1;
    const seen = variable.get();
    if (seen !== own && (isExact || seen !== undefined)) note(`${where}: ${own ?? 'nobody'} found ${seen ?? 'nothing'}`);
  };
  const page: Page = {
    AsyncContext,
    variable,
    flow,
    carrier,
    host,
    get foreign() {
      return host.foreign!();
    },
    see: (own, where) => look(own, where, !isSynchronous(carrier)),
    seeOrNone: (own, where) => look(own, where, carrier === 'AsyncLocalStorage'),
    exempt: where => void (reached[where] = (reached[where] ?? 0) + 1),
    reaches: (where, times = 1) => void (wanted[where] = times),
    is(actual, expected, where) {
      if (!Object.is(actual, expected)) note(`${where}: expected ${nameOf(expected)}, got ${nameOf(actual)}`);
    },
    throws(call, expected, where) {
      const before = variable.get();
      try {
        call();
        note(`${where}: threw nothing`);
      } catch (error) {
        const isExpected =
          error === expected ||
          (typeof expected === 'function' && apply(Function.prototype[Symbol.hasInstance], expected, [error])) ||
          Object.is(error, expected);
        if (!isExpected) note(`${where}: threw ${messageOf(error)}`);
      }
      if (variable.get() !== before) note(`${where}: after it, ${before ?? 'nobody'} found ${variable.get() ?? 'nothing'}`);
    },
    byB: fn => add(steps, fn),
    uncaught: error => add(uncaught, error),
  };
  return {
    page,
    steps,
    finish() {
      for (const where of Object.keys(wanted)) if ((reached[where] ?? 0) !== wanted[where]) note(`${where}: reached ${reached[where] ?? 0} times`);
      for (const error of host.heard.splice(0)) if (!uncaught.includes(error) && !isOverflow(error)) note(`uncaught: ${messageOf(error)}`);
    },
  };
}

/** Runs a row in one flow. */
function runIn(
  flow: Flow,
  row: Row,
  AsyncContext: AsyncContextObject,
  variable: Variable<string>,
  host: Host,
  note: (text: string) => void,
  done: () => void,
): void {
  const { page, steps, finish } = createPage(AsyncContext, variable, flow, host, text =>
    note(`${flow === undefined ? 'in no context' : 'in a context'}, ${text}`),
  );
  const nobody = (when: string): void => {
    const seen = variable.get();
    if (seen !== undefined) note(`${when}, nobody found ${seen}`);
  };
  let isOver = false;
  const end = (error?: unknown, hasFailed = false): void => {
    if (isOver) return;
    isOver = true;
    apply(nativeClearTimeout, undefined, [limit]);
    if (hasFailed) note(`ended with ${messageOf(error)} ${(error as any)?.stack?.slice?.(0, 500)}`);
    later(() => {
      nobody('in the end');
      finish();
      done();
    }, 3);
  };
  // Against a program that waits for something that never comes.
  const limit = apply(nativeSetTimeout, undefined, [() => end(new Error('not over in time'), true), LIMIT]);
  let result: unknown;
  try {
    const body = () => {
      const promise = row.program(page);
      if (variable.get() !== flow) note(`when the program has returned, ${flow ?? 'nobody'} found ${variable.get() ?? 'nothing'}`);
      return promise;
    };
    result = flow === undefined ? body() : variable.run(flow, body);
  } catch (error) {
    end(error, true);
  }
  nobody('after the program');
  later(() => {
    nobody('in a task after it');
    for (let i = 0; i < steps.length; i++) variable.run('B', steps[i]!);
    nobody('after B');
  }, 2);
  if (result instanceof NativePromise) apply(nativeThen, result, [() => end(), (error: unknown) => end(error, true)]);
  else later(() => end(), 3);
}

/** Runs flows side by side, and checks that each has its own context all along. */
export async function flows(variable: Variable<string>, carrier: string, note: (text: string) => void): Promise<void> {
  const flow = async (own: Flow): Promise<void> => {
    const look = (where: string): void => {
      const seen = variable.get();
      if (seen !== own && !(isSynchronous(carrier) && seen === undefined)) note(`afterwards, ${own ?? 'nobody'} found ${seen ?? 'nothing'} after ${where}`);
    };
    await 1;
    look('a value');
    await NativePromise.resolve();
    look('a promise');
    await new NativePromise<void>(resolve => later(resolve));
    look('a timer');
    await apply(nativeThen, NativePromise.resolve(), [() => look('in then')]);
    look('then');
  };
  await NativePromise.all(['x', undefined, 'y', undefined].map(own => (own === undefined ? flow(own) : variable.run(own, flow, own))));
}

/** Loads the library and runs a row, in both flows. */
export function runRow(row: Row, host: Host, done: (outcome: Outcome) => void): void {
  const { AsyncContext } = host.load();
  const variable = new AsyncContext.Variable<string>();
  const wrong: string[] = [];
  const note = (text: string): void => add(wrong, text);
  runIn(undefined, row, AsyncContext, variable, host, note, () =>
    runIn('A', row, AsyncContext, variable, host, note, () => {
      const end = (): void => {
        if (variable.get() !== undefined) note(`in the very end, nobody found ${variable.get()}`);
        done({ wrong: [...new Set(wrong)] });
      };
      apply(nativeThen, flows(variable, carrierOf(), note), [() => later(end), (error: unknown) => (note(`flows: ${messageOf(error)}`), later(end))]);
    }),
  );
}
