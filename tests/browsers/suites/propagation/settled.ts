// Work that the engine does when a promise is settled, without an await by code: it never has the context of whoever settles the promise.
import * as assert from 'uvu/assert';
import { limited, current, sleep, table, within, element, type Row, NativePromise } from './context.ts';

declare const document: any,
  navigation: any,
  ReadableStream: any,
  WritableStream: any,
  TransformStream: any,
  Observable: any,
  WebAssembly: any,
  XMLHttpRequest: any;

const { add, run } = table('settled by another flow');
const global = globalThis as Record<string, any>;

/** A promise, the functions that settle it, and `look`, for callbacks that the engine calls then. */
interface Gate {
  readonly promise: Promise<any>;
  open(value?: unknown): void;
  fail(reason?: unknown): void;
  look(): void;
}

/** Starts something in the context `flow`. Another flow settles it: by the gate, or by the result of `start`. */
interface Settled extends Row {
  start(gate: Gate): unknown;
  /** Called in the context `other`. */
  readonly settle?: (gate: Gate, started: any) => unknown;
  /** Whether no context may be seen instead of the flow's, since engines differ. */
  readonly mayLose?: true;
}

const once = (value: unknown) => {
  let count = 0;
  return () => (count++ ? new Promise(() => {}) : value);
};
const failing = (gate: Gate) => gate.fail(new Error('expected'));
const item = (gate: Gate) => gate.open({ done: false, value: 1 });
const iterable = (iterator: object) => ({ [Symbol.asyncIterator]: () => iterator });
const quietly = (result: any): void => Object.values(result).forEach((promise: any) => promise?.catch?.(() => {}));
const navigate = (listener: (event: any) => void): void => {
  navigation.addEventListener('navigate', listener, { once: true });
  const { committed, finished } = navigation.navigate(`#${Math.random()}`);
  quietly({ committed, finished });
};
const intercept = (options: object): void => navigate(event => event.intercept(options));

/** A stream into which another flow puts a chunk. */
function source(use: (stream: any) => unknown): any {
  let controller: any;
  quietly({ all: use(new ReadableStream({ start: (given: any) => (controller = given) })) });
  return controller;
}
const chunk = (_: Gate, controller: any): void => controller.enqueue('chunk');

/** A WebAssembly module whose function `go` calls `wait`, and then `look`. */
const bytes = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 19, 2, 1, 101, 4, 119, 97, 105, 116, 0, 0, 1, 101, 4, 108, 111, 111, 107, 0, 0, 3, 2, 1, 0, 7, 6, 1, 2,
  103, 111, 0, 2, 10, 8, 1, 6, 0, 16, 0, 16, 1, 11,
];

const observables: Settled[] = [
  { name: 'from: next', start: ({ promise, look }) => Observable.from(promise).subscribe(look) },
  { name: 'from: complete', start: ({ promise, look }) => Observable.from(promise).subscribe({ complete: look }) },
  { name: 'from: error', start: ({ promise, look }) => Observable.from(promise).subscribe({ error: look }), settle: failing },
  { name: 'from: map', start: ({ promise, look }) => Observable.from(promise).map(look).subscribe() },
  { name: 'from: forEach', start: ({ promise, look }) => void Observable.from(promise).forEach(look) },
  {
    name: 'flatMap',
    start: ({ promise, look }) =>
      Observable.from([1])
        .flatMap(() => promise)
        .subscribe(look),
  },
  {
    name: 'switchMap',
    start: ({ promise, look }) =>
      Observable.from([1])
        .switchMap(() => promise)
        .subscribe(look),
  },
  { name: 'catch', start: ({ promise, look }) => new Observable((to: any) => to.error(1)).catch(() => promise).subscribe(look) },
  {
    name: 'from an asynchronous iterable',
    mayLose: true,
    settle: item,
    start: ({ promise, look }) => Observable.from(iterable({ next: once(promise) })).subscribe(look),
  },
  {
    name: 'flatMap to an asynchronous iterable',
    mayLose: true,
    settle: item,
    start: ({ promise, look }) =>
      Observable.from([1])
        .flatMap(() => iterable({ next: once(promise) }))
        .subscribe(look),
  },
];

const navigations: Settled[] = [
  {
    name: 'currententrychange after precommitHandler',
    mayLose: true,
    start({ promise, look }) {
      navigation.addEventListener('currententrychange', look, { once: true });
      intercept({ precommitHandler: () => promise });
    },
  },
  {
    name: 'oncurrententrychange after precommitHandler',
    mayLose: true,
    start({ promise, look }) {
      navigation.oncurrententrychange = () => {
        navigation.oncurrententrychange = null;
        look();
      };
      intercept({ precommitHandler: () => promise });
    },
  },
  { name: 'handler after precommitHandler', start: ({ promise, look }) => intercept({ precommitHandler: () => promise, handler: async () => look() }) },
  {
    name: 'addHandler in precommitHandler',
    needs: ['NavigationPrecommitController.prototype.addHandler'],
    start({ promise, look }) {
      intercept({
        precommitHandler(controller: any) {
          controller.addHandler(async () => look());
          return promise;
        },
      });
    },
  },
  {
    name: 'navigatesuccess',
    mayLose: true,
    start({ promise, look }) {
      navigation.addEventListener('navigatesuccess', look, { once: true });
      intercept({ handler: () => promise });
    },
  },
  {
    name: 'the abort of a navigation whose handler fails',
    mayLose: true,
    settle: failing,
    start: ({ promise, look }) =>
      navigate(event => {
        event.signal.addEventListener('abort', look);
        event.intercept({ handler: () => promise });
      }),
  },
  {
    name: 'the blur of what has the focus',
    mayLose: true,
    start({ promise, look }) {
      const input = element('input');
      input.focus();
      input.addEventListener('blur', look, { once: true });
      intercept({ handler: () => promise });
    },
  },
];

const streams: Settled[] = [
  {
    name: 'size of a sink in a pipe',
    start: ({ look }) => source(stream => stream.pipeTo(new WritableStream({}, { size: () => (look(), 1) }))),
    settle: chunk,
  },
  {
    name: 'size of a sink without callbacks in a pipe',
    settle: chunk,
    start: ({ look }) => source(stream => stream.pipeTo(new WritableStream(undefined, { size: () => (look(), 1) }))),
  },
  {
    name: 'size of what goes into a TransformStream in a pipe',
    settle: chunk,
    start: ({ look }) => source(stream => stream.pipeThrough(new TransformStream({}, { size: () => (look(), 1) })).pipeTo(new WritableStream())),
  },
  {
    name: 'size of what comes out of a TransformStream that transforms nothing',
    mayLose: true,
    settle: chunk,
    start: ({ look }) => source(stream => stream.pipeThrough(new TransformStream({}, {}, { highWaterMark: 9, size: () => (look(), 1) }))),
  },
  {
    name: 'size of what comes out of a TransformStream',
    settle: chunk,
    start: ({ look }) =>
      source(stream =>
        stream.pipeThrough(new TransformStream({ transform: (each: any, to: any) => to.enqueue(each) }, {}, { highWaterMark: 9, size: () => (look(), 1) })),
      ),
  },
  {
    name: "the abort of a sink's signal in a pipe",
    settle: (_, controller) => controller.error(new Error('expected')),
    start: ({ look }) => source(stream => stream.pipeTo(new WritableStream({ start: (controller: any) => controller.signal.addEventListener('abort', look) }))),
  },
  {
    name: 'ReadableStream.from, a second next',
    needs: ['ReadableStream.from'],
    settle: item,
    start({ promise, look }) {
      const next = once(promise);
      const reader = ReadableStream.from(iterable({ next: () => (look(), next()) })).getReader();
      quietly([reader.read(), reader.read()]);
    },
  },
  {
    name: 'ReadableStream.from in a pipe, a second next',
    mayLose: true,
    needs: ['ReadableStream.from'],
    settle: item,
    start({ promise, look }) {
      const next = once(promise);
      quietly({ all: ReadableStream.from(iterable({ next: () => (look(), next()) })).pipeTo(new WritableStream()) });
    },
  },
];

const others: Settled[] = [
  {
    name: 'startViewTransition, the callback of the next one',
    needs: ['Document.prototype.startViewTransition'],
    start({ promise, look }) {
      for (const callback of [() => promise, look]) {
        const { ready, finished, updateCallbackDone } = document.startViewTransition(callback);
        quietly({ ready, finished, updateCallbackDone });
      }
    },
  },
  {
    name: 'locks.request, the callback of the next one',
    needs: ['LockManager'],
    start: ({ promise, look }) =>
      ['first', 'second'].forEach(name => void global.navigator.locks.request('settled', () => (name === 'first' ? promise : look()))),
  },
  {
    name: 'WebAssembly.Suspending',
    needs: ['WebAssembly.Suspending'],
    start({ promise, look }) {
      const imports = { e: { wait: new WebAssembly.Suspending(() => promise), look } };
      void WebAssembly.promising(new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)), imports).exports.go)();
    },
  },
  { name: 'Array.fromAsync, the mapper', needs: ['Array.fromAsync'], start: ({ promise, look }) => void (Array as any).fromAsync([promise], look) },
  {
    name: 'AsyncDisposableStack',
    needs: ['AsyncDisposableStack'],
    start({ promise, look }) {
      const stack = new global.AsyncDisposableStack();
      stack.defer(look);
      stack.defer(() => promise);
      stack.disposeAsync();
    },
  },
];

const rows = [
  ...observables.map(row => ({ ...row, name: `Observable, ${row.name}`, needs: ['Observable'] })),
  ...navigations.map(row => ({
    ...row,
    needs: ['NavigateEvent', ...(row.name.includes('precommit') ? ['NavigationPrecommitController'] : []), ...(row.needs ?? [])],
  })),
  ...streams,
  ...others,
];

for (const row of rows) {
  add(row, async () => {
    const seen: string[] = [];
    let open!: Gate['open'];
    let fail!: Gate['fail'];
    const promise = new NativePromise<unknown>((resolve, reject) => ([open, fail] = [resolve, reject]));
    let look!: () => void;
    const looked = new Promise<void>(resolve => (look = () => (seen.push(current()), resolve())));
    const gate = { promise, open, fail, look };
    const started = within('flow', () => row.start(gate));
    await sleep(20);
    within('other', () => (row.settle ?? (({ open }: Gate) => open()))(gate, started));
    await limited(looked, row.name);
    await sleep(20);
    const allowed = row.mayLose ? ['flow', 'empty'] : ['flow'];
    assert.equal(
      seen.filter(context => !allowed.includes(context)),
      [],
    );
  });
}

add({ name: "Observable, takeUntil of a promise is none of the engine's yet", needs: ['Observable'] }, () => {
  assert.throws(() => new Observable(() => {}).takeUntil(Promise.resolve()), TypeError);
});

add({ name: "Observable, from: ticks, order and errors are the engine's", needs: ['Observable'] }, async () => {
  const order: string[] = [];
  const promise = NativePromise.resolve('value');
  void promise.then(() => order.push('before'));
  Observable.from(promise).subscribe({ next: (value: string) => order.push(value), complete: () => order.push('complete') });
  void promise.then(() => order.push('after'));
  await sleep(1);
  assert.equal(order, ['before', 'value', 'complete', 'after']);
  for (const value of [5, {}, undefined, null]) assert.throws(() => Observable.from(value), TypeError);
  assert.throws(() => Observable.from(), TypeError);
  const observable = Observable.from([1, 2]);
  assert.is(Observable.from(observable), observable);
  assert.equal(await observable.toArray(), [1, 2]);
});

for (const [name, start] of [
  [
    'slotchange',
    (look: () => void) => {
      const host = element('div');
      host.attachShadow({ mode: 'open' }).innerHTML = '<slot></slot>';
      host.shadowRoot.firstChild.when('slotchange').subscribe(look);
      within('other', () => host.append('text'));
    },
  ],
  [
    'load',
    (look: () => void) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', '/slow?ms=1');
      within('registration', () => xhr.when('load').subscribe(look));
      within('task', () => xhr.send());
    },
  ],
] as const) {
  add({ name: `Observable, when('${name}') sees as a listener does`, needs: ['EventTarget.prototype.when', 'document'] }, async () => {
    const seen = await limited(new Promise<string>(resolve => start(() => resolve(current()))), name);
    assert.is(seen, name === 'load' ? 'task' : 'empty');
  });
}

run();
