// The await hook switched off: contexts end at an await, and are right everywhere else; nobody finds another flow's context.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Variable } from '../../../src/index.js';

(globalThis as Record<PropertyKey, unknown>)[Symbol.for('asynccontext.options.v1')] = { without: ['await'] };
const test = suite('without the await hook');
const { constructor } = Promise.prototype;
const variable = new Variable<string>({ defaultValue: 'none' });
const pause = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 1));

test('awaits are not looked at: the constructor is as it was, and then is a method', () => {
  assert.equal(Object.getOwnPropertyDescriptor(Promise.prototype, 'constructor')?.value, constructor);
  assert.type(Object.getOwnPropertyDescriptor(Promise.prototype, 'then')?.value, 'function');
});

test('reactions and timers have their contexts', async () => {
  const seen: string[] = [];
  const look = () => void seen.push(variable.get());
  let timer: Promise<unknown> | undefined;
  const done = variable.run('a', () => {
    timer = new Promise<void>(resolve => setTimeout(() => (look(), resolve()), 1));
    return Promise.resolve().then(look).then(look).finally(look);
  });
  await done;
  await timer;
  assert.equal(seen, ['a', 'a', 'a', 'a']);
});

const awaits: [name: string, wait: () => unknown][] = [
  ['a settled promise', () => Promise.resolve()],
  ['a pending promise', pause],
  ['an async call', async () => {}],
  ['a primitive', () => 1],
  ['a thenable', () => ({ then: (resolve: () => void) => resolve() })],
];
for (const [name, wait] of awaits) {
  test(`after an await of ${name} there is no context, though others go on at the same time`, async () => {
    const flow = (value: string) =>
      variable.run(value, async () => {
        await wait();
        return variable.get();
      });
    assert.equal(await Promise.all(['a', 'b', 'c'].map(flow)), ['none', 'none', 'none']);
  });
}

test('after an await of a promise that a flow in a context settles, there is none', async () => {
  let settle!: () => void;
  const promise = new Promise<void>(resolve => (settle = resolve));
  const flow = (async () => {
    await promise;
    return variable.get();
  })();
  variable.run('another', settle);
  assert.is(await flow, 'none');
});

test.run();
