// Ended tasks keep no context alive, even if the page keeps their objects: each row starts something in a context, and returns the object that it keeps.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../src/index.js';
import { until } from '../../until.js';

const event = (target: EventTarget, type: string): Promise<Event> => new Promise(resolve => target.addEventListener(type, resolve, { once: true }));
const task = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 20));
const unused = () => {};
let count = 0;

/** Starts something in a context. It has ended when the promise resolves, to the object that is kept. */
type Row = () => Promise<unknown>;

const over: Record<string, Row> = {
  async 'a settled promise'() {
    let settle!: () => void;
    const promise = new Promise<void>(resolve => void (settle = resolve));
    const derived = promise.then(unused).finally(unused);
    settle();
    await derived;
    return [promise, derived];
  },
  async 'a promise that was awaited'() {
    const promise = Promise.resolve();
    await promise;
    return promise;
  },
  async 'a cleared timer'() {
    const callback = () => {};
    const ids = [setTimeout(callback, 1e6), setInterval(callback, 1e6)];
    clearTimeout(ids[0]);
    clearInterval(ids[1]);
    return [callback, ids];
  },
  async 'a removed listener'() {
    const target = new XMLHttpRequest();
    target.addEventListener('load', unused);
    target.removeEventListener('load', unused);
    return target;
  },
  async 'an aborted signal'() {
    const controller = new AbortController();
    controller.signal.addEventListener('abort', unused);
    controller.abort();
    return controller;
  },
  async 'a closed port'() {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = unused;
    port2.postMessage(1);
    await task();
    port1.close();
    return port1;
  },
  async 'a XMLHttpRequest to which nobody listens'() {
    const request = new XMLHttpRequest();
    request.open('GET', '/echo');
    request.send();
    await until(() => request.readyState === 4, 'an answer');
    await task();
    return [request, request.upload];
  },
  async 'a XMLHttpRequest with an upload'() {
    const request = new XMLHttpRequest();
    request.open('POST', '/echo');
    request.upload.onprogress = unused;
    request.onload = unused;
    request.send('text');
    await event(request, 'loadend');
    return [request, request.upload];
  },
  async 'a XMLHttpRequest that was aborted'() {
    const request = new XMLHttpRequest();
    request.open('GET', '/echo');
    request.send();
    request.abort();
    return [request, request.upload];
  },
  async 'a FileReader'() {
    const reader = new FileReader();
    reader.readAsText(new Blob(['text']));
    await event(reader, 'load');
    await task();
    return reader;
  },
  async 'a request, a transaction and a cursor of IndexedDB'() {
    const opening = indexedDB.open(`retention ${++count}`, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('store', { autoIncrement: true });
    await event(opening, 'success');
    const transaction = opening.result.transaction('store', 'readwrite');
    const store = transaction.objectStore('store');
    store.add(1);
    const reading = store.openCursor();
    await event(reading, 'success');
    reading.result?.continue();
    await event(transaction, 'complete');
    opening.result.close();
    return [opening, transaction, store, reading];
  },
  async 'an animation'() {
    const animation = document.body.animate([], 1);
    await event(animation, 'finish');
    return animation;
  },
  async 'an animation that was canceled'() {
    const animation = document.body.animate([], 1e6);
    const canceled = event(animation, 'cancel');
    await animation.ready;
    animation.cancel();
    await canceled;
    return animation;
  },
};
const streams: Record<string, Row> = {
  async 'a stream that its source closed'() {
    const stream = new ReadableStream({ pull: controller => (controller.enqueue(1), controller.close()) });
    const reader = stream.getReader();
    while (!(await reader.read()).done);
    return [stream, reader];
  },
  async 'a stream that was canceled'() {
    const stream = new ReadableStream({ pull: controller => controller.enqueue(1) });
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();
    return [stream, reader];
  },
  async 'a sink that was closed'() {
    const stream = new WritableStream({ write: unused });
    const writer = stream.getWriter();
    await writer.write(1);
    await writer.close();
    return [stream, writer];
  },
  async 'a sink that was aborted'() {
    const stream = new WritableStream({ write: unused });
    const writer = stream.getWriter();
    await writer.abort();
    return [stream, writer];
  },
  async 'a pipe'() {
    const source = new ReadableStream({ pull: controller => (controller.enqueue(1), controller.close()) });
    const sink = new WritableStream({ write: unused });
    await source.pipeTo(sink);
    return [source, sink];
  },
  async 'a transformer that was closed'() {
    const stream = new TransformStream({ transform: (chunk, controller) => controller.enqueue(chunk) });
    const [reader, writer] = [stream.readable.getReader(), stream.writable.getWriter()];
    void writer.write(1);
    void writer.close();
    while (!(await reader.read()).done);
    return [stream, reader, writer];
  },
  async 'a pipe through a transformer'() {
    const source = new ReadableStream({ pull: controller => (controller.enqueue(1), controller.close()) });
    const transform = new TransformStream({ transform: (chunk, controller) => controller.enqueue(chunk) });
    const sink = new WritableStream({ write: unused });
    await source.pipeThrough(transform).pipeTo(sink);
    return [source, transform, sink];
  },
};
const live: Record<string, Row> = {
  'an interval': async () => setInterval(unused, 1e6),
  'a Snapshot': async () => new AsyncContext.Snapshot(),
  'a promise that is pending': async () => {
    const promise = new Promise(unused);
    void promise.then(unused);
    return [promise];
  },
};

/** The rows whose contexts were collected. A FinalizationRegistry reports them, since reading a WeakRef would keep its target. */
const gone = new Set<string>();
const registry = new FinalizationRegistry<string>(name => void gone.add(name));
const isAlive = (name: string): boolean => !gone.has(name);
const kept: unknown[] = [];

/** A stream from before the installation. It shows whether the engine keeps the callbacks of closed streams, and so their contexts, as WebKit does. */
const PLAIN = 'a callback of a closed stream';
async function closePlainStream(): Promise<void> {
  const pull = (controller: ReadableStreamDefaultController) => controller.close();
  registry.register(pull, PLAIN);
  const stream = new ReadableStream({ pull });
  await stream.getReader().read();
  kept.push(stream);
}

/** Makes garbage until the given rows' contexts are collected, since engines collect only when there is enough garbage. */
let garbage: unknown;
function collect(names: () => readonly string[]): Promise<void> {
  const alive = () => names().filter(isAlive);
  return until(
    () => {
      garbage = Array.from({ length: 64 }, () => new Uint8Array(1 << 20).fill(1));
      garbage = Array.from({ length: 1 << 16 }, () => ({}));
      return alive().length === 0;
    },
    () => `nothing kept alive by ${alive().join('; ')}`,
  );
}

const test = suite('ended tasks keep no context');
let variable: InstanceType<typeof AsyncContext.Variable<object>>;
test('streams from before the installation', async () => {
  await closePlainStream();
  variable = new AsyncContext.Variable<object>();
});
for (const [name, row] of Object.entries({ ...over, ...streams, ...live })) {
  test(`${name}, in a context`, async () => {
    const value = {};
    registry.register(value, name);
    kept.push(await variable.run(value, row));
  });
}
test('what is over', () => collect(() => Object.keys(over)));
test('streams, where the engine lets go of them', async () => {
  await collect(() => (isAlive(PLAIN) ? [] : Object.keys(streams)));
  console.log(`the engine ${isAlive(PLAIN) ? 'keeps' : 'lets go of'} ${PLAIN}`);
});
test('what is not over keeps its own', () => {
  for (const name of Object.keys(live)) assert.ok(isAlive(name), name);
  assert.ok(kept.length > 0 && garbage);
});
test.run();
