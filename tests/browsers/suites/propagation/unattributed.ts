// Events and observers' callbacks that come from the engine, not from a call of the page: they have no context, whichever flow was the cause.
import * as assert from 'uvu/assert';
import { browser } from '../../rig/page/rig.ts';
import { amidOthers, element, limited, notes, table, within, type Row, NativePromise } from './context.ts';

declare const location: any, history: any;

const global = globalThis as Record<string, any>;
const { add, run } = table('unattributed');
const page = ['document'];

/** Rows of such events. Each row causes one in a context. */
const unattributed: (Row & { listen(listener: () => void): any; cause(source: any): unknown })[] = [
  {
    name: 'message of a MessagePort',
    listen(listener) {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', listener);
      port1.start();
      return port2;
    },
    cause: port => port.postMessage('message'),
  },
  {
    name: 'onmessage of a MessagePort',
    listen(listener) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = listener;
      return port2;
    },
    cause: port => port.postMessage('message'),
  },
  {
    name: 'message of a BroadcastChannel',
    listen(listener) {
      new BroadcastChannel('unattributed').addEventListener('message', listener);
      return new BroadcastChannel('unattributed');
    },
    cause: channel => channel.postMessage('message'),
  },
  {
    name: 'message of the window',
    needs: page,
    listen: listener => global.addEventListener('message', listener, { once: true } as any),
    cause: () => global.postMessage('message', '*'),
  },
  {
    name: 'message of a Worker',
    // In Firefox 153, on a busy machine, about one in ten workers that start another worker blocks for good, even without this library.
    needs: browser === 'firefox' ? ['Worker', 'document'] : ['Worker'],
    listen(listener) {
      const worker = new global.Worker('/answering-worker.js');
      worker.onmessage = listener;
      return worker;
    },
    cause: worker => worker.postMessage('message'),
  },
  {
    name: 'hashchange',
    needs: page,
    listen: listener => global.addEventListener('hashchange', listener, { once: true }),
    cause: () => (location.hash = `#${Math.random()}`),
  },
  {
    name: 'popstate of history.back',
    needs: page,
    listen(listener) {
      history.pushState(1, '');
      global.addEventListener('popstate', listener, { once: true });
    },
    cause: () => history.back(),
  },
  {
    name: 'scroll',
    needs: page,
    listen(listener) {
      const outer = element('div', '<p style="height: 900px"></p>');
      outer.style.cssText = 'height: 100px; overflow: scroll';
      outer.addEventListener('scroll', listener);
      return outer;
    },
    cause: outer => (outer.scrollTop = 100),
  },
  {
    name: 'transitionend',
    needs: page,
    listen(listener) {
      const box = element('div');
      box.style.cssText = 'width: 10px; height: 10px; transition: width 20ms';
      void box.offsetWidth;
      box.addEventListener('transitionend', listener);
      return box;
    },
    cause: box => (box.style.width = '20px'),
  },
  {
    name: 'error of the global, from a timer',
    listen: listener => global.addEventListener('error', expected(listener), { once: true }),
    cause: () =>
      setTimeout(() => {
        throw new Error('expected');
      }),
  },
  {
    name: 'unhandledrejection',
    listen: listener => global.addEventListener('unhandledrejection', expected(listener), { once: true }),
    cause: () => void NativePromise.reject(new Error('expected')),
  },
  {
    name: 'error of the global, reported at once',
    needs: ['reportError'],
    listen: listener => global.addEventListener('error', expected(listener), { once: true }),
    cause: () => global.reportError(new Error('expected')),
  },
  {
    name: 'error of a listener of an event that script dispatches',
    listen: listener => global.addEventListener('error', expected(listener), { once: true }),
    cause() {
      const target = new EventTarget();
      target.addEventListener('custom', () => {
        throw new Error('expected');
      });
      target.dispatchEvent(new Event('custom'));
    },
  },
  slot('a listener for slotchange', (slot, listener) => slot.addEventListener('slotchange', listener)),
  slot('onslotchange', (slot, listener) => (slot.onslotchange = listener)),
  observer(
    'MutationObserver',
    target => target.setAttribute('title', 'changed'),
    (observer, target) => observer.observe(target, { attributes: true }),
  ),
  observer(
    'ResizeObserver',
    () => {},
    (observer, target) => observer.observe(target),
  ),
  observer(
    'IntersectionObserver',
    () => {},
    (observer, target) => observer.observe(target),
  ),
  {
    name: 'PerformanceObserver',
    needs: ['PerformanceObserver'],
    listen: listener => new global.PerformanceObserver(listener).observe({ entryTypes: ['mark'] }),
    cause: () => performance.mark('a mark'),
  },
];

const expected = (listener: () => void) => (event: any) => {
  event.preventDefault();
  listener();
};

/** A row for a slot that gets content. */
function slot(name: string, listen: (slot: any, listener: () => void) => void) {
  return {
    name,
    needs: page,
    listen(listener: () => void) {
      const host = element('div');
      const root = host.attachShadow({ mode: 'open' });
      root.innerHTML = '<slot></slot>';
      listen(root.firstChild, listener);
      return host;
    },
    cause: (host: any) => host.append('text'),
  };
}

/** A row for an observer of elements. */
function observer(name: string, change: (target: any) => void, observe: (observer: any, target: any) => void) {
  return {
    name,
    needs: [name, 'document'],
    listen(listener: () => void) {
      const target = element('p', 'text');
      return { target, observer: new global[name](listener) };
    },
    cause(source: any) {
      observe(source.observer, source.target);
      change(source.target);
    },
  };
}

for (const row of unattributed) {
  add({ ...row, name: `${row.name}: in no context` }, async () => {
    const { note, all } = notes();
    await amidOthers(() => {
      const called = new Promise<void>(resolve => {
        const listener = () => {
          note('it');
          resolve();
        };
        const source = within('registration', () => row.listen(listener));
        within('cause', () => row.cause(source));
      });
      return limited(called, 'the event');
    });
    assert.equal(await all(), { it: 'empty' });
  });
}

run();
