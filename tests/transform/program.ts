// Runs a program untransformed and transformed, and compares what it does, in which microtask, and in which context.
import * as assert from 'uvu/assert';
import type { Lib, Realm, World } from './realms.js';

const LIMIT = 3_000; // microtasks

/** A program that takes too many microtasks. */
export class Endless extends Error {}

/** The results of a run. */
export interface Outcome {
  /** The values that the program logged, with the number of microtasks since the start. */
  readonly log: readonly string[];
  /** The places where the context was not the required one. */
  readonly wrong: readonly string[];
}

const show = (value: unknown): string =>
  value instanceof Error || (typeof value === 'object' && value !== null && 'message' in value)
    ? `Error(${(value as Error).message})`
    : typeof value === 'object' && value !== null
      ? `{${Object.entries(value)
          .map(([key, each]) => `${key}:${show(each)}`)
          .join()}}`
      : String(value);

/**
 * Runs a program in a realm.
 *
 * The program's scope has: `run(id, fn)` and `get()` of a Variable; `at(id, where)`, which asserts the context; `log(value)`; `T(value)`, a thenable whose
 * `then` has to run in the context in which it was made; `I(values)`, an iterable whose methods have to be called in the context in which it was made, and
 * `A(values)`, an async one; `D(name)`, a resource that has to be disposed of in that context, and `AD(name)`, an async one.
 */
export async function runProgram(code: string, realm: Realm, transformed: boolean): Promise<Outcome> {
  const log: string[] = [];
  const wrong: string[] = [];
  let ticks = 0;
  const world = ({ AsyncContext }: Lib): World => {
    const variable = new AsyncContext.Variable<unknown>({ defaultValue: 'none' });
    const get = () => variable.get();
    const at = (id: unknown, where: unknown = '') => {
      if (get() !== id) wrong.push(`${show(id)} saw ${show(get())} ${show(where)}`);
    };
    const note = (value: unknown) => void log.push(`${ticks}: ${show(value)}`);
    const iterator = (values: unknown[], id: unknown, wrap: (value: unknown) => unknown) => {
      let i = 0;
      const answer = (method: string, result: unknown) => {
        at(id, `in ${method} of an iterator`);
        return wrap(result);
      };
      return {
        next: (sent: unknown) => (note(`next ${show(sent)}`), answer('next', { value: values[i], done: i++ >= values.length })),
        return: (value: unknown) => (note(`return ${show(value)}`), answer('return', { value, done: true })),
        throw: (error: unknown) => (note(`throw ${show(error)}`), answer('throw', { value: error, done: i++ >= values.length })),
      };
    };
    const iterable = (values: unknown[]) => {
      const id = get();
      return { [Symbol.iterator]: () => (at(id, 'in Symbol.iterator'), iterator(values, id, value => value)) };
    };
    return {
      run: (id: unknown, fn: () => unknown) => variable.run(id, fn),
      get,
      at,
      log: note,
      T: (value: unknown) => {
        const id = get();
        return { then: (resolve: (value: unknown) => void) => (at(id, 'in then'), note('then'), resolve(value)) };
      },
      I: iterable,
      A: (values: unknown[]) => {
        const id = get();
        return { [Symbol.asyncIterator]: () => (at(id, 'in Symbol.asyncIterator'), iterator(values, id, async value => value)) };
      },
      D: (name: string) => {
        const id = get();
        return { [(Symbol as never as { dispose: symbol }).dispose]: () => (at(id, `in dispose of ${name}`), note(`dispose ${name}`)) };
      },
      AD: (name: string) => {
        const id = get();
        return {
          [(Symbol as never as { asyncDispose: symbol }).asyncDispose]: () => {
            at(id, `in asyncDispose of ${name}`);
            note(`asyncDispose ${name}`);
            return Promise.resolve();
          },
        };
      },
    };
  };
  let over = false;
  const main = realm.run(code, { transformed }, world);
  main.then(
    value => {
      log.push(`${ticks}: returned ${show(value)}`);
      over = true;
    },
    error => {
      log.push(`${ticks}: threw ${show(error)}`);
      over = true;
    },
  );
  // Counts microtasks until the program has ended, and a few more.
  await (async () => {
    for (let after = 0; after < 20; over ? after++ : after) {
      await null;
      if (++ticks > LIMIT) throw new Endless('expected a program that ends, got one that does not');
    }
  })();
  return { log, wrong };
}

/**
 * Asserts that a program does the same when it is transformed, and has the right context everywhere.
 *
 * @param keepsTicks - Whether it does so in the same microtasks; otherwise only the order has to be the same.
 * @throws Endless if the untransformed program takes too long.
 */
export async function checkProgram(code: string, realms: readonly Realm[], keepsTicks = true): Promise<void> {
  assert.ok(realms.length > 0, 'expected realms to run the program in, got none');
  const told = ({ log }: Outcome) => (keepsTicks ? log : log.map(line => line.replace(/^\d+: /, '')));
  for (const realm of realms) {
    const before = await runProgram(code, realm, false);
    const after = await runProgram(code, realm, true).catch((error): never => {
      throw new Error(`${realm.name}: transformed, ${error.message}`);
    });
    assert.equal(after.wrong, [], `${realm.name}: contexts`);
    assert.equal(told(after), told(before), `${realm.name}: what it does`);
  }
}
