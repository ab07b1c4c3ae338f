// promises-aplus-tests, which knows nothing of contexts, on native promises: the same results without the hook and with it.
import { createRequire } from 'node:module';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createKeys } from '../../src/agent/keys.js';
import { createBrowserCarrier } from '../../src/carriers/browser/index.js';
import { createAsyncContext } from '../../src/spec/async-context.js';

const require = createRequire(import.meta.url);
const { Runnable } = createRequire(require.resolve('promises-aplus-tests'))('mocha');
const { run: runTest } = Runnable.prototype;
const { then: nativeThen } = Promise.prototype;
// Many of its tests leave an unhandled rejection behind, for which Node would end the process.
process.on('unhandledRejection', () => {});

let variable: any;
/** How many promises the foreign suite has made inside the context. */
let steps = 0;
const deferred = () => {
  if (variable?.get() === 1) steps++;
  let resolve!: (value: unknown) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise((...both) => ([resolve, reject] = both));
  return { promise, resolve, reject };
};

/** Runs the foreign suite, and returns the result of each test. */
async function outcomes(run: (fn: () => unknown) => unknown): Promise<string[]> {
  const found: string[] = [];
  // A reporter that only collects: mocha's own would print two thousand lines.
  function Reporter(runner: any) {
    runner.on('pass', (one: any) => found.push(`passed ${one.fullTitle()}`));
    runner.on('fail', (one: any, error: Error) => found.push(`failed ${one.fullTitle()}: ${error.message}`));
  }
  // mocha loads test files with `require`; they have to run again.
  for (const path of Object.keys(require.cache)) if (path.includes('promises-aplus-tests')) delete require.cache[path];
  const aplus = require('promises-aplus-tests');
  await new Promise<void>(done => {
    // Each test enters the context by itself: mocha goes from test to test with setImmediate, which the browser carrier does not patch.
    Runnable.prototype.run = function (this: unknown, ...args: unknown[]) {
      return run(() => runTest.apply(this, args));
    };
    aplus({ deferred }, { reporter: Reporter, timeout: 60_000 }, () => done());
  });
  return found;
}

const test = suite('promises: Promises/A+');
const expected: string[] = [];
/** The number of tests in the foreign suite, so that a missing one is noticed. */
const TESTS = 872;

function assertAsBefore(found: string[]): void {
  assert.is(found.length, expected.length);
  assert.equal(
    found.filter((line, index) => line !== expected[index]),
    [],
  );
}

test('without the hook', async () => {
  expected.push(...(await outcomes(fn => fn())));
  assert.is(expected.length, TESTS);
  assert.equal(
    expected.filter(line => line.startsWith('failed')),
    [],
  );
});

test('with the hook, in no context', async () => {
  const carrier = createBrowserCarrier();
  assert.is(carrier.name, 'browser');
  const { Variable } = createAsyncContext({ carrier, allocateKey: createKeys() }).intrinsics as any;
  variable = new Variable();
  assert.is.not(Promise.prototype.then, nativeThen);
  assert.type(Object.getOwnPropertyDescriptor(Promise.prototype, 'constructor')!.get, 'function');
  assertAsBefore(await outcomes(fn => fn()));
});

test('with the hook, in a context', async () => {
  assertAsBefore(await outcomes(fn => variable.run(1, fn)));
  assert.ok(steps >= TESTS, `expected each of ${TESTS} tests to be in the context, got ${steps} steps`);
});

test.run();
