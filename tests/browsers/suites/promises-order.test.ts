// The order of microtasks is that of the engine: in no context, in one, and among flows of several contexts.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../src/index.js';
import { programs, type Program } from './order-programs.js';

const { setTimeout: nativeSetTimeout, Promise: NativePromise } = globalThis;
const nativeThen = NativePromise.prototype.then;

/** All words of a program, until its result is settled and one task has passed. */
async function record(program: Program, run = (fn: () => unknown) => fn(), elsewhere = run): Promise<unknown[]> {
  const words: unknown[] = [];
  const result = run(() => program(word => words.push(word), elsewhere));
  if (result instanceof NativePromise)
    await new NativePromise<void>(resolve => void Reflect.apply(nativeThen, result, [() => nativeSetTimeout(resolve, 0), () => resolve()]));
  for (let task = 0; task < 2; task++) await new NativePromise<void>(resolve => nativeSetTimeout(resolve, 0));
  return words;
}

const test = suite('promises: order');
const natively = new Map<string, unknown[]>();
for (const [name, program] of Object.entries(programs)) {
  test(`before the first Variable: ${name}`, async () => {
    natively.set(name, await record(program));
    assert.ok(natively.get(name)!.length > 0);
  });
}

let inContext: (fn: () => unknown) => unknown;
let inAnother: (fn: () => unknown) => unknown;
let inNone: (fn: () => unknown) => unknown;
test('the first Variable', () => {
  const none = new AsyncContext.Snapshot();
  const variable = new AsyncContext.Variable<string>();
  inContext = fn => variable.run('A', fn);
  inAnother = fn => variable.run('B', fn);
  inNone = fn => none.run(fn);
});
for (const [name, program] of Object.entries(programs)) {
  test(`in no context: ${name}`, async () => assert.equal(await record(program), natively.get(name)));
  test(`in a context: ${name}`, async () => assert.equal(await record(program, inContext), natively.get(name)));
  if (!name.endsWith('elsewhere')) continue;
  test(`in no context, and in one: ${name}`, async () => assert.equal(await record(program, undefined, inContext), natively.get(name)));
  test(`in a context, and in none: ${name}`, async () => assert.equal(await record(program, inContext, inNone), natively.get(name)));
  test(`in a context, and in another: ${name}`, async () => assert.equal(await record(program, inContext, inAnother), natively.get(name)));
}

test.run();
