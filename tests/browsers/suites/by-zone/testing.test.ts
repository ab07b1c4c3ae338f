// The testing tools of zone.js still work if it carries contexts: fake time, tests that wait, long stack traces.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import '#entry';
import 'zone.js/plugins/long-stack-trace-zone';
import 'zone.js/plugins/proxy';
import 'zone.js/plugins/sync-test';
import 'zone.js/plugins/async-test';
import 'zone.js/plugins/fake-async-test';
import { Variable } from '../../../../src/index.js';

declare const Zone: any;

const test = suite('zone.js/testing');
const variable = new Variable({ defaultValue: 'none' });
const { fakeAsync, tick, flushMicrotasks, discardPeriodicTasks } = Zone[Zone.__symbol__('fakeAsyncTest')];
const waitForAsync = Zone[Zone.__symbol__('asyncTest')];

/** Calls a test the way a test runner's adapter does. */
const inProxy = <Result>(fn: () => Result): Result => Zone.root.fork(new Zone.ProxyZoneSpec()).run(fn);

test('fakeAsync: timers of two flows in fake time, each in its context', () => {
  const seen: string[] = [];
  const note = (name: string) => () => void seen.push(`${name} ${variable.get()}`);
  inProxy(
    fakeAsync(() => {
      variable.run('a', () => setTimeout(note('late'), 1_000_000));
      variable.run('b', () => setTimeout(note('early'), 10));
      const interval = variable.run('c', () => setInterval(note('interval'), 400_000));
      setTimeout(note('free'), 20);
      variable.run('test', () => tick(100));
      assert.equal(seen.splice(0), ['early b', 'free none']);
      variable.run('test', () => tick(1_000_000));
      assert.equal(seen.splice(0), ['interval c', 'interval c', 'late a']);
      clearInterval(interval);
      discardPeriodicTasks();
      assert.is(variable.get(), 'none');
    }),
  );
});

test('fakeAsync: reactions of the Promise of the page', () => {
  const seen: string[] = [];
  inProxy(
    fakeAsync(() => {
      variable.run('a', () => Promise.resolve().then(() => void seen.push(variable.get())));
      variable.run('b', () => queueMicrotask(() => void seen.push(variable.get())));
      variable.run('test', flushMicrotasks);
      assert.equal(seen, ['a', 'b']);
    }),
  );
});

test('waitForAsync waits for the tasks of both flows', async () => {
  const seen: string[] = [];
  await inProxy(
    waitForAsync(() => {
      for (const name of ['a', 'b']) {
        variable.run(name, () => setTimeout(() => Promise.resolve().then(() => void seen.push(variable.get())), 2));
      }
    }),
  );
  assert.equal(seen, ['a', 'b']);
});

test('long stack traces say where a task was scheduled', async () => {
  // V8 keeps ten frames by default: those of zone.js and of the caller. This library adds one.
  (Error as { stackTraceLimit?: number }).stackTraceLimit = 15;
  const error = await new Promise<Error>(resolve => {
    const zone = Zone.root.fork(Zone.longStackTraceZoneSpec).fork({
      name: 'errors',
      onHandleError(delegate: any, _current: unknown, target: unknown, caught: Error) {
        delegate.handleError(target, caught);
        resolve(caught);
        return false;
      },
    });
    zone.run(() =>
      variable.run('a', function schedules() {
        setTimeout(() => {
          throw new Error(`expected, in ${variable.get()}`);
        }, 1);
      }),
    );
  });
  assert.is(error.message.split('\n')[0], 'expected, in a');
  assert.match(error.stack!, /Elapsed[^]*schedules/);
});

test('a task is cancelled, and a zone counts what is left', async () => {
  const log: string[] = [];
  const zone = Zone.root.fork({
    name: 'counts',
    onHasTask(_delegate: unknown, current: unknown, target: unknown, state: any) {
      if (current === target && state.change === 'macroTask') log.push(String(state.macroTask));
    },
  });
  variable.run('a', () => zone.run(() => clearTimeout(setTimeout(() => log.push('ran'), 1))));
  await new Promise(resolve => setTimeout(resolve, 5));
  assert.equal(log, ['true', 'false']);
});

test('Zone.current.wrap keeps the zone and the context of the call', () => {
  const zone = Zone.root.fork({ name: 'wraps' });
  const wrapped = variable.run('a', () =>
    zone.wrap(function (this: unknown, ...args: unknown[]) {
      return [Zone.current.name, variable.get(), this, ...args];
    }, 'a test'),
  );
  const self = {};
  assert.equal(
    variable.run('b', () => wrapped.call(self, 1, 2)),
    ['wraps', 'a', self, 1, 2],
  );
  assert.throws(() => zone.wrap(5, 'a test'), /Expecting function/);
});

test('a task in a zone of its own, an error in it, and its callback by name', () => {
  const zone = Zone.root.fork({ name: 'runs', onHandleError: () => false });
  const task = variable.run('a', () =>
    zone.scheduleMacroTask(
      'a test',
      (...args: unknown[]) => [variable.get(), Zone.current.name, ...args],
      {},
      () => {},
      () => {},
    ),
  );
  assert.equal(
    variable.run('b', () => task.invoke(1, 2)),
    ['a', 'runs', 1, 2],
  );
  const failing = zone.scheduleEventTask(
    'a test',
    () => {
      throw new Error('expected');
    },
    {},
    () => {},
    () => {},
  );
  variable.run('b', () => failing.invoke());
  assert.is(variable.get(), 'none');
  assert.is(Zone.current, Zone.root);
});

test.run();
