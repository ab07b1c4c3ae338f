// Realms that the browser carrier refuses, and some that it accepts: each in a thread of its own, since the changes cannot be undone.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const global = globalThis as Record<string, any>;
const { prototype } = Promise;
const { then } = prototype;
const fix = (object: object, key: string) => Object.defineProperty(object, key, { ...Object.getOwnPropertyDescriptor(object, key)!, configurable: false });
/** Replaces `then`, as a library does. */
const patchThen = (): void => {
  prototype.then = function (this: Promise<unknown>, ...callbacks: any[]): any {
    return Reflect.apply(then, this, callbacks);
  } as never;
};
/** Replaces `Promise`, and the `constructor` of the promises of async functions, by a function. */
function patchClass(make: (executor: (...args: any[]) => void) => unknown): void {
  const Native = Promise;
  const Fake = Object.assign(
    function Fake(executor: (...args: any[]) => void) {
      return make(executor) ?? new Native(executor);
    },
    { resolve: Native.resolve.bind(Native), prototype },
  );
  global['Promise'] = Fake;
  Object.assign(prototype, { constructor: Fake });
}

const LOCKED = 'the promises of this realm were locked down or replaced. Create a Variable before that.';
/** Changes of a realm, each with the obstacle that the carrier then reports. */
const realms: Record<string, [change: () => void, obstacle?: string]> = {
  nothing: [() => {}],
  'then is not configurable': [() => fix(prototype, 'then'), LOCKED],
  'constructor is not configurable': [() => fix(prototype, 'constructor'), LOCKED],
  'Promise.resolve is not configurable': [() => fix(Promise, 'resolve'), LOCKED],
  'Promise.reject is not configurable': [() => fix(Promise, 'reject')],
  'all is frozen': [() => [Promise, prototype].forEach(Object.freeze), LOCKED],
  'then is a library’s': [patchThen],
  'then is a library’s, and there is no queueMicrotask': [() => (patchThen(), delete global['queueMicrotask']), LOCKED],
  'there is no queueMicrotask': [() => delete global['queueMicrotask']],
  'Promise is another, and async functions do not know': [() => (global['Promise'] = class extends Promise<unknown> {})],
  'async functions seem to return promises of another class': [
    () =>
      Object.assign(prototype, {
        constructor: class {
          static resolve() {}
          then() {}
        },
      }),
    LOCKED,
  ],
  'promises are made by a function of the page’s': [() => patchClass(() => undefined)],
  'promises that are never settled are frozen': [
    () => patchClass(executor => (executor.length === 0 ? Object.freeze({}) : undefined)),
    'no await can be seen.',
  ],
};

if (isMainThread) {
  const test = suite('obstacles');
  for (const [name, [, obstacle]] of Object.entries(realms)) {
    test(`${name}: ${obstacle ?? 'no obstacle'}`, async () => {
      const found = await new Promise((resolve, reject) => {
        const thread = new Worker(new URL(import.meta.url), { workerData: name });
        thread.on('message', resolve);
        thread.on('error', reject);
      });
      assert.equal(found, [obstacle]);
    });
  }
  test.run();
} else {
  realms[workerData as string]![0]();
  const { browserObstacle } = await import('../../src/carriers/browser/index.js');
  parentPort!.postMessage([browserObstacle()]);
}
