// Observables, with a stand-in for a page's class: what the engine gets in place of promises, iterables and events.
import { test } from 'uvu';
import * as assert from 'uvu/assert';

type Observer = Record<'next' | 'error' | 'complete', (value?: unknown) => void> & { signal: AbortSignal };
const global = globalThis as Record<string, any>;
let given: unknown[] = [];

class Observable {
  constructor(readonly subscriber: (observer: Observer) => void) {}
  static from(...args: unknown[]): string {
    given = args;
    return 'from';
  }
  flatMap(...args: unknown[]): string {
    given = args;
    return 'flatMap';
  }
}
Object.assign(Observable.prototype, { switchMap: Observable.prototype.flatMap, catch: Observable.prototype.flatMap });
/** The Observable that the engine's `when` returns. */
const ofEvents = new Observable(() => {});
Object.assign(EventTarget.prototype, {
  when(this: unknown, ...args: unknown[]): unknown {
    given = args;
    return ofEvents;
  },
});
global['Observable'] = Observable;

const { Variable } = await import('./variables.js');
const variable = new Variable();
const { setTimeout: later } = globalThis;
variable.run('nobody', () => {});

/** Subscribes in a context; returns each notification with the value that its callback finds. */
async function seenBy(observable: Observable, name: string): Promise<unknown[]> {
  const seen: unknown[] = [];
  const noting =
    (kind: string) =>
    (...args: unknown[]) =>
      void seen.push([kind, ...args, variable.get()]);
  variable.run(name, () =>
    observable.subscriber({ next: noting('next'), error: noting('error'), complete: noting('complete'), signal: new AbortController().signal }),
  );
  await new Promise(resolve => later(resolve, 1));
  return seen;
}
/** The value that the engine gets in place of another one. */
const from = (value: unknown): any => {
  assert.is(
    variable.run('call', () => global['Observable'].from(value, 'more')),
    'from',
  );
  assert.equal(given.slice(1), ['more']);
  return given[0];
};

test('a promise becomes an observable that tells in the context of the subscription', async () => {
  const fulfilled = from(Promise.resolve(1));
  assert.instance(fulfilled, Observable);
  for (const name of ['A', 'B'])
    assert.equal(await seenBy(fulfilled, name), [
      ['next', 1, name],
      ['complete', name],
    ]);
  const rejected = from(Promise.reject(2));
  assert.equal(await seenBy(rejected, 'A'), [['error', 2, 'A']]);
});

test('a value that is not an object, an observable, and a call without arguments are left to the engine', () => {
  for (const value of [undefined, null, 1, 'text', new Observable(() => {})]) assert.is(from(value), value);
  assert.is(global['Observable'].from(), 'from');
  assert.equal(given, []);
});

test('an iterable keeps its this; of what it gives, nothing is read', () => {
  const iterator = { next: () => ({ done: true, value: undefined }) };
  const iterable: any = {
    [Symbol.iterator]() {
      assert.is(this, iterable);
      return iterator;
    },
    size: 1,
  };
  const read = from(iterable);
  assert.not.instance(read, Observable);
  assert.is(read[Symbol.iterator](), iterator);
  assert.is(read.size, 1);
});

test('a promise that can be iterated over is iterated over', () => {
  for (const key of [Symbol.iterator, Symbol.asyncIterator]) {
    assert.not.instance(from(Object.assign(Promise.resolve(), { [key]: () => ({}) })), Observable);
  }
});

test('an asynchronous iterable: its iterator keeps its this, and the promises it returns are reacted to', async () => {
  const heard: unknown[] = [];
  const hear = (reason: unknown) => void heard.push((reason as Error).message);
  process.on('unhandledRejection', hear);
  const rejected = (text: string) => Promise.reject(new Error(text));
  const iterator: any = {
    next(...args: unknown[]) {
      assert.is(this, iterator);
      assert.equal(args, [1]);
      return rejected('next');
    },
    value: 5,
  };
  const read = from({ [Symbol.asyncIterator]: () => iterator, other: () => rejected('other') });
  const followed = variable.run('A', () => {
    const inner = read[Symbol.asyncIterator]();
    void inner.next(1);
    assert.is(variable.get(), 'A');
    return inner;
  });
  assert.is(followed.value, 5);
  void read.other();
  for (let task = 0; task < 3; task++) await new Promise(resolve => later(resolve, 1));
  process.off('unhandledRejection', hear);
  assert.equal(heard, ['other']);
  for (const value of [undefined, 1]) assert.is(from({ [Symbol.asyncIterator]: () => value })[Symbol.asyncIterator](), value);
});

test('operators: what their callbacks return is converted, and they get what the engine gives', async () => {
  const observable = new Observable(() => {}) as any;
  for (const method of ['flatMap', 'switchMap', 'catch']) {
    assert.is(
      observable[method]((...args: unknown[]) => (assert.equal(args, [1, 2]), Promise.resolve(3)), 'more'),
      'flatMap',
    );
    const inner = (given[0] as Function)(1, 2);
    assert.instance(inner, Observable);
    assert.equal(await seenBy(inner, 'A'), [
      ['next', 3, 'A'],
      ['complete', 'A'],
    ]);
    assert.is(given[1], 'more');
    observable[method](5);
    assert.equal(given, [5]);
  }
});

test('events of tasks are observed by a listener, with its options, as long as somebody subscribes; others by the engine', () => {
  const target = new EventTarget() as EventTarget & { when(...args: unknown[]): Observable };
  assert.is(target.when('click'), ofEvents);
  assert.equal(given, ['click']);
  const observed = target.when('load', { once: true });
  assert.is.not(observed, ofEvents);
  assert.instance(observed, Observable);
  assert.equal((given[1] as { once: boolean }).once, true);
  const controller = new AbortController();
  const seen: unknown[] = [];
  const observer = { next: (event: unknown) => void seen.push((event as Event).type), error() {}, complete() {}, signal: controller.signal };
  target.when('load').subscriber(observer);
  target.dispatchEvent(new Event('load'));
  target.dispatchEvent(new Event('load'));
  assert.equal(seen, ['load', 'load']);
  controller.abort();
  target.dispatchEvent(new Event('load'));
  assert.is(seen.length, 2);
});

test('a type that is an object is made text once, after the options are read', () => {
  const order: string[] = [];
  const target = new EventTarget() as EventTarget & { when(...args: unknown[]): Observable };
  target.when({ toString: () => (order.push('type'), 'load') }, undefined);
  assert.equal([given[0], order], ['load', ['type']]);
});

test.run();
