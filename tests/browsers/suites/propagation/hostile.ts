// Pages that change built-ins, pass odd objects, or make calls that fail: contexts are not affected.
import * as assert from 'uvu/assert';
import { blob, current, event, notes, request, sleep, table, within } from './context.ts';

declare const document: any, FileReader: any, setTimeout: any;

const { add, run } = table('hostile pages');
const { defineProperty, getOwnPropertyDescriptor } = Object;

/** Replaces a property during a call. */
function meanwhile<Result>(object: object, key: PropertyKey, descriptor: PropertyDescriptor, fn: () => Result): Result {
  const before = getOwnPropertyDescriptor(object, key);
  defineProperty(object, key, { configurable: true, ...descriptor });
  try {
    return fn();
  } finally {
    if (before) defineProperty(object, key, before);
    else delete (object as any)[key];
  }
}

const noIterator = <Result>(fn: () => Result): Result => {
  const value = () => {
    throw new Error('no iterator of yours');
  };
  return meanwhile(Array.prototype, Symbol.iterator, { value }, fn);
};

add({ name: 'arrays that cannot be iterated: a callback' }, async () => {
  const seen = await new Promise<string>(resolve => {
    const callback = () => resolve(current());
    within('call', () => noIterator(() => setTimeout(callback, 1)));
  });
  assert.is(seen, 'call');
});

add({ name: 'arrays that cannot be iterated: a listener', needs: ['FileReader'] }, async () => {
  const reader = new FileReader();
  const seen: string[] = [];
  const ended = event(reader, 'loadend');
  noIterator(() => reader.addEventListener('load', () => seen.push(current())));
  within('task', () => reader.readAsText(blob()));
  await ended;
  assert.equal(seen, ['task']);
});

add({ name: 'arrays that cannot be iterated: attributes and insertions', needs: ['document'] }, async () => {
  const image = document.createElement('img');
  const script = document.createElement('script');
  const seen: string[] = [];
  for (const target of [image, script]) target.addEventListener('error', () => seen.push(current()));
  const ended = Promise.all([event(image, 'error'), event(script, 'error')]);
  within('task', () => {
    script.src = '/no-script';
    noIterator(() => {
      image.setAttribute('src', '/no-image');
      document.body.appendChild(script);
      try {
        document.body.appendChild(document.documentElement);
      } catch (error: any) {
        if (error.name !== 'HierarchyRequestError') throw error;
      }
    });
  });
  await ended;
  assert.equal(seen, ['task', 'task']);
});

const pollutions: Record<string, unknown> = {
  on: () => document.body,
  also: 'parentNode',
  last: { loadstart: true },
  stays: () => true,
  state: () => 1,
  counts: 'first',
};
for (const [key, value] of Object.entries(pollutions)) {
  add({ name: `Object.prototype.${key}: a task`, needs: ['FileReader', 'document'] }, async () => {
    const reader = new FileReader();
    const seen: string[] = [];
    for (const type of ['loadstart', 'load']) reader.addEventListener(type, () => seen.push(current()));
    for (const context of ['first', 'task']) {
      const ended = event(reader, 'loadend');
      within(context, () => meanwhile(Object.prototype, key, { value }, () => reader.readAsText(blob())));
      await meanwhile(Object.prototype, key, { value, writable: true }, () => ended);
    }
    assert.equal(seen, ['first', 'first', 'task', 'task']);
  });
}

add({ name: 'options whose getters want themselves as this', needs: ['Document.prototype.startViewTransition', 'ViewTransitionTypeSet'] }, async () => {
  const seen: unknown[] = [];
  class Options {
    #reads = 0;
    get update() {
      this.#reads++;
      return () => void seen.push(current(), this.#reads);
    }
    get types() {
      return [`read-${this.#reads}`];
    }
  }
  const transition = within('call', () => document.startViewTransition(new Options()));
  await Promise.allSettled([transition.updateCallbackDone, transition.ready, transition.finished]);
  assert.equal(seen, ['call', 1]);
});

add({ name: 'Object.prototype.get: options with a callback', needs: ['Document.prototype.startViewTransition', 'ViewTransitionTypeSet'] }, async () => {
  const seen: string[] = [];
  const update = () => void seen.push(current());
  const transition = within('call', () => meanwhile(Object.prototype, 'get', { value: () => 1 }, () => document.startViewTransition({ update, types: [] })));
  await Promise.allSettled([transition.updateCallbackDone, transition.ready, transition.finished]);
  assert.equal(seen, ['call']);
});

add({ name: 'a subclass of a stream with members of the names of a TransformStream', needs: ['WritableStream'] }, async () => {
  const seen: string[] = [];
  class Duplex extends WritableStream {
    #readable = new ReadableStream();
    get readable() {
      return this.#readable;
    }
    get writable(): never {
      throw new Error('not to be asked');
    }
  }
  const duplex = within('construction', () => new Duplex({ write: () => void seen.push(current()) }));
  const source = new ReadableStream({
    start(controller) {
      controller.enqueue(1);
      controller.close();
    },
  });
  await within('pipe', () => source.pipeTo(duplex));
  assert.equal(seen, ['pipe']);
});

add({ name: 'Object.prototype.get: a promise that is given a `then` of its own' }, () => {
  const promise: any = Promise.resolve();
  const { then } = promise;
  meanwhile(Object.prototype, 'get', { value: () => 1 }, () => void (promise.then = then));
  assert.equal(Object.getOwnPropertyDescriptor(promise, 'then'), { value: then, writable: true, enumerable: true, configurable: true });
});

/** The contexts of the events of a request during which a call fails in another context. */
async function whileUploading(fail: (xhr: any) => void): Promise<unknown> {
  const { note, all } = notes();
  const xhr = request('POST', '/echo')();
  xhr.addEventListener('load', () => note('load'));
  xhr.upload.addEventListener('load', () => note('upload load'));
  const ended = event(xhr, 'loadend');
  within('task', () => xhr.send('x'.repeat(1000)));
  within('another', () => assert.throws(() => fail(xhr)));
  await ended;
  await sleep(1);
  return all();
}

add({ needs: ['XMLHttpRequest'], name: 'send() once more, which fails, changes nothing: not for the upload either' }, async () => {
  assert.equal(await whileUploading(xhr => xhr.send()), { load: 'task', 'upload load': 'task' });
});

// Not in workers, where Firefox ends the request in this case.
add({ needs: ['XMLHttpRequest', 'document'], name: 'open() that fails ends nothing' }, async () => {
  assert.equal(await whileUploading(xhr => xhr.open('a method', '/echo')), { load: 'task', 'upload load': 'task' });
});

add({ name: 'an insertion that fails does not end the task of one before', needs: ['document'] }, async () => {
  const parent = document.createElement('div');
  const frame = document.createElement('iframe');
  frame.src = '/slow?ms=20';
  parent.append(frame);
  const seen: string[] = [];
  frame.addEventListener('load', () => seen.push(current()));
  const ended = event(frame, 'load');
  within('task', () => document.body.append(parent));
  within('another', () => assert.throws(() => frame.parentNode.appendChild(document.body)));
  within('another', () => assert.throws(() => document.body.insertBefore(parent, document.createElement('p'))));
  await ended;
  parent.remove();
  assert.equal(seen, ['task']);
});

run();
