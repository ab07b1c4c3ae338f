// Fake timers, which are installed late: a callback has the context of whoever sets the timer, not of whoever advances the clock.
import * as FakeTimers from '@sinonjs/fake-timers';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Variable } from '../../../../src/index.js';

const global = globalThis as Record<string, any>;
const test = suite('fake timers');
const variable = new Variable({ defaultValue: 'empty' });
const real = global.setTimeout;

const handing: Record<string, (callback: () => void) => void> = {
  setTimeout: callback => global.setTimeout(callback, 5),
  setInterval: callback => {
    const timer = global.setInterval(() => {
      global.clearInterval(timer);
      callback();
    }, 5);
  },
  queueMicrotask: callback => global.queueMicrotask(callback),
  requestAnimationFrame: callback => global.requestAnimationFrame(callback),
  requestIdleCallback: callback => global.requestIdleCallback(callback),
  'scheduler.postTask': callback => void global.scheduler.postTask(callback),
};

for (const [name, hand] of Object.entries(handing)) {
  const isThere = name.includes('.') ? 'scheduler' in global : name in global;
  test(`${name}${isThere ? '' : ' (not in this engine)'}`, () => {
    if (!isThere) return assert.not(name.split('.')[0]! in global);
    const clock = FakeTimers.install();
    const seen: string[] = [];
    try {
      for (const context of ['first', 'second']) variable.run(context, () => hand(() => seen.push(variable.get())));
      hand(() => seen.push(variable.get()));
      variable.run('clock', () => clock.tick(100));
    } finally {
      clock.uninstall();
    }
    assert.equal(seen, ['first', 'second', 'empty']);
  });
}

test('the functions that the clock has replaced look like its own, and are restored', () => {
  const clock = FakeTimers.install();
  const { length, name } = global.setTimeout;
  variable.run('context', () => {});
  assert.is(global.setTimeout.clock, clock);
  assert.equal([global.setTimeout.length, global.setTimeout.name], [length, name]);
  assert.throws(() => FakeTimers.install(), /twice/);
  clock.uninstall();
  assert.is(global.setTimeout, real);
  variable.run('context', () => {});
  assert.is(global.setTimeout, real);
  const second = FakeTimers.install();
  second.uninstall();
  assert.is(global.setTimeout, real);
});

test('after it the real timers have their contexts', async () => {
  assert.is(await variable.run('context', () => new Promise(resolve => setTimeout(() => resolve(variable.get())))), 'context');
});

test.run();
