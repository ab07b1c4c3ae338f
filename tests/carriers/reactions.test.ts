// Reactions that are tied to contexts one by one: those of a Promise that a page has put in place of the engine's, and those of thenables.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { tie, tieOtherPromise, tieThenable } from '../../src/carriers/browser/tied-reactions.js';
import { EMPTY } from '../../src/carriers/browser/segments.js';
import { A, all, as, B, clear, expectNothing, job, look, marks, now } from './queue.js';

const { Promise: Native } = globalThis;
const { then, finally: nativeFinally } = Native.prototype;

test.before.each(clear);
test.after.each(() => {
  globalThis.Promise = Native;
  expectNothing();
});

test('values that are not thenables, and the engine’s promises, stay as they are', () => {
  class Derived extends Native<unknown> {}
  const { proxy } = Proxy.revocable({}, {});
  for (const value of [undefined, null, 1, 'text', {}, () => {}, { then: 1 }, proxy, Native.resolve(), Derived.resolve()])
    assert.is(tieThenable(value, A), value);
});

test('a thenable: its then is read once, and called in the context, with its this and all it is given', () => {
  let reads = 0;
  const calls: unknown[] = [];
  const thenable = {
    get then() {
      reads++;
      return function (this: unknown, ...args: unknown[]) {
        calls.push(this, args, now());
        return 'result';
      };
    },
  };
  const tied = tieThenable(thenable, A) as { then(...args: unknown[]): unknown };
  assert.is.not(tied, thenable);
  assert.is(Object.getPrototypeOf(tied), null);
  assert.is(reads, 1);
  const functions = [() => {}, () => {}, 3];
  assert.is(tied.then(...functions), 'result');
  assert.is(calls[0], thenable);
  assert.equal([calls[1], calls[2], reads], [functions, 'A', 1]);
});

test('a function that is a thenable', () => {
  const thenable = Object.assign(() => {}, { then: () => now() });
  assert.is((tieThenable(thenable, A) as typeof thenable).then(), 'A');
});

test('a reaction runs in its context, whoever calls it; what is none stays', () => {
  for (const value of [undefined, null, 1, {}]) assert.is(tie(value, A), value);
  const tied = tie((value: unknown) => [value, now()], A) as Function;
  assert.equal(tied(1), [1, 'A']);
  as(B, () => assert.equal(tied(2), [2, 'A']));
  const inNone = tie((value: unknown) => [value, now()], EMPTY) as Function;
  assert.equal(inNone(1), [1, '-']);
  as(B, () => assert.equal(inNone(2), [2, '-']));
});

test('a thenable that a reaction returns is called in its context; from no context to none, it is returned as it is', () => {
  const thenable = { then: () => now() };
  const call = (context: typeof A) => (tie(() => thenable, context) as Function)() as typeof thenable;
  assert.is(call(A).then(), 'A');
  assert.is(call(EMPTY), thenable);
  as(B, () => {
    assert.is(call(A).then(), 'A');
    const tied = call(EMPTY);
    assert.is.not(tied, thenable);
    assert.is(tied.then(), '-');
  });
});

test('a reaction that may be a continuation goes on in its context with what it enqueues', () => {
  const tied = tie(() => job(() => (look('1'), job(() => look('2')))), A) as Function;
  as(B, () => tied());
  assert.is(all(), '1A 2A');
  (tie(() => job(() => look('3')), EMPTY) as Function)();
  assert.is(marks(), 0);
  assert.is(all(), '3-');
});

/** A Promise class with a queue of its own; `drain` calls the reactions in it. */
function makePromise() {
  const waiting: (() => void)[] = [];
  class Other {
    then(...callbacks: unknown[]): string {
      waiting.push(() => callbacks.forEach(callback => typeof callback === 'function' && callback('value')));
      return 'derived';
    }
    finally(callback: unknown): string {
      return this.then(callback, callback);
    }
    catch(callback: unknown): string {
      return this.then(undefined, callback);
    }
  }
  const drain = () => waiting.splice(0).forEach(reaction => reaction());
  return { Other, drain };
}

test('a Promise in the place of the engine’s: its reactions have the context of the call, and once', () => {
  const { Other, drain } = makePromise();
  const unpatched = Other.prototype.then;
  tieOtherPromise();
  assert.is(Other.prototype.then, unpatched);
  globalThis.Promise = Other as never;
  tieOtherPromise();
  const promise = new Other();
  as(A, () => {
    assert.is(
      promise.then(
        () => look('ok '),
        () => look('not ok '),
      ),
      'derived',
    );
    promise.finally(() => look('finally '));
    promise.catch(() => look('catch '));
  });
  promise.then(() => look('none '), undefined);
  as(B, drain);
  assert.is(all(), 'ok A not ok A finally A finally A catch A none -');
  const once = [Other.prototype.then, Other.prototype.finally];
  globalThis.Promise = Native;
  tieOtherPromise();
  globalThis.Promise = Other as never;
  tieOtherPromise();
  assert.equal([Other.prototype.then === once[0], Other.prototype.finally === once[1]], [true, true]);
  as(A, () => promise.then(() => look()));
  as(B, drain);
  assert.is(all(), 'A');
});

test('a job that a reaction enqueues without a hook touches the region in which the reaction was added', () => {
  const { Other } = makePromise();
  globalThis.Promise = Other as never;
  tieOtherPromise();
  as(A, () =>
    job(() => {
      new Other().then(() => {});
      job(() => look());
    }),
  );
  assert.is(all(), 'A');
});

test('a value that is not a Promise class is left alone', () => {
  for (const value of [undefined, null, 1, {}, () => {}, Object.assign(() => {}, { prototype: 1 }), Object.assign(function () {}, { prototype: {} })]) {
    globalThis.Promise = value as never;
    tieOtherPromise();
  }
});

test('of a class derived from the engine’s, what it has from there is not patched; what is its own is', () => {
  class Plain extends Native<unknown> {}
  globalThis.Promise = Plain as never;
  tieOtherPromise();
  assert.equal([Native.prototype.then, Native.prototype.finally, Object.keys(Plain.prototype)], [then, nativeFinally, []]);
  assert.not(Object.hasOwn(Plain.prototype, 'then'));
  class Own extends Native<unknown> {
    override then(...callbacks: any[]): any {
      return callbacks[0](1);
    }
  }
  const own = Own.prototype.then;
  globalThis.Promise = Own as never;
  tieOtherPromise();
  assert.is.not(Own.prototype.then, own);
  assert.is(Native.prototype.finally, nativeFinally);
});

test.run();
