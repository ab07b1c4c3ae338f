// The contexts of tasks, which are kept on the objects that fire the events: with rows made for this test, and stand-ins for trusted events.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { TaskRow } from '../../src/carriers/browser/policy.js';
import { createContext, currentContext, EMPTY, segment, type Context } from '../../src/carriers/browser/segments.js';
import { attempt, causes, contextOf, goOn, starting } from '../../src/carriers/browser/tasks.js';
import { Mapping } from '../../src/mapping/mapping.js';

const [A, B, C] = [createContext(Mapping.EMPTY), createContext(Mapping.EMPTY), createContext(Mapping.EMPTY)] as const;
const names = new Map<Context | undefined, string>([
  [A, 'A'],
  [B, 'B'],
  [C, 'C'],
  [EMPTY, 'empty'],
  [undefined, 'dispatcher'],
]);

const words = (text: string) => Object.fromEntries(text.split(' ').map(word => [word, true as const]));
const row = (events: string, more: Partial<TaskRow> = {}): TaskRow => ({ name: 'row', starts: '', events: words(events), ...more });
const nothing = () => {};

/** Starts or ends a task of a row on an object, in a context. */
const start = (context: Context, of: TaskRow, target: unknown, fn: (...args: any[]) => unknown = nothing, isEnd = false): unknown =>
  segment(context, starting(of, isEnd), undefined, [fn, target, []]);
const event = (target: object, type: string, isTrusted = true) => ({ isTrusted, target, type }) as unknown as Event;
/** The name of the context in which listeners of a trusted event run. */
const seen = (target: object, type: string) => names.get(contextOf(event(target, type)));
/** Starts a first task: from here on, the library looks for contexts of tasks. */
start(A, row('load'), {});

test('an object on which nothing was started: the events are the dispatcher’s', () => {
  assert.is(seen({}, 'load'), 'dispatcher');
  assert.is(contextOf(undefined), undefined);
});

test('events of a task, as many as come, are in the context of its start; other events are not', () => {
  const target = {};
  start(A, row('loadstart load'), target);
  assert.equal(
    ['loadstart', 'load', 'load', 'progress'].map(type => seen(target, type)),
    ['A', 'A', 'A', 'dispatcher'],
  );
});

test('events that a page makes up are the dispatcher’s, and end nothing', () => {
  const target = {};
  start(A, row('load', { last: words('load') }), target);
  assert.is(contextOf(event(target, 'load', false)), undefined);
  assert.is(seen(target, 'load'), 'A');
});

test('a task is over with its last event', () => {
  const target = {};
  start(A, row('loadstart load', { last: words('load') }), target);
  assert.equal(
    ['loadstart', 'load', 'load', 'loadstart'].map(type => seen(target, type)),
    ['A', 'A', 'dispatcher', 'dispatcher'],
  );
});

test('an event of another target than the one a task was started on does not end it', () => {
  const [target, upload] = [{ upload: {} }, {}];
  target.upload = upload;
  start(A, row('load', { last: words('load'), also: 'upload' }), target);
  assert.equal([seen(upload, 'load'), seen(upload, 'load'), seen(target, 'load'), seen(target, 'load')], ['A', 'A', 'A', 'dispatcher']);
});

test('a task that says so stays after its last event', () => {
  const target = { isLast: false };
  start(A, row('load', { last: words('load'), stays: (type, { isLast }) => type === 'load' && !isLast }), target);
  assert.is(seen(target, 'load'), 'A');
  target.isLast = true;
  assert.equal([seen(target, 'load'), seen(target, 'load')], ['A', 'dispatcher']);
});

test('the last start of a task counts', () => {
  const [target, of] = [{}, row('load')];
  for (const context of [A, B]) start(context, of, target);
  assert.equal([seen(target, 'load'), seen(target, 'load')], ['B', 'B']);
});

test('each start of a task has an event of its own, the first start the first', () => {
  const [target, of] = [{}, row('change', { counts: 'each', last: words('change') })];
  for (const context of [A, B, A]) start(context, of, target);
  assert.equal(
    [1, 2, 3, 4].map(() => seen(target, 'change')),
    ['A', 'B', 'A', 'dispatcher'],
  );
});

test('the first start of a task counts, until its events have come', () => {
  const [target, of] = [{}, row('load', { counts: 'first', last: words('load') })];
  for (const context of [A, B]) start(context, of, target);
  assert.is(seen(target, 'load'), 'A');
  start(B, of, target);
  assert.is(seen(target, 'load'), 'B');
});

test('the first start counts beside other tasks', () => {
  const [target, of] = [{}, row('load', { counts: 'first' })];
  start(A, row('error'), target);
  start(B, of, target);
  start(C, of, target);
  assert.equal([seen(target, 'load'), seen(target, 'error')], ['B', 'A']);
});

test('tasks of several rows are side by side: the last started has an event that both have, and starting one leaves the others', () => {
  const target = {};
  const [one, other] = [row('play both'), row('load both')];
  start(A, one, target);
  start(B, other, target);
  assert.equal(
    ['play', 'load', 'both'].map(type => seen(target, type)),
    ['A', 'B', 'B'],
  );
  start(C, one, target);
  assert.equal(
    ['play', 'load', 'both'].map(type => seen(target, type)),
    ['C', 'B', 'C'],
  );
});

test('the end of a task leaves those of other rows, in their order', () => {
  const target = {};
  const rows = ['one all', 'two all', 'three all'].map(events => row(events, { last: words('one') }));
  [A, B, C].forEach((context, index) => start(context, rows[index]!, target));
  assert.is(seen(target, 'one'), 'A');
  assert.equal(
    ['two', 'three', 'all'].map(type => seen(target, type)),
    ['dispatcher', 'dispatcher', 'dispatcher'],
  );
  const others = ['one', 'two', 'two three'].map(events => row(events, { last: words(events.split(' ')[0]!) }));
  [A, B, C].forEach((context, index) => start(context, others[index]!, target));
  assert.equal(
    ['one', 'one', 'three', 'two', 'two'].map(type => seen(target, type)),
    ['A', 'dispatcher', 'C', 'C', 'dispatcher'],
  );
});

test('a start in no context forgets the one before; on an object without a task it leaves nothing', () => {
  const [target, of] = [{}, row('load')];
  start(A, of, target);
  start(EMPTY, of, target);
  assert.is(seen(target, 'load'), 'empty');
  const another = {};
  start(EMPTY, of, another);
  assert.is(seen(another, 'load'), 'dispatcher');
});

test('a call that ends a task: its events are the dispatcher’s, those of other tasks are not', () => {
  const target = {};
  const of = row('load abort');
  start(A, of, target);
  start(B, row('play'), target);
  start(C, of, target, () => assert.is(seen(target, 'abort'), 'dispatcher'), true);
  assert.equal(
    ['abort', 'load', 'play'].map(type => seen(target, type)),
    ['dispatcher', 'dispatcher', 'B'],
  );
});

test('a call that throws starts nothing, and ends nothing', () => {
  const target = {};
  const of = row('load');
  const fail = () => {
    throw new Error('mine');
  };
  start(A, of, target);
  assert.throws(() => start(B, of, target, fail), /mine/);
  assert.is(seen(target, 'load'), 'A');
  assert.throws(() => start(B, of, target, fail, true), /mine/);
  assert.is(seen(target, 'load'), 'A');
});

test('a call that changes no state starts nothing; while it runs, its events are there', () => {
  const target = { open: false };
  const of = row('toggle', { state: ({ open }) => open });
  start(A, of, target, () => (target.open = true));
  assert.is(seen(target, 'toggle'), 'A');
  start(B, of, target, () => assert.is(seen(target, 'toggle'), 'B'));
  assert.is(seen(target, 'toggle'), 'A');
});

test('a state that cannot be asked after the call: nothing was started', () => {
  const target = { isBroken: false };
  const state = () => {
    if (target.isBroken) throw new Error('not for you');
    return {};
  };
  start(A, row('toggle', { state }), target, () => (target.isBroken = true));
  assert.is(seen(target, 'toggle'), 'dispatcher');
});

test('the result of a call fires the events as well, if it is an event target', () => {
  const of = row('success', { on: () => undefined });
  const request = new EventTarget();
  assert.is(
    start(A, of, {}, () => request),
    request,
  );
  assert.is(seen(request, 'success'), 'A');
  const object = {};
  assert.is(
    start(A, of, {}, () => object),
    object,
  );
  assert.is(seen(object, 'success'), 'dispatcher');
});

test('the object that fires the events may be another, or none', () => {
  const [target, parent] = [{}, {}];
  start(A, row('load', { on: () => parent }), target);
  assert.equal([seen(target, 'load'), seen(parent, 'load')], ['dispatcher', 'A']);
  for (const none of [undefined, null, false, 1])
    assert.is(
      start(A, row('load', { on: () => none }), target, () => 'done'),
      'done',
    );
  assert.is(seen(target, 'load'), 'dispatcher');
});

test('a target that throws where it is asked: the call is made all the same', () => {
  const on = () => {
    throw new Error('not for you');
  };
  assert.is(
    start(A, row('load', { on }), {}, () => 'done'),
    'done',
  );
});

test('the call gets its this and its arguments, in the context it is made in', () => {
  const target = {};
  const result = segment(A, starting(row('load')), undefined, [
    function (this: unknown, ...args: unknown[]) {
      return [this, args, names.get(currentContext())];
    },
    target,
    [1, 2],
  ]) as unknown[];
  assert.is(result[0], target);
  assert.equal(result.slice(1), [[1, 2], 'A']);
});

test('the listeners of one event all see the same, whatever the first has started', () => {
  const [target, of] = [{}, row('load', { last: words('load') })];
  start(A, of, target);
  const load = event(target, 'load');
  assert.is(names.get(contextOf(load)), 'A');
  start(B, of, target);
  assert.is(names.get(contextOf(load)), 'A');
  assert.is(seen(target, 'load'), 'B');
});

test('a task that was started again unseen goes on in its context; one that was not is over', () => {
  for (const isAgain of [true, false]) {
    const target = {};
    start(A, row('success', { last: words('success'), again: () => isAgain }), target);
    const success = event(target, 'success');
    contextOf(success);
    goOn(success);
    assert.is(seen(target, 'success'), isAgain ? 'A' : 'dispatcher');
  }
});

test('events of the global, and those that the engine fires for whoever was first, are in no context', () => {
  start(A, row('error slotchange'), globalThis);
  assert.is(seen(globalThis, 'error'), 'empty');
  const target = {};
  start(A, row('slotchange'), target);
  assert.equal(
    ['slotchange', 'navigatesuccess', 'navigateerror', 'currententrychange'].map(type => seen(target, type)),
    Array(4).fill('empty'),
  );
});

test('an object whose events have a cause that is a function are in the context it says', () => {
  const target = {};
  causes.set(target, asked => (assert.is(asked, target), B));
  assert.is(seen(target, 'abort'), 'B');
});

test('the last event ends a task though nobody listens', () => {
  const controller = new AbortController();
  const of = row('abort', { last: words('abort') });
  start(A, of, controller.signal);
  assert.is(seen(controller.signal, 'other'), 'dispatcher');
  controller.abort(); // A trusted event.
  assert.is(seen(controller.signal, 'abort'), 'dispatcher');
});

test('the listener that ends a task is not registered by a method of the page’s', () => {
  const called: unknown[] = [];
  const { addEventListener } = EventTarget.prototype;
  const target = new (class extends EventTarget {
    override addEventListener(...args: Parameters<typeof addEventListener>) {
      called.push(args);
      addEventListener.apply(this, args);
    }
  })();
  start(A, row('load', { last: words('load') }), target);
  assert.equal(called, []);
});

test('attempt: several targets, each as it was if the call throws', () => {
  const [one, other] = [{}, {}];
  const of = row('load');
  start(A, of, one);
  const begin = (startOn: (target: unknown, row: TaskRow) => void): void => {
    for (const target of [one, other, one]) startOn(target, of);
  };
  assert.throws(
    () =>
      segment(B, attempt, undefined, [
        () => {
          throw new Error('mine');
        },
        undefined,
        [],
        begin,
      ]),
    /mine/,
  );
  assert.equal([seen(one, 'load'), seen(other, 'load')], ['A', 'dispatcher']);
  segment(B, attempt, undefined, [nothing, undefined, [], begin]);
  assert.equal([seen(one, 'load'), seen(other, 'load')], ['B', 'B']);
});

test.run();
