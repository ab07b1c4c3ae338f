// Realms in which there can be no carrier of browsers, and some in which there can: each in a thread of its own, since nothing of it can be undone.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const global = globalThis as Record<string, any>;
const { prototype } = Promise;
const { then } = prototype;
const fix = (object: object, key: string) => Object.defineProperty(object, key, { ...Object.getOwnPropertyDescriptor(object, key)!, configurable: false });
/** A `then` of a library's. */
const patchThen = (): void => {
  prototype.then = function (this: Promise<unknown>, ...callbacks: any[]): any {
    return Reflect.apply(then, this, callbacks);
  } as never;
};
/** Puts a function in the place of the class that async functions seem to have. */
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

const LOCKED = 'the promises of this realm were locked down or replaced. Make a Variable before.';
/** What is done to a realm, and what stands in the way then. */
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
