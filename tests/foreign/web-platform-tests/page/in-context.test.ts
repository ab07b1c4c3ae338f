// The code that is put into testharness.js fails a test that loses its context or finds another test's.
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Variable } from 'asynccontext';

const code = readFileSync('tests/foreign/web-platform-tests/page/in-context.js', 'utf8');

interface Test {
  messages: string[];
  step(fn: Function, thisArgument?: unknown, ...args: unknown[]): unknown;
}

/** A stand-in for the harness's class of tests, with the parts that the code uses, after the code has changed it. */
function harness(Kind: unknown): new (name: string, isPromiseTest?: boolean) => Test {
  class HarnessTest implements Test {
    messages: string[] = [];
    phases = { INITIAL: 0, STARTED: 1 };
    phase = 0;
    constructor(
      readonly name: string,
      readonly _is_promise_test = false,
    ) {}
    step(fn: Function, thisArgument: unknown = this, ...args: unknown[]): unknown {
      this.phase = this.phases.STARTED;
      try {
        return fn.apply(thisArgument, args);
      } catch (error) {
        this.messages.push((error as Error).message);
        return undefined;
      }
    }
  }
  const check = (isTrue: unknown, _name: string, _description: unknown, message: string) => {
    if (!isTrue) throw new Error(message);
  };
  new Function('Test', 'assert', 'AsyncContext', code)(HarnessTest, check, { Variable: Kind });
  return HarnessTest;
}

/** A Variable that loses its value after an await. */
class Forgetful {
  #variable = new Variable<unknown>();
  #isForgotten = false;
  run(value: unknown, fn: () => unknown): unknown {
    queueMicrotask(() => (this.#isForgotten = true));
    return this.#variable.run(value, fn);
  }
  get(): unknown {
    return this.#isForgotten ? undefined : this.#variable.get();
  }
}

const turn = () => new Promise(resolve => setTimeout(resolve));

test('a test whose context is kept passes, with its own receiver and arguments', async () => {
  const Test = harness(Variable);
  const one = new Test('one', true);
  const calls: unknown[] = [];
  one.step(
    function (this: unknown, ...args: unknown[]) {
      calls.push(this, ...args);
      return Promise.resolve();
    },
    'receiver',
    1,
    2,
  );
  one.step(function (this: unknown) {
    calls.push(this);
  });
  await turn();
  assert.equal(calls.slice(0, 3), ['receiver', 1, 2]);
  assert.is(calls[3], one);
  assert.equal(one.messages, []);
});

test('a function that finds the context of another test fails its own', () => {
  const Test = harness(Variable);
  const [one, other] = [new Test('one'), new Test('other')];
  one.step(() => other.step(() => {}));
  assert.equal([...one.messages, ...other.messages], [], 'it may begin there');
  one.step(() => other.step(() => {}));
  assert.equal(one.messages, []);
  assert.equal(other.messages, ['a function of this test sees the context of “one”']);
});

test('a context that is lost after the promise of a test fails it', async () => {
  const Test = harness(Forgetful);
  const one = new Test('one', true);
  one.step(() => Promise.reject(new Error('of the test')));
  await turn();
  assert.equal(one.messages, ['the context is lost after the promise of the test']);
});

test.run();
