// Collects the tests of foreign suites, which use the globals `describe`, `it` and assertions, and runs them any number of times.
import { assert, expect } from 'chai';

const { setTimeout: nativeSetTimeout, clearTimeout: nativeClearTimeout } = globalThis;
const LIMIT = 60_000; // ms for one test
const AT_ONCE = 40; // tests that run side by side

type Hook = () => void;
type Done = (error?: unknown) => void;
interface ForeignTest {
  readonly title: string;
  readonly body: (this: unknown, done: Done) => unknown;
  readonly before: readonly Hook[];
  readonly after: readonly Hook[];
}

const tests: ForeignTest[] = [];
/** Groups of tests that may not run side by side, since they share variables or hooks. */
const groups = new Map<unknown, number[]>();
const titles: string[] = [];
let hooks = { before: [] as Hook[], after: [] as Hook[] };

function describe(title: string, body: (this: unknown) => void): void {
  const outer = hooks;
  titles.push(title);
  body.call({ timeout() {} });
  titles.pop();
  hooks = outer;
}
const beforeEach = (hook: Hook): void => void (hooks = { ...hooks, before: [...hooks.before, hook] });
const afterEach = (hook: Hook): void => void (hooks = { ...hooks, after: [hook, ...hooks.after] });
/** Leaves out tests without a body, which are unwritten, and tests of sloppy mode, which would never end, since a bundle is strict code. */
function it(title: string, body?: ForeignTest['body']): void {
  if (!body || titles.includes('sloppy mode')) return;
  const test = { title: [...titles, title].join(' › '), body, ...hooks };
  const group = hooks.before[0] ?? hooks.after.at(-1) ?? titles.join();
  groups.set(group, [...(groups.get(group) ?? []), tests.push(test) - 1]);
}
describe.skip = it.skip = () => {};

/** The page's promises, in the form that the suites ask for. */
const adapter = {
  resolved: (value: unknown) => Promise.resolve(value),
  rejected: (reason: unknown) => Promise.reject(reason),
  deferred() {
    let resolve!: (value: unknown) => void;
    let reject!: (reason: unknown) => void;
    const promise = new Promise((...both) => ([resolve, reject] = both));
    return { promise, resolve, reject };
  },
  defineGlobalPromise() {},
  removeGlobalPromise() {},
};
Object.assign(globalThis, { describe, beforeEach, afterEach, it, specify: it, assert, expect, adapter, global: globalThis });

/** Runs a test. Resolves to `passed`, or to the reason why it failed. */
function outcome({ body, before, after }: ForeignTest, run: (fn: () => unknown) => unknown): Promise<string> {
  return new Promise(resolve => {
    const timer = nativeSetTimeout(() => resolve('took too long'), LIMIT);
    const done: Done = error => {
      nativeClearTimeout(timer);
      for (const hook of after) hook();
      resolve(error ? `failed: ${(error as Error).message ?? error}` : 'passed');
    };
    try {
      for (const hook of before) hook();
      const result = run(() => body.call({ timeout() {}, slow() {} }, done)) as PromiseLike<unknown> | undefined;
      if (body.length === 0) {
        if (typeof result?.then === 'function')
          result.then(
            () => done(),
            error => done(error ?? new Error('rejected')),
          );
        else done();
      }
    } catch (error) {
      done(error ?? new Error('threw'));
    }
  });
}

/**
 * Runs all tests that were collected.
 *
 * @param run - Calls each of them.
 * @returns The results, in the order of the tests.
 */
export async function outcomes(run: (fn: () => unknown) => unknown): Promise<string[]> {
  const found: string[] = [];
  const waiting = [...groups.values()];
  const lane = async () => {
    for (let group = waiting.shift(); group; group = waiting.shift()) {
      for (const index of group) found[index] = `${tests[index]!.title}: ${await outcome(tests[index]!, run)}`;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return found;
}
