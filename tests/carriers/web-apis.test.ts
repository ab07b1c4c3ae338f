// Web APIs that take callbacks, with stand-ins for a page's classes: which arguments are tied, and which are left unchanged.
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const global = globalThis as Record<string, any>;
let received: unknown[] = [];
/** A method that stores its arguments. */
const keeping = () =>
  function (this: unknown, ...args: unknown[]): string {
    received = args;
    return 'result';
  };
const standIns: Record<string, string> = {
  Geolocation: 'getCurrentPosition watchPosition',
  LockManager: 'request',
  Document: 'startViewTransition',
  NavigateEvent: 'intercept',
  NavigationPrecommitController: 'addHandler',
  HTMLCanvasElement: 'toBlob',
};
for (const [name, methods] of Object.entries(standIns)) {
  global[name] = class {};
  for (const method of methods.split(' ')) global[name].prototype[method] = keeping();
}
global['MutationObserver'] = class {
  constructor(...args: unknown[]) {
    received = args;
  }
};

/** Stand-ins for the entries of a file system, whose classes are not globals. */
class Entry {}
class Reader {}
for (const method of ['getParent', 'file', 'getFile', 'getDirectory', 'toURL']) Object.assign(Entry.prototype, { [method]: keeping() });
Object.assign(Entry.prototype, { createReader: () => new Reader() });
Object.assign(Reader.prototype, { readEntries: keeping() });
global['DataTransferItem'] = class {};
global['DataTransferItem'].prototype.webkitGetAsEntry = () => new Entry();

/** The code that runs during a synchronous request. */
let meanwhile = () => {};
global['XMLHttpRequest'] = class {};
global['XMLHttpRequest'].prototype.open = () => 'opened';
global['XMLHttpRequest'].prototype.send = (...args: unknown[]) => (meanwhile(), args);
global['scheduler'] = { postTask: keeping() };
Object.assign(global, { requestAnimationFrame: keeping(), requestIdleCallback: keeping() });

const natives = { setTimeout: global['setTimeout'], queueMicrotask: global['queueMicrotask'] };
const { Variable } = await import('./variables.js');
const variable = new Variable();
const look = () => variable.get();

/** Calls a method in a context; returns the value that each function it received finds later. Tied functions find the context's value. */
function seenBy(Class: string, method: string, ...args: unknown[]): unknown[] {
  const target = new global[Class]();
  assert.is(
    variable.run('A', () => target[method](...args)),
    'result',
  );
  return received.map(each => (typeof each === 'function' ? each() : each));
}

const calls: [name: string, Class: string, method: string, args: unknown[], seen: unknown[]][] = [
  ['the first argument alone', 'HTMLCanvasElement', 'toBlob', [look, look], ['A', undefined]],
  ['each that is a function', 'Geolocation', 'getCurrentPosition', [look, look, look], ['A', 'A', 'A']],
  ['what is no function stays', 'Geolocation', 'watchPosition', [look, null, 5], ['A', null, 5]],
  ['from the second on', 'LockManager', 'request', [look, look, look], [undefined, 'A', 'A']],
  ['a function where an object may be', 'Document', 'startViewTransition', [look, look], ['A', undefined]],
  ['no arguments', 'Geolocation', 'getCurrentPosition', [], []],
];
for (const [name, Class, method, args, seen] of calls) {
  test(`${Class}.${method}: ${name}`, () => assert.equal(seenBy(Class, method, ...args), seen));
}

test('an object that has callbacks: what the engine reads of it is tied; elsewhere an object is the engine’s', () => {
  for (const [Class, method] of [
    ['Document', 'startViewTransition'],
    ['NavigateEvent', 'intercept'],
  ] as const) {
    const object = { update: look, types: ['x'] };
    const [read] = seenBy(Class, method, object) as [typeof object];
    assert.is.not(read, object);
    assert.equal([read.update(), read.types], ['A', ['x']]);
    assert.is(object.update(), undefined);
  }
  for (const [Class, method] of [
    ['NavigationPrecommitController', 'addHandler'],
    ['HTMLCanvasElement', 'toBlob'],
  ] as const) {
    const object = { update: look };
    assert.is(seenBy(Class, method, object)[0], object);
  }
});

test('a rejected promise is handled where the engine reacts to what a callback returns, and is not elsewhere', async () => {
  const heard: unknown[] = [];
  const hear = (reason: unknown) => void heard.push((reason as Error).message);
  process.on('unhandledRejection', hear);
  for (const [Class, method] of [
    ['NavigationPrecommitController', 'addHandler'],
    ['HTMLCanvasElement', 'toBlob'],
    ['Document', 'startViewTransition'],
  ] as const) {
    void seenBy(Class, method, () => Promise.reject(new Error(Class)));
  }
  void (seenBy('NavigateEvent', 'intercept', { handler: () => Promise.reject(new Error('intercept')) })[0] as { handler(): void }).handler();
  for (let task = 0; task < 3; task++) await new Promise(resolve => natives.setTimeout(resolve, 1));
  process.off('unhandledRejection', hear);
  assert.equal(heard, ['HTMLCanvasElement', 'Document']);
});

test('an observer’s callback is in no context', () => {
  variable.run('A', () => new global['MutationObserver'](look));
  assert.is(
    variable.run('B', () => (received[0] as () => unknown)()),
    undefined,
  );
});

test('entries: their methods are patched as soon as there is one, and those of the reader it makes', () => {
  const { file } = Entry.prototype as unknown as { file: unknown };
  const entry = new global['DataTransferItem']().webkitGetAsEntry();
  assert.is.not(entry.file, file);
  const seen = (target: any, method: string, ...args: unknown[]) => {
    variable.run('A', () => target[method](...args));
    return received.map(each => (typeof each === 'function' ? each() : each));
  };
  assert.equal(seen(entry, 'file', look, look), ['A', 'A']);
  assert.equal(seen(entry, 'getParent', look, look), ['A', 'A']);
  for (const method of ['getFile', 'getDirectory']) assert.equal(seen(entry, method, look, look, look, look), [undefined, undefined, 'A', 'A']);
  assert.equal(seen(entry, 'toURL', look), [undefined]);
  assert.equal(seen(entry.createReader(), 'readEntries', look, look), ['A', 'A']);
});

const opened: [name: string, args: unknown[], isSynchronous: boolean][] = [
  ['asynchronous', ['GET', '/', true], false],
  ['asynchronous by default', ['GET', '/'], false],
  ['synchronous', ['GET', '/', false], true],
  ['synchronous, with undefined', ['GET', '/', undefined], true],
];
for (const [name, args, isSynchronous] of opened) {
  test(`a request, ${name}: ${isSynchronous ? 'other code, which may run meanwhile, is in no context' : 'nothing else runs meanwhile'}`, () => {
    const request = new global['XMLHttpRequest']();
    let seen: unknown;
    meanwhile = () => (seen = variable.get());
    variable.run('A', () => {
      assert.is(request.open(...args), 'opened');
      assert.equal(request.send('body', 2), ['body', 2]);
      assert.is(variable.get(), 'A');
    });
    assert.is(seen, isSynchronous ? undefined : 'A');
  });
}

test('a request that is opened again is as it was opened last; what is none is the engine’s to complain about', () => {
  const request = new global['XMLHttpRequest']();
  let seen: unknown;
  meanwhile = () => (seen = variable.get());
  variable.run('A', () => {
    request.open('GET', '/', false);
    request.open('GET', '/', true);
    request.send();
  });
  assert.is(seen, 'A');
  for (const target of [undefined, null, 1])
    assert.equal(
      variable.run('A', () => global['XMLHttpRequest'].prototype.send.call(target, 1)),
      [1],
    );
});

test('schedulers that a page puts in place are patched at the next run, scheduler.postTask with them', () => {
  const kept: (() => unknown)[] = [];
  const fake = (callback: () => unknown) => void kept.push(callback);
  const names = ['setTimeout', 'setInterval', 'queueMicrotask', 'requestAnimationFrame', 'requestIdleCallback'];
  const before = Object.fromEntries(names.map(name => [name, global[name]]));
  for (const name of names) global[name] = fake;
  global['scheduler'] = { postTask: fake };
  try {
    variable.run('A', () => {
      for (const name of names) global[name](look);
      global['scheduler'].postTask(look);
    });
    assert.equal(
      kept.map(callback => callback()),
      ['A', 'A', 'A', 'A', 'A', 'A'],
    );
  } finally {
    Object.assign(global, before);
  }
});

const schedulers = ['setTimeout', 'setInterval', 'queueMicrotask', 'requestAnimationFrame', 'requestIdleCallback'];
for (const name of schedulers) {
  test(`${name} alone put in place is patched, and the others stay as they are`, () => {
    variable.run('A', () => {});
    const others = schedulers.filter(other => other !== name);
    const before = others.map(other => global[other]);
    const original = global[name];
    const kept: (() => unknown)[] = [];
    global[name] = (callback: () => unknown) => void kept.push(callback);
    try {
      variable.run('A', () => global[name](look));
      assert.is(kept[0]!(), 'A');
      assert.equal(
        others.map(other => global[other]),
        before,
      );
    } finally {
      global[name] = original;
    }
  });
}

test.run();
