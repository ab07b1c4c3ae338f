// Each group of patches is switched off by itself: it is not installed, and all others are. In threads, since an installation is permanent.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const global = globalThis as Record<PropertyKey, any>;
/** The methods of each group, by the switch that turns it off. */
const groups: Record<string, string[]> = {
  setTimeout: ['setTimeout'],
  MutationObserver: ['MutationObserver'],
  FileSystemEntry: ['DataTransferItem.webkitGetAsEntry'],
  XMLHttpRequest: ['XMLHttpRequest.open', 'XMLHttpRequest.send'],
  Observable: ['Observable.flatMap'],
  customElements: ['CustomElementRegistry.define'],
  streams: ['ReadableStream', 'WritableStream'],
  EventTarget: ['EventTarget.addEventListener', 'Element.attachShadow', 'Element.setAttribute', 'Node.appendChild', 'FileReader.readAsText'],
  await: ['Promise.constructor'],
};
const all = Object.values(groups).flat();

if (isMainThread) {
  const test = suite('switched off');
  for (const without of [...Object.keys(groups).map(name => [name]), Object.keys(groups), []]) {
    test(without.join(' ') || 'nothing', async () => {
      const changed = await new Promise((resolve, reject) => {
        const thread = new Worker(new URL(import.meta.url), { workerData: without });
        thread.on('message', resolve);
        thread.on('error', reject);
      });
      assert.equal(
        changed,
        all.filter(name => !without.some(off => groups[off]!.includes(name))),
      );
    });
  }
  test.run();
} else {
  for (const name of all) {
    const [Class, method] = name.split('.') as [string, string?];
    global[Class] ??= class {};
    if (method && !(method in global[Class].prototype)) {
      Object.defineProperty(global[Class].prototype, method, { value() {}, writable: true, enumerable: true, configurable: true });
    }
  }
  // An element with attributes and insertions that start tasks.
  global['HTMLImageElement'] = class {
    set src(_: string) {}
  };
  const look = () =>
    all.map(name => {
      const [Class, method] = name.split('.') as [string, string?];
      const { get, value } = Object.getOwnPropertyDescriptor(method ? global[Class].prototype : global, method ?? Class)!;
      return get ?? value;
    });
  const before = look();
  global[Symbol.for('asynccontext.options.v1')] = { without: workerData };
  const { carrier } = await import('./variables.js');
  carrier.start!();
  const after = look();
  parentPort!.postMessage(all.filter((_, index) => before[index] !== after[index]));
}
