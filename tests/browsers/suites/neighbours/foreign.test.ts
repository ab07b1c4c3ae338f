// Other projects' suites for promises, which know nothing of contexts: each test has the same result before the first Variable and after it, in a context and
// in none.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
// Imported before the suites, which register their tests with it.
import { outcomes } from './foreign-tests.js';
import { COUNT } from 'foreign-suite';

const test = suite('foreign');
const { then: nativeThen } = Promise.prototype;
// Many of the tests leave an unhandled rejection behind.
globalThis.addEventListener('unhandledrejection', event => event.preventDefault());

let expected: string[] = [];
/** The number of tests that ran in the context. */
let steps = 0;

test('before the first Variable', async () => {
  expected = await outcomes(fn => fn());
  assert.equal(
    expected.filter(line => !line.endsWith(': passed')),
    [],
  );
  assert.is(expected.length, COUNT);
});

test('after it, in no context and in one', async () => {
  const { Variable } = await import('../../../../src/index.js');
  const variable = new Variable<number>();
  assert.is.not(Promise.prototype.then, nativeThen);
  assert.equal(
    (await outcomes(fn => fn())).filter((line, index) => line !== expected[index]),
    [],
  );
  assert.is(variable.get(), undefined);
  const inContext = (fn: () => unknown) =>
    variable.run(1, () => {
      steps++;
      return fn();
    });
  assert.equal(
    (await outcomes(inContext)).filter((line, index) => line !== expected[index]),
    [],
  );
  assert.is(steps, expected.length);
  assert.is(variable.get(), undefined);
});

test.run();
