// asynccontext/zone without its own patches: callbacks that zone.js patches have their contexts; all other functions are unchanged.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import './beyond-options.js';
import { before } from './beyond-before.js';
import '../../../../polyfill/zone.js';
import { Variable } from '../../../../src/index.js';

declare const document: any, XMLHttpRequest: any, FileReader: any, MutationObserver: any, requestAnimationFrame: any;

const test = suite('without beyondZone');
const variable = new Variable({ defaultValue: 'none' });
const get = () => variable.get();
const sleep = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

test("the functions that zone.js does not patch are the engine's", () => {
  for (const [name, { owner, key, fn }] of Object.entries(before)) assert.is(Object.getOwnPropertyDescriptor(owner, key)?.value, fn, name);
});

/** Calls of functions, each of which calls its argument back. */
const calls: Record<string, [string, (seen: () => void) => unknown]> = {
  setTimeout: ['a', seen => setTimeout(seen, 1)],
  queueMicrotask: ['a', seen => queueMicrotask(seen)],
  requestAnimationFrame: ['a', seen => requestAnimationFrame(seen)],
  await: [
    'a',
    async seen => {
      await (async () => {})();
      seen();
    },
  ],
  then: ['a', seen => Promise.resolve().then(seen)],
  'a listener, dispatched': [
    'a',
    seen => {
      const target = new EventTarget();
      target.addEventListener('custom', seen);
      target.dispatchEvent(new Event('custom'));
    },
  ],
  'load of a request': [
    'a',
    seen => {
      const request = new XMLHttpRequest();
      request.addEventListener('load', seen);
      request.open('GET', '/echo');
      request.send();
    },
  ],
  'onload of a request': [
    'a',
    seen => {
      const request = new XMLHttpRequest();
      request.onload = seen;
      request.open('GET', '/echo');
      request.send();
    },
  ],
  'onload of a FileReader': [
    'a',
    seen => {
      const reader = new FileReader();
      reader.onload = seen;
      reader.readAsText(new Blob(['text']));
    },
  ],
  'load of a FileReader': [
    'a',
    seen => {
      const reader = new FileReader();
      reader.addEventListener('load', seen);
      reader.readAsText(new Blob(['text']));
    },
  ],
  MutationObserver: [
    'none',
    seen => {
      const element = document.createElement('p');
      new MutationObserver(seen).observe(element, { attributes: true });
      element.title = 'changed';
    },
  ],
};
for (const [name, [expected, call]] of Object.entries(calls)) {
  test(`${name}: ${expected}`, async () => {
    const seen = await new Promise<string>(resolve => {
      variable.run('a', () => void call(() => resolve(get())));
      variable.run('b', () => {});
    });
    assert.is(seen, expected);
    await sleep(1);
    assert.is(get(), 'none');
  });
}

test.run();
