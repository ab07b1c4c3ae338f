// A page that loads zone.js itself, before the library or after it, with its ZoneAwarePromise: both still work.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Variable } from '../../../src/index.js';

declare const ORDER: 'before' | 'after';
declare const Zone: any;

const variable = new Variable({ defaultValue: 'default' });
const get = () => variable.get();
if (ORDER === 'after') {
  await variable.run('loading', () => import('zone.js'));
}

const test = suite(`zone.js ${ORDER}`);
const sleep = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

test('zone.js is there, with its own promise', () => {
  assert.is(Promise.name, 'ZoneAwarePromise');
  assert.is.not((async () => {})().constructor, Promise);
});

const flows: [name: string, flow: () => Promise<unknown>][] = [
  [
    'native await',
    async () => {
      await 1;
      await sleep(2);
      await null;
      return get();
    },
  ],
  [
    'await of an async function',
    async () => {
      await (async () => void (await sleep(1)))();
      return get();
    },
  ],
  ['then of its promise', () => sleep(2).then(get)],
  ['then of a native promise', async () => (async () => {})().then(get)],
  [
    'await of a chain',
    async () => {
      await Promise.resolve(1).then(() => sleep(1));
      await 1;
      return get();
    },
  ],
  [
    'finally',
    async () => {
      let seen: unknown;
      await Promise.resolve().finally(() => {
        seen = get();
      });
      return seen;
    },
  ],
  [
    'Promise.all',
    async () => {
      await Promise.all([sleep(1), 1, (async () => {})()]);
      return get();
    },
  ],
  [
    'fetch',
    async () => {
      await fetch('/echo');
      return get();
    },
  ],
  [
    'a rejection',
    async () => {
      try {
        await Promise.reject(new Error('expected'));
      } catch {
        return get();
      }
      return 'not caught';
    },
  ],
];
for (const [name, flow] of flows) {
  test(`${name}: each flow has its own context`, async () => {
    const free = flow();
    assert.equal(await Promise.all([variable.run('a', flow), free, variable.run('b', flow)]), ['a', 'default', 'b']);
    assert.is(get(), 'default');
  });
}

test('zones go on working: values, tasks and the state of a zone', async () => {
  const log: string[] = [];
  const zone = Zone.current.fork({
    name: 'app',
    properties: { value: 7 },
    onHasTask: (delegate: any, current: any, target: any, state: any) => {
      if (current === target && state.change === 'macroTask') log.push(state.macroTask ? 'busy' : 'stable');
      delegate.hasTask(target, state);
    },
  });
  const seen = await variable.run('mine', () =>
    zone.run(() => new Promise(resolve => setTimeout(() => resolve([Zone.current.name, Zone.current.get('value'), get()]), 1))),
  );
  assert.equal(seen, ['app', 7, 'mine']);
  await sleep(1);
  assert.equal(log, ['busy', 'stable']);
});

test.run();
