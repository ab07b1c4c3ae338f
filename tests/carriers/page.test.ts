// The browser carrier while a page changes: it goes away and comes back, replaces timers, redefines `constructor`, and locks its promises.
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const listeners: Record<string, (event: { isTrusted: boolean }) => void> = {};
Object.assign(globalThis, { addEventListener: (type: string, listener: (event: { isTrusted: boolean }) => void) => void (listeners[type] = listener) });
const { carrier, obstacle, Variable } = await import('./variables.js');
const { browserObstacle } = await import('../../src/carriers/browser/index.js');
const { setTimeout: nativeSetTimeout } = globalThis;
const variable = new Variable();

/** The values inside a `run`, before, inside and after another one. */
const seen = () => variable.run('A', () => [variable.get(), variable.run('B', () => variable.get()), variable.get()]);

test('nothing stands in the way', () => {
  assert.is(obstacle, undefined);
  assert.is(carrier.name, 'browser');
});

test('a page that goes away: no context is current where none is entered, until it comes back', async () => {
  assert.equal(Object.keys(listeners).sort(), ['pagehide', 'pageshow']);
  assert.equal(seen(), ['A', 'B', 'A']);
  listeners['pagehide']!({ isTrusted: false });
  assert.equal(seen(), ['A', 'B', 'A']);
  variable.run('A', () => {
    listeners['pagehide']!({ isTrusted: true });
    assert.is(variable.get(), undefined);
  });
  assert.equal(seen(), ['A', 'B', undefined]);
  assert.is(variable.get(), undefined);
  listeners['pageshow']!({ isTrusted: false });
  assert.equal(seen(), ['A', 'B', undefined]);
  listeners['pageshow']!({ isTrusted: true });
  assert.equal(seen(), ['A', 'B', 'A']);
  assert.is(variable.get(), undefined);
});

test('a timer that a page puts in place is patched at the next run', () => {
  const { setTimeout } = globalThis;
  const called: (() => void)[] = [];
  globalThis.setTimeout = ((fn: () => void) => void called.push(fn)) as never;
  try {
    const found: unknown[] = [];
    for (const name of ['A', 'B']) variable.run(name, () => globalThis.setTimeout(() => found.push(variable.get())));
    for (const fn of called) fn();
    assert.equal(found, ['A', 'B']);
  } finally {
    globalThis.setTimeout = setTimeout;
  }
});

test('a constructor that was defined anew makes way for the hook at the next run', () => {
  Object.defineProperty(Promise.prototype, 'constructor', { value: Promise, configurable: true, writable: true });
  variable.run('A', () => {});
  assert.type(Object.getOwnPropertyDescriptor(Promise.prototype, 'constructor')!.get, 'function');
  assert.is(Promise.prototype.constructor, Promise);
});

test('several promises that nobody awaits side by side: who settles them is seen by none', async () => {
  const settle: (() => void)[] = [];
  const found: unknown[] = [];
  for (let count = 0; count < 3; count++) {
    const promise = new Promise<void>(resolve => settle.push(resolve));
    for (let times = 0; times < 2; times++) {
      void (async () => {
        await promise;
        found.push(variable.get());
      })();
    }
  }
  for (const fn of settle) variable.run('B', fn);
  await new Promise(resolve => nativeSetTimeout(resolve, 1));
  assert.equal(found, Array(6).fill(undefined));
});

// The last test, since it cannot be undone.
test('promises that were locked down stand in the way', () => {
  const locked = 'the promises of this realm were locked down or replaced. Create a Variable before that.';
  for (const [object, key] of [
    [Promise, 'resolve'],
    [Promise.prototype, 'then'],
  ] as const) {
    const before = Object.getOwnPropertyDescriptor(object, key)!;
    Object.defineProperty(object, key, { ...before, configurable: false });
    assert.is(browserObstacle(), locked);
  }
});

test.run();
