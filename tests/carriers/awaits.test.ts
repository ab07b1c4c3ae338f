// Awaits that a hook sees, of stand-ins for promises: each has a list of reactions, which are enqueued when it is settled.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { enterAwait, enterAwaitInNone, markPromises, openReaction } from '../../src/carriers/browser/awaits.js';
import {
  connect,
  currentContext,
  currentRegion,
  EMPTY,
  enterForRest,
  onEmptyStack,
  swap,
  extendRegion,
  watchContinuations,
} from '../../src/carriers/browser/segments.js';
import { A, all, as, B, C, clear, enqueue, expectNothing, job, look, needRoom, setRoom, turn } from './queue.js';

/** A stand-in for a promise. Once it is settled, `reactions` is undefined. */
class Fake {
  reactions: (() => void)[] | undefined = [];
  /** The number of marks that were added to it. */
  marks = 0;
  isSilent = true;
  /** Whether no more marks can be added. */
  isFrozen = false;

  add(reaction: () => void): void {
    if (this.reactions) this.reactions.push(reaction);
    else job(reaction);
  }

  settle(): this {
    for (const reaction of this.reactions ?? []) job(reaction);
    this.reactions = undefined;
    return this;
  }
}
const settled = () => new Fake().settle();

const subscribe = (promise: unknown, mark: () => void): void => {
  needRoom();
  if (!(promise instanceof Fake)) throw new TypeError('no promise');
  promise.marks++;
  promise.add(mark);
};
const again = (promise: unknown, mark: () => void): void => {
  if ((promise as Fake).isFrozen) throw new TypeError('frozen');
  subscribe(promise, mark);
};
const connectAll = (): void => markPromises(enqueue, subscribe, again, promise => (promise as Fake).isSilent);
connectAll();

/** Awaits a promise as the engine does: reads the constructor, and adds the continuation. */
function wait(promise: Fake, next: () => void): void {
  if (currentContext() === EMPTY) enterAwaitInNone(promise);
  else enterAwait(promise);
  promise.add(next);
}

test.before.each(clear);
test.after.each(expectNothing);

test('a continuation runs in its own context, whoever settles the promise, and nothing else does', () => {
  for (const isSettled of [true, false]) {
    const promise = isSettled ? settled() : new Fake();
    for (const [context, name] of [
      [A, 'a'],
      [EMPTY, 'none'],
      [B, 'b'],
    ] as const)
      as(context, () => wait(promise, () => look(name)));
    promise.add(() => look('behind'));
    as(C, () => promise.settle());
    assert.is(all(), isSettled ? 'aA none- bB behind-' : 'aA none- bB behind-');
  }
});

test('jobs that a continuation without a context enqueues, and jobs behind it, have no context, though another flow settles', () => {
  const promise = new Fake();
  wait(promise, () => (look('1'), job(() => look('2'))));
  promise.add(() => look('3'));
  as(A, () => (promise.settle(), job(() => look('4'))));
  job(() => look('5'));
  assert.is(all(), '1- 3- 4- 5- 2-');
});

test('several awaits in no context side by side have one mark; after another context, each its own', () => {
  const promise = new Fake();
  wait(promise, () => look('1'));
  wait(promise, () => look('2'));
  assert.is(promise.marks, 1);
  as(A, () => wait(promise, () => look('3')));
  wait(promise, () => look('4'));
  assert.is(promise.marks, 4);
  const another = new Fake();
  wait(another, () => look('5'));
  wait(promise, () => look('6'));
  assert.equal([promise.marks, another.marks], [5, 1]);
  as(B, () => (promise.settle(), another.settle()));
  assert.is(all(), '1- 2- 3A 4- 6- 5-');
});

test('an await in no context has a mark of its own after each change of context, and in each job that is seen to begin', () => {
  const promise = new Fake();
  const changes: Record<string, () => unknown> = {
    swap: () => swap(swap(A)),
    segment: () => as(A, () => {}),
    job: onEmptyStack,
  };
  for (const [name, change] of Object.entries(changes)) {
    promise.marks = 0;
    for (let times = 0; times < 2; times++) {
      enterAwaitInNone(promise);
      enterAwaitInNone(promise);
      change();
    }
    assert.is(promise.marks, 2, name);
  }
  turn();
});

test('awaits of one promise in one segment share their marks, and their region; other promises and contexts have their own', () => {
  const [one, other] = [new Fake(), new Fake()];
  as(A, () => {
    for (let times = 0; times < 3; times++) wait(one, () => look(`${times}`));
    wait(other, () => look('other '));
    wait(one, () => look('again '));
    assert.equal([one.marks, other.marks], [1, 1]);
    as(B, () => wait(one, () => look('b ')));
  });
  // Two marks for each await: one before the continuation, and one behind it.
  assert.equal([one.marks, other.marks], [4, 2]);
  one.settle();
  other.settle();
  assert.is(all(), '0A 1A 2A again A b B other A');
});

test('of four promises the awaits are remembered, however often they are repeated; of a fifth that came before, they are not', () => {
  const promises = Array.from({ length: 4 }, () => new Fake());
  as(A, () => {
    for (let times = 0; times < 5; times++) for (const promise of promises) wait(promise, () => {});
  });
  assert.equal(
    promises.map(({ marks }) => marks),
    [2, 2, 2, 2],
  );
  for (const promise of promises) promise.settle();
  turn();
});

test('a swapped context does not share the marks of the one before', () => {
  const promise = new Fake();
  as(A, () => {
    wait(promise, () => look('1'));
    const before = swap(B);
    wait(promise, () => look('2'));
    swap(before);
    wait(promise, () => look('3'));
  });
  assert.is(promise.marks, 6);
  promise.settle();
  assert.is(all(), '1A 2B 3A');
});

test('another context can be entered in a continuation that was alone in its region', () => {
  const promise = new Fake();
  let could: boolean | undefined;
  as(A, () => wait(promise, () => ((could = enterForRest(B)), look('1'), job(() => look('2')))));
  turn();
  promise.settle();
  promise.add(() => look('3'));
  assert.is(all(), '1B 3- 2B');
  assert.is(could, true);
});

test('it cannot be entered if the region has another continuation, or if the promise was settled before the closing mark was added', () => {
  const promise = new Fake();
  const could: boolean[] = [];
  as(A, () => {
    for (let times = 0; times < 2; times++) wait(promise, () => (could.push(enterForRest(B)), look()));
  });
  turn();
  promise.settle();
  assert.is(all(), 'A A');
  const early = settled();
  as(A, () => wait(early, () => (could.push(enterForRest(B)), look())));
  assert.is(all(), 'A');
  assert.equal(could, [false, false, false]);
});

test('jobs that a continuation enqueues without a hook are in its context', () => {
  const promise = new Fake();
  as(A, () => wait(promise, () => job(() => look('1'))));
  promise.settle();
  job(() => look('2'));
  assert.is(all(), '2- 1A');
});

test('an await within a continuation, and one in a reaction', () => {
  const [one, other] = [new Fake(), new Fake()];
  as(A, () => wait(one, () => (look('1'), wait(other, () => look('2')))));
  as(B, () => one.settle());
  other.add(() => look('3'));
  turn();
  as(C, () => other.settle());
  // A reaction that no hook saw runs in the context of whoever settles the promise.
  assert.is(all(), '1A 3C 2A');
});

test('a mark behind that cannot be added: no region is opened, and what goes on is in no context', () => {
  const promise = new Fake();
  as(A, () => {
    wait(promise, () => (look('1'), job(() => look('2'))));
    promise.isFrozen = true;
  });
  promise.settle();
  promise.add(() => look('3'));
  assert.is(all(), '1- 3- 2-');
});

test('the same where the stack is full as the segment ends', () => {
  const promise = new Fake();
  as(A, () => {
    wait(promise, () => look('1'));
    setRoom(0);
  });
  setRoom(Infinity);
  promise.settle();
  assert.is(all(), '1-');
  const another = new Fake();
  as(A, () => wait(another, () => look('2')));
  another.settle();
  assert.is(all(), '2A');
});

test('a stack that is full before any mark behind is added: later code adds none, since its jobs would be in the region', () => {
  /** A segment of A that awaits a promise, and whose end fails. */
  const fail = (promise: Fake): void => {
    connect(enqueue, () => {
      throw new RangeError('Maximum call stack size exceeded');
    });
    as(A, () => wait(promise, () => look('1')));
    connectAll();
    job(() => look('2'));
  };
  const promise = settled();
  fail(promise);
  as(B, () => wait(promise, () => look('3')));
  job(() => look('4'));
  assert.is(all(), '1- 2- 3B 4-');
  as(B, () => {
    fail(promise);
    // It shares the mark of the await that failed.
    wait(promise, () => look('3'));
    wait(settled(), () => look('4'));
  });
  assert.is(all(), '1- 2- 3- 4B');
});

test('a full stack as the mark before is added: the await throws, and nothing is left behind', () => {
  const promise = new Fake();
  as(A, () => {
    setRoom(0);
    assert.throws(() => wait(promise, () => {}), RangeError);
    setRoom(Infinity);
    wait(promise, () => look());
  });
  assert.is(promise.marks, 2);
  setRoom(0);
  assert.throws(() => wait(promise, () => {}), RangeError);
  setRoom(Infinity);
  wait(promise, () => look());
  promise.settle();
  assert.is(all(), 'A -');
});

test('a value that is not a promise throws, in a context and in none', () => {
  assert.throws(() => enterAwaitInNone({}), TypeError);
  as(A, () => assert.throws(() => enterAwait({}), TypeError));
});

test('a segment that begins in a getter of the page’s adds no mark where the continuation is still to come', () => {
  for (const isSilent of [true, false]) {
    const promise = Object.assign(new Fake(), { isSilent });
    as(A, () => {
      enterAwait(promise);
      as(B, () => look('getter '));
      // The engine adds the continuation after the getter has returned.
      promise.add(() => look('next '));
    });
    assert.is(promise.marks, isSilent ? 2 : 1);
    promise.settle();
    // The closing mark was added before the continuation, so the continuation has lost its context.
    assert.is(all(), 'getter B next -');
  }
});

test('a segment that was stopped after an await: the mark behind is there before anything else runs', () => {
  const promise = new Fake();
  as(A, () => {
    wait(promise, () => look('1'));
    onEmptyStack();
  });
  promise.add(() => look('2'));
  as(B, () => promise.settle());
  assert.is(all(), '1A 2B');
});

test('the region of a reaction is that of its context, and the next mark ends it', () => {
  for (const isContinuation of [true, false]) {
    job(() => {
      openReaction(A, isContinuation);
      look('1');
      job(() => job(() => look('2')));
      extendRegion();
    });
    job(onEmptyStack);
    job(() => look('3'));
    assert.is(all(), isContinuation ? '1A 3- 2A' : '1A 3- 2-');
    assert.is(currentRegion(), undefined);
  }
});

test('continuations are told of, where there is somebody to tell', () => {
  let count = 0;
  watchContinuations(() => void count++);
  const promise = new Fake();
  as(A, () => wait(promise, () => {}));
  wait(promise, () => {});
  promise.settle();
  turn();
  watchContinuations(undefined);
  assert.is(count, 1);
});

test.run();
