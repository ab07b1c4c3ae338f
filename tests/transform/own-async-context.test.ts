// In an engine with its own AsyncContext transformed code changes nothing: the runtime passes everything on.
import { test } from 'uvu';
import * as assert from 'uvu/assert';

Object.defineProperty(globalThis, 'AsyncContext', { value: { Variable: class {}, Snapshot: class {} }, configurable: true });
const runtime = await import('../../src/runtime/index.js');
const AGENT = Symbol.for('asynccontext.agent.v1');

test('no agent and no activation is made', () => {
  assert.is(AGENT in globalThis, false);
  assert.is(runtime.call(), undefined);
  assert.is(runtime.create(), undefined);
});

test('values come out as they went in', () => {
  const value = {};
  const thenable = { then: () => assert.unreachable('is not called') };
  for (const same of [runtime.leave, runtime.enter, runtime.suspend, runtime.pass] as ((activation: undefined, value: unknown) => unknown)[])
    assert.is(same(undefined, value), value);
  assert.is(runtime.reset(value), value);
  assert.is(runtime.thenable(thenable), thenable);
});

test('promises, and Promise, are called themselves', () => {
  const promise = Promise.resolve();
  assert.is(runtime.of(promise), promise);
  assert.is(runtime.of(Promise), Promise);
  assert.is(Array.isArray(runtime.delegateTo(undefined, [1])), true);
});

test('an import is evaluated as it is', () => {
  assert.is(runtime.detach('specifier'), 'specifier');
  assert.is(runtime.attach('promise'), 'promise');
});

test.run();
