// Awaits of the Promise that zone.js installs, and what a page can see of it.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import './plain.js';
import { Variable } from '../../../../src/index.js';

declare const Zone: any, MessageChannel: any;

const test = suite("zone.js's Promise");
const variable = new Variable({ defaultValue: 'none' });

const flows: Record<string, () => Promise<string>> = {
  'a settled one after an await of a value': async () => {
    await null;
    await Promise.resolve();
    return variable.get();
  },
  'a new one after an await of a value': async () => {
    await null;
    await new Promise<void>(resolve => resolve());
    return variable.get();
  },
  'several in a row': async () => {
    for (let i = 0; i < 5; i++) await Promise.resolve();
    return variable.get();
  },
  'several in a row, each after a value': async () => {
    for (let i = 0; i < 5; i++) {
      await null;
      await Promise.resolve();
    }
    return variable.get();
  },
};
for (const [name, flow] of Object.entries(flows)) {
  test(name, async () => {
    assert.is(Promise.name, 'ZoneAwarePromise');
    const free = flow();
    assert.equal(await Promise.all([variable.run('a', flow), free, variable.run('b', flow)]), ['a', 'none', 'b']);
  });
}

test('its `then` can be assigned, on an instance and on the prototype', async () => {
  const promise = Promise.resolve(1);
  const { then } = Promise.prototype;
  const own = () => promise;
  promise.then = own as typeof then;
  assert.is(promise.then, own);
  assert.ok(Object.hasOwn(promise, 'then'));
  assert.is(Promise.prototype.then, then);
  let calls = 0;
  Promise.prototype.then = function (this: unknown, ...args: any[]) {
    calls++;
    return Reflect.apply(then, this, args);
  } as typeof then;
  assert.is(
    await variable.run('a', async () => {
      await Promise.resolve();
      return variable.get();
    }),
    'a',
  );
  assert.ok(calls > 0);
  Promise.prototype.then = then;
  assert.equal(Object.keys(Promise.prototype), []);
});

test('a zone is told of a rejection in no context, also inside of an event that another flow dispatches', async () => {
  const seen: string[] = [];
  const zone = Zone.root.fork({
    name: 'errors',
    onHandleError: (_delegate: unknown, _current: unknown, _target: unknown, error: Error) => (seen.push(`${error.message}: ${variable.get()}`), false),
  });
  const target = new EventTarget();
  target.addEventListener('custom', () => {});
  await new Promise<void>(resolve =>
    // A message is not a task of zone.js's, so the event below is the outermost one.
    Zone.root.run(() => {
      const { port1, port2 } = new MessageChannel();
      port1[Zone.__symbol__('addEventListener')]('message', () => {
        variable.run('b', () => zone.run(() => void Promise.reject(new Error('of b'))));
        variable.run('a', () => target.dispatchEvent(new Event('custom')));
        port1.close();
        resolve();
      });
      port1.start();
      port2.postMessage('');
    }),
  );
  assert.equal(seen, ['of b: none']);
});

test.run();
