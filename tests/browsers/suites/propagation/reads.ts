// Calls of patched functions with arguments that record how they are read: properties, conversions, calls, errors. For reads-as-before.ts.

declare const document: any, navigation: any, customElements: any, HTMLElement: any, indexedDB: any, navigator: any, scheduler: any;

const global = globalThis as Record<string, any>;
const { get, has, ownKeys, apply, construct } = Reflect;

/** Makes arguments that record what is done with them. */
export interface Recorder {
  /** An object or a function that records reads of its properties, and its calls. */
  object<T extends object>(name: string, target: T): T;
  /** A value that records its conversions. */
  value(name: string, value: unknown): any;
  note(text: string): void;
}

/** A call. If it returns a promise, the promise is awaited. */
export interface Call {
  readonly name: string;
  readonly needs?: readonly string[];
  call(recorder: Recorder): unknown;
}

/** Everything that a call does with its arguments, in order, and how the call ends. */
export async function readsOf({ call }: Call): Promise<string[]> {
  const notes: string[] = [];
  const note = (text: string): void => void notes.push(text);
  const recorder: Recorder = {
    note,
    value: (name, value) => ({
      [Symbol.toPrimitive](hint: string) {
        note(`${name} to ${hint}`);
        return value;
      },
    }),
    object: (name, target) =>
      new Proxy(target, {
        get(of, key, receiver) {
          note(`${name}.${String(key)}`);
          return get(of, key, receiver);
        },
        has(of, key) {
          note(`${String(key)} in ${name}`);
          return has(of, key);
        },
        ownKeys(of) {
          note(`keys of ${name}`);
          return ownKeys(of);
        },
        apply(of, self, args) {
          note(`${name}(${args.length})`);
          return apply(of as any, self, args);
        },
        construct(of, args, newTarget) {
          note(`new ${name}(${args.length})`);
          return construct(of as any, args, newTarget);
        },
      }),
  };
  try {
    await call(recorder);
  } catch (error: any) {
    note(`${error?.name}: ${error?.message}`);
  }
  return notes;
}

const nothing = (): void => {};
const pause = (ms: number): Promise<void> => new Promise(resolve => timeout(resolve, ms));
const { setTimeout: timeout } = global as { setTimeout: (callback: () => void, ms: number) => number };
const put = (tag: string): any => document.body.appendChild(document.createElement(tag));
const quietly = (object: object): void => Object.values(object).forEach((promise: any) => promise?.catch?.(nothing));
const store = async (): Promise<any> => {
  const request = indexedDB.open(`reads ${Math.random()}`);
  request.onupgradeneeded = () => request.result.createObjectStore('store');
  await new Promise(resolve => (request.onsuccess = resolve));
  return request.result;
};

const needing = (needs: readonly string[], rows: readonly Call[]): Call[] => rows.map(row => ({ ...row, needs }));
const page = ['document'];
const streams = ['ReadableStream'];

const events: Call[] = [
  ...['load', 'other'].flatMap((type): Call[] => [
    {
      name: `addEventListener, ${type}`,
      call({ object, value }) {
        const { signal } = new AbortController();
        const target = new EventTarget();
        target.addEventListener(value('type', type), object('listener', nothing), object('options', { capture: true, once: true, passive: true, signal }));
        target.dispatchEvent(new Event(type));
      },
    },
    {
      name: `addEventListener, ${type}: an object, a phase that is no boolean`,
      call({ object, value }) {
        const target = new EventTarget();
        target.addEventListener(value('type', type), object('listener', { handleEvent: nothing }), 'capture' as any);
        target.dispatchEvent(new Event(type));
      },
    },
    {
      name: `addEventListener, ${type}: options whose getter throws`,
      call: ({ object }) =>
        new EventTarget().addEventListener(
          type,
          nothing,
          object('options', {
            get capture(): boolean {
              throw new Error('expected');
            },
          }),
        ),
    },
    {
      name: `addEventListener, ${type}: a function as options`,
      call: ({ object }) => new EventTarget().addEventListener(type, nothing, object('options', nothing) as any),
    },
    {
      name: `removeEventListener, ${type}`,
      call({ object, value }) {
        const target = new EventTarget();
        const listener = object('listener', nothing);
        target.addEventListener(type, listener, true);
        target.removeEventListener(value('type', type), listener, object('options', { capture: true }));
        target.dispatchEvent(new Event(type));
      },
    },
  ]),
  {
    name: 'a handler',
    needs: ['FileReader'],
    call({ object }) {
      const reader = new global.FileReader();
      reader.onload = object('handler', nothing);
      reader.dispatchEvent(new Event('load'));
      void reader.onload;
    },
  },
  {
    name: 'EventTarget.when',
    needs: ['Observable'],
    call: ({ object, value }) => (new EventTarget() as any).when(value('type', 'load'), object('options', { capture: true, passive: true })),
  },
];

const called = (hand: (callback: () => void) => unknown, { object }: Recorder): Promise<void> =>
  new Promise(resolve => quietly([hand(object('callback', () => resolve()))]));

const callbacks: Call[] = [
  {
    name: 'setTimeout',
    call: recorder => called(callback => global.setTimeout(callback, recorder.value('delay', 1), recorder.value('argument', 1)), recorder),
  },
  { name: 'setTimeout of code', call: async ({ value }) => void (global.setTimeout(value('code', ''), value('delay', 1)), await pause(5)) },
  { name: 'queueMicrotask', call: recorder => called(callback => global.queueMicrotask(callback), recorder) },
  { name: 'requestAnimationFrame', needs: page, call: recorder => called(callback => global.requestAnimationFrame(callback), recorder) },
  {
    name: 'requestIdleCallback',
    needs: ['requestIdleCallback'],
    call: recorder => called(callback => global.requestIdleCallback(callback, recorder.object('options', { timeout: 1 })), recorder),
  },
  {
    name: 'scheduler.postTask',
    needs: ['scheduler'],
    call: recorder => called(callback => scheduler.postTask(callback, recorder.object('options', { delay: 1, priority: 'background' })), recorder),
  },
  {
    name: 'locks.request',
    needs: ['LockManager'],
    call: recorder =>
      called(
        callback => navigator.locks.request(recorder.value('name', 'reads'), recorder.object('options', { mode: 'shared', ifAvailable: false }), callback),
        recorder,
      ),
  },
  {
    name: 'startViewTransition',
    needs: ['Document.prototype.startViewTransition'],
    call: recorder =>
      called(update => {
        const { ready, finished, updateCallbackDone } = document.startViewTransition(recorder.object('options', { update, types: [] }));
        quietly({ ready, finished, updateCallbackDone });
      }, recorder),
  },
  {
    name: 'intercept',
    needs: ['NavigateEvent'],
    call: ({ object }) =>
      new Promise<void>(resolve => {
        const handler = object('handler', async () => void timeout(resolve, 5));
        const intercept = (event: any) => event.intercept(object('options', { handler, focusReset: 'manual', scroll: 'manual' }));
        navigation.addEventListener('navigate', intercept, { once: true });
        const { committed, finished } = navigation.navigate(`#${Math.random()}`);
        quietly({ committed, finished });
      }),
  },
  {
    name: 'MutationObserver',
    needs: page,
    call: recorder =>
      called(callback => {
        const target = document.createElement('p');
        new global.MutationObserver(callback).observe(target, recorder.object('options', { attributes: true }));
        target.title = 'changed';
      }, recorder),
  },
  {
    name: 'toBlob',
    needs: ['HTMLCanvasElement'],
    call: recorder =>
      called(callback => document.createElement('canvas').toBlob(callback, recorder.value('type', 'image/png'), recorder.value('quality', 1)), recorder),
  },
  {
    name: 'setActionHandler',
    needs: ['MediaSession'],
    call: ({ value, object }) => navigator.mediaSession.setActionHandler(value('action', 'play'), object('handler', nothing)),
  },
];

const iterated = (recorder: Recorder, symbol: symbol): object =>
  recorder.object('iterable', {
    [symbol]: recorder.object('method', () => {
      let count = 0;
      const step = () => (count++ ? { done: true, value: undefined } : { done: false, value: 1 });
      return recorder.object('iterator', { next: recorder.object('next', () => (symbol === Symbol.iterator ? step() : Promise.resolve(step()))) });
    }),
  });

const observables = needing(
  ['Observable'],
  [
    { name: 'Observable.from a promise', call: ({ note }) => global.Observable.from(Promise.resolve(1)).forEach(note) },
    { name: 'Observable.from an iterable', call: recorder => global.Observable.from(iterated(recorder, Symbol.iterator)).forEach(recorder.note) },
    {
      name: 'Observable.from an asynchronous iterable',
      call: recorder => global.Observable.from(iterated(recorder, Symbol.asyncIterator)).forEach(recorder.note),
    },
    { name: 'Observable.from nothing of the kind', call: ({ object }) => global.Observable.from(object('value', {})) },
    {
      name: 'flatMap',
      call: recorder =>
        global.Observable.from([1])
          .flatMap(recorder.object('callback', () => iterated(recorder, Symbol.iterator)))
          .forEach(recorder.note),
    },
  ],
);

const sink = { start: nothing, write: nothing, close: nothing, abort: nothing };
const strategy = ({ object }: Recorder, name: string): any => object(name, { highWaterMark: 2, size: object(`${name}'s size`, () => 1) });

const flows = needing(streams, [
  {
    name: 'ReadableStream',
    async call(recorder) {
      const { object } = recorder;
      let isPulled = false;
      const pull = (controller: any) => isPulled || ((isPulled = true), controller.enqueue(1));
      const stream = new global.ReadableStream(
        object('source', { start: object('start', nothing), pull: object('pull', pull), cancel: object('cancel', nothing) }),
        strategy(recorder, 'strategy'),
      );
      const reader = stream.getReader(object('options', {}));
      await reader.read();
      // By then the stream has asked for all chunks that it wants.
      await pause(5);
      await reader.cancel(object('reason', {}));
    },
  },
  {
    name: 'WritableStream',
    async call(recorder) {
      const { object } = recorder;
      const stream = new global.WritableStream(object('sink', { ...sink, write: object('write', nothing) }), strategy(recorder, 'strategy'));
      const writer = stream.getWriter();
      await writer.write(object('chunk', {}));
      await writer.close();
    },
  },
  {
    name: 'WritableStream without a sink',
    call: async recorder => void (await new global.WritableStream(undefined, strategy(recorder, 'strategy')).getWriter().write(1)),
  },
  {
    name: 'TransformStream',
    async call(recorder) {
      const { object } = recorder;
      const transform = (chunk: any, controller: any) => controller.enqueue(chunk);
      const stream = new global.TransformStream(
        object('transformer', { transform: object('transform', transform), flush: nothing }),
        strategy(recorder, 'in'),
        strategy(recorder, 'out'),
      );
      await stream.writable.getWriter().write(1);
      await stream.readable.getReader().read();
    },
  },
  {
    name: 'pipeThrough',
    call({ object }) {
      const { readable, writable } = new global.TransformStream();
      const result = new global.ReadableStream().pipeThrough(
        object('pair', { writable, readable }),
        object('options', { preventCancel: true, preventAbort: true, preventClose: true }),
      );
      return result === readable;
    },
  },
  { name: 'pipeThrough something else', call: ({ object }) => new global.ReadableStream().pipeThrough(object('pair', { writable: {}, readable: {} })) },
  {
    name: 'pipeTo',
    call: ({ object }) =>
      void new global.ReadableStream().pipeTo(new global.WritableStream(), object('options', { preventClose: true, signal: new AbortController().signal })),
  },
  { name: 'pipeTo something else', call: ({ object }) => new global.ReadableStream().pipeTo(object('sink', {})) },
]);

const started: Call[] = [
  {
    name: 'XMLHttpRequest',
    needs: ['XMLHttpRequest'],
    call({ value }) {
      const xhr = new global.XMLHttpRequest();
      xhr.open(value('method', 'POST'), value('url', '/echo'), value('asynchronous', true));
      xhr.send(value('body', 'text'));
      xhr.abort();
    },
  },
  { name: 'FileReader', needs: ['FileReader'], call: ({ value }) => new global.FileReader().readAsText(new Blob(['text']), value('encoding', 'utf-8')) },
  {
    name: 'IndexedDB',
    async call({ object, value }) {
      indexedDB.open(value('name', 'reads'), value('version', 1));
      const db = await store();
      const transaction = db.transaction(value('names', 'store'), value('mode', 'readwrite'), object('options', { durability: 'relaxed' }));
      const request = transaction.objectStore(value('store', 'store')).openCursor(null, value('direction', 'next'));
      await new Promise(resolve => (request.onsuccess = resolve));
      db.close();
    },
  },
  {
    name: 'WebSocket',
    call({ value }) {
      const socket = new global.WebSocket(value('url', `ws://${global.location.host}/socket`), value('protocol', 'reads'));
      socket.close(value('code', 1000), value('reason', 'over'));
    },
  },
  {
    name: 'EventSource',
    needs: ['EventSource'],
    call: ({ object, value }) => new global.EventSource(value('url', '/events?count=0'), object('options', { withCredentials: false })).close(),
  },
  {
    name: 'animate',
    needs: page,
    call: ({ object }) => void put('p').animate(object('frames', { opacity: [0, 1] }), object('options', { duration: 1, easing: 'linear', id: 'reads' })),
  },
];

const elements = needing(page, [
  { name: 'a setter', call: ({ value }) => void (document.createElement('img').src = value('source', 'data:,')) },
  { name: 'setAttribute', call: ({ value }) => document.createElement('img').setAttribute(value('name', 'src'), value('source', 'data:,')) },
  {
    name: 'setAttributeNS',
    call: ({ value }) => document.createElement('img').setAttributeNS(value('namespace', ''), value('name', 'src'), value('source', 'data:,')),
  },
  { name: 'toggleAttribute', call: ({ value, object }) => document.createElement('details').toggleAttribute(value('name', 'open'), object('force', {})) },
  { name: 'appendChild', call: ({ object }) => put('p').appendChild(object('node', document.createElement('img'))) },
  { name: 'appendChild of something else', call: ({ object }) => put('p').appendChild(object('node', { localName: 'img' })) },
  { name: 'insertBefore', call: ({ object }) => put('p').insertBefore(document.createElement('script'), object('mark', document.createElement('p'))) },
  { name: 'append', call: ({ object, value }) => put('p').append(value('text', 'text'), object('node', document.createElement('p'))) },
  { name: 'before', call: ({ value }) => put('p').before(value('text', 'text')) },
  { name: 'replaceChildren', call: ({ value }) => put('p').replaceChildren(value('text', 'text')) },
  {
    name: 'insertAdjacentElement',
    call: ({ value, object }) => put('p').insertAdjacentElement(value('place', 'beforeend'), object('node', document.createElement('p'))),
  },
  {
    name: 'Range.insertNode',
    call({ object }) {
      const range = document.createRange();
      range.selectNodeContents(put('p'));
      range.insertNode(object('node', document.createElement('p')));
    },
  },
  {
    name: 'attachShadow',
    call: ({ object, value }) => void document.createElement('p').attachShadow(object('options', { mode: value('mode', 'open'), delegatesFocus: true })),
  },
  {
    name: 'customElements.define',
    call: ({ object, value }) =>
      customElements.define(
        value('name', `x-reads-${Math.random()}`),
        object(
          'class',
          class extends HTMLElement {
            formResetCallback() {}
          },
        ),
        object('options', {}),
      ),
  },
  { name: 'currentTime', call: ({ value }) => void (document.createElement('video').currentTime = value('time', 0)) },
  { name: 'volume', call: ({ value }) => void (document.createElement('video').volume = value('volume', 0.5)) },
  {
    name: 'close',
    call({ value }) {
      const dialog = put('dialog');
      dialog.show();
      dialog.close(value('result', 'result'));
    },
  },
  { name: 'requestFullscreen', call: ({ object }) => put('p').requestFullscreen?.(object('options', { navigationUI: 'hide' })) },
  { name: 'Audio', call: ({ value }) => void new global.Audio(value('source', 'data:,')) },
]);

export const calls: readonly Call[] = [...events, ...callbacks, ...observables, ...flows, ...started, ...elements];

const isThere = (path: string): boolean =>
  path.split('.').reduce((object: any, key) => object && (key in object ? object[key] : undefined), global) !== undefined;

/** The record of each call before anything was patched. Made one after another, since some of the calls navigate. */
export const before = new Map<Call, string[]>();
for (const one of calls) if ((one.needs ?? []).every(isThere)) before.set(one, await readsOf(one));
