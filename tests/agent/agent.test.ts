// The agent of a realm: all copies share one, under a name that never changes; a warning where the global is not extensible.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createActivations } from '../../src/agent/activations.js';
import { AGENT, agentRecord, existingRecord } from '../../src/agent/agent.js';
import { createKeys } from '../../src/agent/keys.js';
import { existing, shared } from '../../src/agent/shared.js';
import type { Switch } from '../../src/agent/switch.js';
import { warnOnce } from '../../src/agent/warn.js';
import { createCarrier } from '../../src/carriers/for-node.js';
import { createAsyncContext, isAsyncContext } from '../../src/spec/async-context.js';
import { unexpected } from '../../src/errors.js';

const warnings: string[] = [];
/** Runs a function with a replaced console. */
function withConsole(console: unknown, body: () => void): void {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'console')!;
  Object.defineProperty(globalThis, 'console', { configurable: true, writable: true, value: console });
  try {
    body();
  } finally {
    Object.defineProperty(globalThis, 'console', before);
  }
}
const noting = { warn: (text: string) => void warnings.push(text) };

test('a record is made once, under a name for ever', () => {
  assert.is(AGENT, Symbol.for('asynccontext.agent.v1'));
  assert.is(existingRecord(), undefined);
  const record = agentRecord(createCarrier, createAsyncContext);
  assert.is(existingRecord(), record);
  assert.is(
    agentRecord(
      () => assert.unreachable() as never,
      () => assert.unreachable() as never,
    ),
    record,
  );
  const property = Object.getOwnPropertyDescriptor(globalThis, Symbol.for('asynccontext.agent.v1'));
  assert.equal(property, { value: record, writable: false, enumerable: false, configurable: false });
  assert.is(record.carrier, 'AsyncLocalStorage');
});

test('a shared value is made by whoever comes first', () => {
  const name = Symbol('shared');
  assert.is(existing(name), undefined);
  const value = {};
  assert.is(
    shared(name, () => value),
    value,
  );
  assert.is(
    shared(name, () => ({})),
    value,
  );
  assert.is(existing(name), value);
  assert.is((globalThis as Record<symbol, unknown>)[name], value);
});

test('keys: each Variable its own id, each key its own serial', () => {
  const allocate = createKeys();
  const owners = Array.from({ length: 5 }, () => ({}));
  assert.equal(
    owners.map(owner => allocate(owner)),
    [0, 1, 2, 3, 4].map(id => ({ id, serial: id + 1 })),
  );
});

test('a warning is said once', () => {
  withConsole(noting, () => {
    warnOnce('one');
    warnOnce('two');
    warnOnce('one');
  });
  assert.equal(warnings.splice(0), ['asynccontext: one', 'asynccontext: two']);
});

test('no console, and one that cannot warn, are no errors', () => {
  withConsole(undefined, () => warnOnce('to nobody'));
  withConsole({}, () => warnOnce('to nobody else'));
});

test('activations on a switch that has the least: to reset is to enter the empty context', () => {
  const [empty, here] = [{ name: 'empty' }, { name: 'here' }] as const;
  const entered: unknown[] = [];
  const least: Switch = { carriesAwait: false, now: () => here, enter: place => (entered.push(place), here), leave: (_, place) => place, empty: empty };
  const { reset, capture } = createActivations(least);
  assert.is(reset('value'), 'value');
  assert.equal(entered, [empty]);
  assert.is(entered[0], empty);
  assert.is(capture, undefined);
});

test('an AsyncContext is known by its classes', () => {
  const [Variable, Snapshot] = [class {}, class {}];
  for (const value of [undefined, null, 1, {}, () => {}, { Variable }, { Snapshot }, { Variable, Snapshot: 1 }, { Variable: {}, Snapshot }])
    assert.is(isAsyncContext(value), false);
  assert.is(isAsyncContext({ Variable, Snapshot }), true);
  assert.is(isAsyncContext(Object.assign(() => {}, { Variable, Snapshot })), true);
});

test('errors name what came, and no long strings', () => {
  const told = (value: unknown) => unexpected('f', 'x', value).message.replace('f: expected x, got ', '');
  const values: [value: unknown, told: string][] = [
    ['a'.repeat(40), JSON.stringify('a'.repeat(40))],
    ['a'.repeat(41), 'a long string'],
    [null, 'null'],
    [{}, 'an object'],
    [() => {}, 'a function'],
    [Symbol('s'), 'a symbol'],
    [1n, 'a bigint'],
    [1, '1'],
    [undefined, 'undefined'],
  ];
  for (const [value, expected] of values) assert.is(told(value), expected);
});

// The last test, since it makes the global non-extensible for good.
test('a global that was locked: a copy has its own, and says so', () => {
  Object.preventExtensions(globalThis);
  const name = Symbol('late');
  const value = {};
  withConsole(noting, () => {
    assert.is(
      shared(name, () => value),
      value,
    );
    shared(Symbol('later'), () => ({}));
  });
  assert.equal(warnings, [
    'asynccontext: the globals of this realm were locked down: copies of this library share no contexts. Load asynccontext before that.',
  ]);
  assert.is(existing(name), value);
  assert.is(
    shared(name, () => ({})),
    value,
  );
});

test.run();
