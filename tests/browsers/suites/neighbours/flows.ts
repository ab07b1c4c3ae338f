// Flows through native await, reactions, timers, events and requests. Each has to keep its own context all along.
import * as assert from 'uvu/assert';

const { fetch: nativeFetch } = globalThis;

/** The parts of a Variable that a flow uses. */
export interface VariableLike {
  get(): string | undefined;
  run<R>(value: string, fn: () => R): R;
}

const sleep = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));
const rejection = () => Promise.reject(new Error('expected'));

/** One flow through everything. Returns the places where its context was not `name`. */
async function lossesOf(variable: VariableLike, name: string | undefined): Promise<string[]> {
  const losses: string[] = [];
  const look = (where: string) => void (variable.get() === name || losses.push(`${name} saw ${variable.get()} in ${where}`));
  look('start');
  await 1;
  look('await of a value');
  await Promise.resolve();
  look('await of what is settled');
  await sleep(2);
  look('await of a timer');
  await (async () => {
    await null;
    look('an async function');
    await sleep(1);
    look('an async function, later');
  })();
  look('await of an async function');
  await Promise.resolve()
    .then(() => look('then'))
    .then(() => sleep(1))
    .then(() => look('then of a returned promise'));
  look('await of then');
  await rejection().catch(() => look('catch'));
  look('await of catch');
  await sleep(1).finally(() => look('finally'));
  look('await of finally');
  try {
    await rejection();
  } catch {
    look('a rejection');
  }
  await Promise.all([sleep(1).then(() => look('then within all')), 1, (async () => void (await 1))()]);
  look('await of all');
  for await (const _ of [Promise.resolve(), sleep(1), 1]) look('for await');
  look('after for await');
  await new Promise<void>(resolve => queueMicrotask(() => (look('queueMicrotask'), resolve())));
  look('await of queueMicrotask');
  await new Promise<void>(resolve => setTimeout(() => (look('setTimeout'), resolve()), 1));
  await (await nativeFetch('/echo', { method: 'POST', body: 'text' })).text();
  look('await of fetch');
  const target = new EventTarget();
  target.addEventListener('event', () => look('dispatchEvent'));
  target.dispatchEvent(new Event('event'));
  await 1;
  look('end');
  return losses;
}

/**
 * Runs flows side by side, some of them in no context.
 *
 * @param variable - The Variable of which the flows have a value.
 * @throws AssertionError if a flow lost its context, or saw another flow's.
 */
export async function assertFlows(variable: VariableLike): Promise<void> {
  const names = ['a', undefined, 'b', undefined, 'c'];
  const all = names.map(name => (name === undefined ? lossesOf(variable, name) : variable.run(name, () => lossesOf(variable, name))));
  const losses: string[] = [];
  for (const one of all) losses.push(...(await one));
  assert.equal(losses, []);
  assert.is(variable.get(), undefined);
}
