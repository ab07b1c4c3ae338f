// A call of the library's own exempts one read of a promise's constructor from the hook, and only while the call runs.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { addReactions, exempted, readerOf, type Reader } from '../../src/carriers/browser/microtasks.js';

const promise = Promise.resolve();
const other = Promise.resolve();
const nothing = () => {};

/** Calls a function in place of a native function that reads the constructor of a promise. */
const calling = (on: unknown, fn: () => unknown) => exempted(on, fn, undefined, []);

/** A promise that records who reads its constructor, at each read. */
function telling(seen: (Reader | undefined)[], aside: () => void = nothing): Promise<unknown> {
  const told: Promise<unknown> = new Promise(nothing);
  const get = () => {
    aside();
    seen.push(readerOf(told), readerOf(told));
    return undefined;
  };
  return Object.defineProperty(told, 'constructor', { get });
}

test('outside of a call, nothing is exempt', () => assert.is(readerOf(promise), undefined));

test('in a call, one read of that promise', () => {
  const seen = calling(promise, () => [readerOf(other), readerOf(promise), readerOf(promise)]);
  assert.equal(seen, [undefined, 'call', undefined]);
});

test('after a call that read nothing, or that threw, nothing is', () => {
  calling(promise, nothing);
  assert.is(readerOf(promise), undefined);
  assert.throws(
    () =>
      calling(promise, () => {
        throw new Error('mine');
      }),
    /mine/,
  );
  assert.is(readerOf(promise), undefined);
});

for (const reader of ['mark', 'plain', 'then'] as const) {
  test(`then reads once, as ${reader}`, () => {
    const seen: (Reader | undefined)[] = [];
    const told = telling(seen);
    addReactions(told, nothing, nothing, reader);
    assert.equal(seen, [reader, undefined]);
    assert.is(readerOf(told), undefined);
  });

  test(`calls within a call of ${reader} change nothing for it`, () => {
    const asides: Record<string, () => unknown> = {
      'a mark': () => addReactions(other, nothing, nothing, 'mark'),
      then: () => addReactions(other, nothing, nothing, 'then'),
      'a call': () => calling(other, () => readerOf(other)),
      'a call that reads nothing': () => calling(other, nothing),
      'a call that throws': () => {
        try {
          calling(other, () => {
            throw new Error('mine');
          });
        } catch {
          // This test's own error.
        }
      },
    };
    for (const [name, aside] of Object.entries(asides)) {
      const seen: (Reader | undefined)[] = [];
      addReactions(
        telling(seen, () => void aside()),
        nothing,
        nothing,
        reader,
      );
      assert.equal(seen, [reader, undefined], name);
      const inCall = calling(promise, () => (aside(), [readerOf(promise), readerOf(promise)]));
      assert.equal(inCall, ['call', undefined], name);
    }
  });
}

test('a value that is not a promise is a TypeError, and leaves nothing behind', () => {
  const object = {};
  assert.throws(
    () => addReactions(object, nothing, nothing, 'then'),
    (error: unknown) => error instanceof TypeError,
  );
  assert.is(readerOf(object), undefined);
});

test.run();
