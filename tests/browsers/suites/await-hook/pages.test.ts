// An order that ordinary pages rely on: a continuation runs as early as without the library, before a reaction that was added after it.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../../src/index.js';
import { browser, where } from '../../rig/page/rig.ts';

const { setTimeout: nativeSetTimeout } = globalThis;
const nativeFetch = globalThis.fetch.bind(globalThis);
const tasks = async (): Promise<void> => {
  for (let task = 0; task < 2; task++) await new Promise<void>(resolve => nativeSetTimeout(resolve, 0));
};

const test = suite('pages');
const variable = new AsyncContext.Variable<string>();
const none = new AsyncContext.Snapshot();

/** Contexts for the two parts of each test: none, the same, or different ones. */
const places: Record<string, { one: <R>(fn: () => R) => R; other: <R>(fn: () => R) => R }> = {
  'in no context': { one: fn => fn(), other: fn => fn() },
  'in a context': { one: fn => variable.run('A', fn), other: fn => variable.run('A', fn) },
  'in a context, and in none': { one: fn => variable.run('A', fn), other: fn => none.run(fn) },
  'in no context, and in one': { one: fn => none.run(fn), other: fn => variable.run('A', fn) },
  'in two contexts': { one: fn => variable.run('A', fn), other: fn => variable.run('B', fn) },
};

for (const [place, { one, other }] of Object.entries(places)) {
  test(`a wrapped fetch that reads a clone: ${place}`, async () => {
    const texts: string[] = [];
    const reads: Promise<void>[] = [];
    const request = (): Promise<Response> => {
      const answer = nativeFetch('/echo', { method: 'POST', body: 'text' });
      const read = async (): Promise<void> => {
        const response = await answer;
        texts.push(await response.clone().text());
      };
      reads.push(one(read));
      return answer;
    };
    texts.push(await other(() => request().then(response => response.text())));
    await Promise.all(reads);
    assert.equal(texts, ['text', 'text']);
  });

  test(`abort in a continuation before the reaction that commits: ${place}`, async () => {
    const controller = new AbortController();
    let isCommitted = false;
    const ready = Promise.resolve();
    one(async () => {
      await ready;
      controller.abort();
    });
    other(() =>
      ready.then(() => {
        if (!controller.signal.aborted) isCommitted = true;
      }),
    );
    await tasks();
    assert.is(isCommitted, false);
  });

  test(`preventDefault in a continuation, asked for in a reaction: ${place}`, async () => {
    const event = new Event('event', { cancelable: true });
    const ready = (async () => {})();
    let isPrevented: boolean | undefined;
    one(async () => {
      await ready;
      event.preventDefault();
    });
    other(() => ready.then(() => (isPrevented = event.defaultPrevented)));
    await tasks();
    assert.is(isPrevented, true);
  });

  test(`a stream that is locked in a continuation: ${place}`, async () => {
    const stream = new Response('text').body!;
    const ready = Promise.resolve();
    let isLocked: boolean | undefined;
    one(async () => {
      await ready;
      stream.getReader();
    });
    other(() => ready.then(() => (isLocked = stream.locked)));
    await tasks();
    assert.is(isLocked, true);
  });

  if (typeof MutationObserver === 'function') {
    test(`disconnect of an observer in a continuation before its microtask: ${place}`, async () => {
      let calls = 0;
      const node = document.createElement('div');
      const observer = new MutationObserver(() => calls++);
      observer.observe(node, { childList: true });
      const ready = Promise.resolve();
      one(async () => {
        await ready;
        observer.disconnect();
      });
      other(() => node.append('text'));
      await tasks();
      assert.is(calls, 0);
    });
  }
}

// An event can be extended while its microtasks run, as long as one of its promises is pending.
if (where === 'service-worker' && browser === 'chromium') {
  for (const [place, { one }] of Object.entries(places)) {
    test(`waitUntil once more after an await of what was given to it: ${place}`, async () => {
      const event = await extendable();
      const log: string[] = [];
      await one(async () => {
        const first = new Promise<void>(resolve => nativeSetTimeout(resolve, 1));
        event.waitUntil(first);
        await first;
        event.waitUntil(Promise.resolve());
        log.push('extended');
      });
      assert.equal(log, ['extended']);
    });
  }
}

interface Extendable {
  waitUntil(promise: Promise<unknown>): void;
}
/** An event that the engine dispatches: a message of the worker to itself. */
const extendable = (): Promise<Extendable> =>
  new Promise(resolve => {
    const { registration } = globalThis as unknown as { registration: { installing: { postMessage(message: string): void } } };
    globalThis.addEventListener('message', event => resolve(event as unknown as Extendable), { once: true });
    registration.installing.postMessage('extend');
  });

test.run();
