// How transformed code moves between contexts: beside code that the await hook serves, and where all code is transformed.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { plainEnter, plainSwitch, regionSwitch } from '../../src/carriers/browser/switches.js';
import { createTransformedCarrier } from '../../src/carriers/browser/index.js';
import { currentContext, EMPTY, swap } from '../../src/carriers/browser/segments.js';
import { Mapping } from '../../src/mapping/mapping.js';
import { A, all, as, B, C, clear, expectNothing, job, look, marks, now, setRoom } from './queue.js';

type AnySwitch = {
  now(): any;
  begin?(): any;
  enter(place: any): any;
  leave(before: any, place: any): any;
  empty: any;
  reset(): any;
  capture?(): any;
  carriesAwait: boolean;
};
const [region, plain] = [regionSwitch, plainSwitch] as unknown as AnySwitch[] as [AnySwitch, AnySwitch];

test.before.each(clear);
test.after.each(expectNothing);

test('neither leaves awaits to the engine', () =>
  assert.equal([region.carriesAwait, plain.carriesAwait, region.empty === EMPTY, plain.empty === EMPTY], [false, false, true, true]));

test('entering a context makes a segment: its jobs are in the context, and the previous context is restored', () => {
  as(A, () => {
    const before = region.enter(B);
    look('1');
    job(() => look('2'));
    assert.is(region.leave(before, B), B);
    look('3');
    job(() => look('4'));
  });
  assert.is(all(), '1B 3A 2B 4A');
});

test('the context that is current already is not entered', () => {
  as(A, () => {
    const before = marks();
    assert.is(region.enter(A), A);
    assert.is(region.leave(A, A), A);
    assert.is(marks(), before);
    look();
  });
  assert.is(region.enter(EMPTY), EMPTY);
  assert.is(all(), 'A');
});

test('a leave says what was left', () => {
  const before = region.enter(A);
  region.reset();
  look('1');
  job(() => look('2'));
  assert.is(region.leave(before, A), EMPTY);
  assert.is(all(), '1- 2-');
});

test('a full stack as a context is left: what was entered is nobody’s any more', () => {
  as(A, () => {
    const before = region.enter(B);
    job(() => look('1'));
    setRoom(0);
    assert.throws(() => region.leave(before, B), RangeError);
    setRoom(Infinity);
    assert.is(now(), 'A');
    job(() => look('2'));
  });
  job(() => look('3'));
  assert.is(all(), '1- 2- 3-');
  as(B, () => {});
});

test('the context of now is touched', () => {
  as(A, () =>
    job(() => {
      assert.is(region.now(), A);
      job(look);
    }),
  );
  assert.is(all(), 'A');
  assert.is(region.now(), EMPTY);
});

test('a reset where no end can be seen lasts to the end of the region', () => {
  as(A, () => {
    job(() => (region.reset(), look('1')));
    job(() => look('2'));
  });
  job(() => look('3'));
  assert.is(all(), '1- 2- 3-');
});

test('where all code is transformed, a variable is set, and set back', () => {
  const outer = plain.begin!();
  assert.is(outer, EMPTY);
  const before = plain.enter(A);
  assert.equal([now(), plain.now() === A, marks()], ['A', true, 0]);
  const inner = plain.enter(B);
  assert.is(inner, A);
  assert.is(plain.leave(inner, B), B);
  assert.is(now(), 'A');
  assert.is(plain.leave(before, A), A);
  assert.is(plain.leave(outer, EMPTY), EMPTY);
  plain.enter(A);
  assert.is(plain.reset(), undefined);
  assert.is(now(), '-');
});

test('capturing a context for a reaction: nothing in the empty context, otherwise a segment', () => {
  assert.is(plain.capture!(), undefined);
  let call: any;
  as(A, () => (call = plain.capture!()));
  as(B, () =>
    assert.equal(
      call((...args: unknown[]) => [now(), ...args], [1, 2]),
      ['A', 1, 2],
    ),
  );
});

test('a context is entered for the rest of a segment, or of a function that puts back what was; elsewhere it is not', () => {
  assert.is(plainEnter(A), false);
  assert.is(now(), '-');
  as(A, () => {
    assert.is(plainEnter(B), true);
    look();
  });
  const before = plain.enter(A);
  assert.is(plainEnter(C), true);
  assert.is(now(), 'C');
  assert.is(plain.leave(before, A), C);
  assert.is(plainEnter(A), false);
  assert.is(all(), 'B');
});

test('the carrier: each run is a segment; a Promise and timers that a page has put in place since are tied', () => {
  const carrier = createTransformedCarrier();
  const { setTimeout: nativeSetTimeout, Promise: Native } = globalThis;
  const { then } = Native.prototype;
  carrier.start!();
  assert.is(Native.prototype.then, then, 'the engine’s promises are as they were');
  const mapping = new (Mapping as any)([], 0, {}) as Mapping;
  const kept: (() => void)[] = [];
  class Other {
    then(callback: () => void): void {
      kept.push(callback);
    }
  }
  globalThis.Promise = Other as never;
  globalThis.setTimeout = ((callback: () => void) => void kept.push(callback)) as never;
  const seen: unknown[] = [];
  const see = () => void seen.push(carrier.current());
  try {
    assert.is(
      carrier.run(
        mapping,
        (one: number) => {
          setTimeout(see);
          new Other().then(see);
          seen.push(one, carrier.current());
          return 'result';
        },
        [1],
      ),
      'result',
    );
    assert.is(carrier.current(), Mapping.EMPTY);
    for (const callback of kept) callback();
    assert.equal(
      seen.map(each => (each === mapping ? 'mapping' : each)),
      [1, 'mapping', 'mapping', 'mapping'],
    );
    const captured = carrier.run(mapping, () => carrier.capture(), []) as never;
    assert.equal(
      carrier.resume(captured, (one: unknown) => [carrier.current() === mapping, one], undefined, [1]),
      [true, 1],
    );
    assert.is(carrier.current(), Mapping.EMPTY);
    assert.is(carrier.name, 'browser, transformed');
    assert.is(carrier.enter!(captured), false);
    as(A, () => assert.is(carrier.enter!(captured), true));
    class Late extends Other {
      override then(callback: () => void): void {
        kept.push(callback);
      }
    }
    globalThis.Promise = Late as never;
    const own = Late.prototype.then;
    carrier.start!();
    assert.is.not(Late.prototype.then, own, 'another copy of the library starts it again');
    Object.defineProperty(globalThis, 'Promise', {
      get: () => {
        throw new Error('not for you');
      },
      configurable: true,
    });
    carrier.run(mapping, () => {}, []);
  } finally {
    Object.defineProperty(globalThis, 'Promise', { value: Native, writable: true, configurable: true });
    globalThis.setTimeout = nativeSetTimeout;
  }
  assert.is(swap(EMPTY), EMPTY);
  assert.is(currentContext(), EMPTY);
});

test.run();
