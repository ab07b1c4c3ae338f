// Segments, regions and their marks, with a microtask queue that this test turns by hand: the context of each job, and the contents of the queue.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as segments from '../../src/carriers/browser/segments.js';
import { Mapping } from '../../src/mapping/mapping.js';
import { A, all, as, B, C, clear, enqueue, expectNothing, forget, job, look, marks, nextJob, now, setRoom, turn } from './queue.js';

const {
  begin,
  connect,
  createContext,
  createRun,
  currentContext,
  currentRegion,
  EMPTY,
  end,
  enter,
  enterEmpty,
  enterForRest,
  isCovered,
  leave,
  lookAround,
  onEmptyStack,
  openContinuation,
  segment,
  setAwaited,
  setGone,
  suspend,
  swap,
  extendRegion,
} = segments;
type Context = segments.Context;

test.before.each(clear);
test.after.each(expectNothing);

test('a segment has its context, and so have the jobs it enqueues; after it, and after them, nothing is current', () => {
  job(() => look('before '));
  as(A, () => {
    look();
    job(look);
    job(look);
  });
  look('after ');
  job(() => look('behind '));
  assert.is(all(), 'A after - before - A A behind -');
});

test('a segment gets its this and its arguments, and gives its result or its error', () => {
  const result = segment(
    A,
    function (this: unknown, ...args: unknown[]) {
      return [this, ...args];
    },
    'this',
    [1, 2],
  );
  assert.equal(result, ['this', 1, 2]);
  assert.throws(
    () =>
      as(A, () => {
        job(look);
        throw new Error('mine');
      }),
    /mine/,
  );
  assert.is(all(), 'A');
});

test('segments within segments: each is around its own jobs', () => {
  as(A, () => {
    job(() => look('1'));
    as(B, () => {
      job(() => look('2'));
      as(EMPTY, () => job(() => look('3')));
      job(() => look('4'));
    });
    look('5');
    job(() => look('6'));
  });
  assert.is(all(), '5A 1A 2B 3- 4B 6A');
});

test('a job that another job enqueues is in no context, unless that job has touched one', () => {
  as(A, () => {
    job(() => job(() => look('untouched ')));
    job(() => look('next '));
  });
  assert.is(all(), 'next A untouched -');
  as(A, () => {
    job(() => (extendRegion(), job(() => look('touched '))));
  });
  assert.is(all(), 'touched A');
});

test('a region that extends another is one region: it is extended by another touch, and no job of another context is in it', () => {
  const flow = (context: Context, steps: number): void => {
    if (steps > 0) job(() => (look(), extendRegion(), flow(context, steps - 1)));
  };
  for (const context of [A, B, EMPTY]) as(context, () => flow(context, 3));
  assert.is(all(), 'A B - A B - A B -');
});

test('a touch counts once, and where nothing is current it counts for nothing', () => {
  extendRegion();
  assert.is(marks(), 0);
  as(A, () => (extendRegion(), extendRegion(), job(() => (extendRegion(), extendRegion()))));
  assert.is(marks(), 2);
  nextJob();
  nextJob();
  assert.is(marks(), 2, 'the close, and the next open');
  nextJob();
  assert.is(marks(), 2, 'the next open and close');
  as(EMPTY, extendRegion);
});

test('the mapping of the current context, which is a touch', () => {
  const mapping = new (Mapping as any)([], 0, {}) as Mapping;
  const context = createContext(mapping);
  let found: unknown;
  as(context, () => {
    assert.is(segments.readMapping(), mapping);
    job(() => {
      segments.readMapping();
      job(() => (found = segments.readMapping()));
    });
  });
  turn();
  assert.is(found, mapping);
  assert.is(segments.readMapping(), Mapping.EMPTY);
});

test('a region within one that is extended is extended, too', () => {
  as(A, () => {
    job(() => {
      extendRegion();
      as(B, () => job(() => job(() => look('untouched in B '))));
    });
  });
  assert.is(all(), 'untouched in B -');
  as(A, () => {
    as(B, () => job(() => (extendRegion(), job(() => look('B ')))));
    job(() => (extendRegion(), job(() => look('A '))));
  });
  assert.is(all(), 'B B A A');
});

test('code that is covered anyway needs no marks', () => {
  assert.equal([isCovered(EMPTY), isCovered(A)], [true, false]);
  as(EMPTY, () => {});
  assert.is(marks(), 0);
  as(A, () => {
    const before = marks();
    assert.equal([isCovered(A), isCovered(B), isCovered(EMPTY)], [true, false, false]);
    as(A, () => job(look));
    assert.is(marks(), before);
    as(EMPTY, () => job(look));
    assert.is(marks(), before + 2);
    as(A, () => job(look), true);
    assert.is(marks(), before + 4, 'what may be a continuation is between marks of its own');
  });
  assert.is(all(), 'A - A');
  as(A, () =>
    job(() => {
      assert.equal([isCovered(A), isCovered(EMPTY)], [false, true], 'what a region enqueues that is not extended is in none');
      extendRegion();
      assert.equal([isCovered(A), isCovered(EMPTY)], [true, false]);
    }),
  );
});

test('a segment that may be a continuation is extended by itself; one in no context needs none', () => {
  as(A, () => job(() => job(look)), true);
  assert.is(all(), 'A');
  as(EMPTY, () => job(look), true);
  assert.is(marks(), 0);
  assert.is(all(), '-');
  assert.is(openContinuation(B), openContinuation(B), 'made once');
});

test('a run makes a context of its own, after its check, and is a segment', () => {
  const order: string[] = [];
  const run = createRun(() => void order.push('check'));
  const mapping = new (Mapping as any)([], 0, {}) as Mapping;
  const contexts = new Set<Context>();
  const fn = (...args: unknown[]) => {
    order.push('fn');
    contexts.add(currentContext());
    assert.is(currentContext().mapping, mapping);
    job(() => contexts.add(currentContext()));
    return args;
  };
  assert.equal(run(mapping, fn, [1, 2]), [1, 2]);
  turn();
  assert.is(contexts.size, 1);
  run(mapping, fn, []);
  assert.is(contexts.size, 2);
  assert.equal(order, ['check', 'fn', 'check', 'fn']);
  assert.throws(
    () =>
      run(mapping, () => {
        throw new Error('mine');
      }, []),
    /mine/,
  );
  assert.is(now(), '-');
});

test('a swapped context is current until it is swapped back; jobs stay those of the segment', () => {
  as(A, () => {
    const before = swap(B);
    assert.equal([before, now()], [A, 'B']);
    job(look);
    assert.is(swap(before), B);
    look();
  });
  assert.is(all(), 'A A');
});

test('a context entered for the rest of a segment: from there on, jobs too; after it, what was around', () => {
  as(A, () => {
    job(() => look('1'));
    assert.is(enterForRest(B), true);
    look('2');
    job(() => look('3'));
    as(C, () => job(() => look('4')));
    look('5');
    job(() => look('6'));
    assert.is(enterForRest(C), true);
    job(() => look('7'));
  });
  look('8');
  job(() => look('9'));
  assert.is(all(), '2B 5B 8- 1A 3B 4C 6B 7C 9-');
});

test('a context entered again and again leaves no more behind than marks for each', () => {
  as(A, () => {
    for (let times = 0; times < 3; times++) enterForRest(B);
    job(look);
  });
  job(() => look('behind '));
  assert.is(all(), 'B behind -');
});

test('no context is entered where nothing says when the code ends: outside of segments, and in jobs that no hook saw', () => {
  assert.is(enterForRest(A), false);
  assert.is(now(), '-');
  as(A, () =>
    job(() => {
      assert.is(enterForRest(B), false);
      look();
    }),
  );
  assert.is(all(), 'A');
});

test('in a reaction or a continuation that was seen, one can be entered', () => {
  for (const runs of ['reaction', 'continuation'] as const) {
    const region = enter(A, true, runs);
    look('1');
    job(() => look('2'));
    assert.is(enterForRest(B), true);
    look('3');
    job(() => look('4'));
    leave(region);
    look('5');
    assert.is(all(), '1A 3B 5- 2A 4B', runs);
  }
});

test('the empty context up to the end of a region: also in the one that extends it', () => {
  as(A, () => {
    job(() => (look('1'), extendRegion(), enterEmpty(), look('2'), job(() => look('3'))));
    job(() => look('4'));
  });
  job(() => look('5'));
  assert.is(all(), '1A 2- 4- 5- 3-');
  enterEmpty();
  assert.is(marks(), 0);
  const region = enter(A, false, 'jobs');
  enterEmpty();
  enterEmpty();
  assert.is(marks(), 0);
  leave(region);
  const extended = enter(A, true, 'jobs');
  const before = marks();
  enterEmpty();
  enterEmpty();
  assert.is(marks(), before + 1);
  leave(extended);
});

test('regions are left with those in them; one that was left already is left in peace', () => {
  const outer = enter(A, false, 'jobs');
  const middle = enter(B, true, 'jobs');
  enter(C, false, 'jobs');
  assert.is(now(), 'C');
  leave(outer);
  assert.is(now(), '-');
  leave(middle);
  leave(outer);
  assert.is(now(), '-');
  const one = enter(A, false, 'jobs');
  const two = enter(B, false, 'jobs');
  leave(two);
  assert.is(now(), 'A');
  leave(two);
  assert.is(now(), 'A');
  leave(one);
});

test('a reaction is over where the stack is empty again, and nothing else is', () => {
  const outer = enter(B, false, 'jobs');
  enter(A, false, 'reaction');
  onEmptyStack();
  assert.is(now(), 'B');
  onEmptyStack();
  assert.is(now(), 'B');
  leave(outer);
});

test('a segment that ended without returning: where the stack is empty, nothing is current, and its marks are void', () => {
  job(() => look('before '));
  begin(A, false);
  job(() => look('in it '));
  assert.is(now(), 'A');
  // As if the script was terminated.
  onEmptyStack();
  assert.is(now(), '-');
  job(() => look('behind '));
  as(B, () => job(look));
  assert.is(all(), 'before - in it - behind - B');
});

test('the same where a mark finds it out, in a rest, and within another segment that was stopped with it', () => {
  as(C, () => job(() => look('C ')));
  begin(A, false);
  begin(B, false);
  enterForRest(C);
  job(() => look('stopped '));
  assert.is(now(), 'C');
  turn();
  assert.is(now(), '-');
  forget();
  as(A, () => job(look));
  assert.is(all(), 'A');
});

test('a full stack as a segment begins: nothing has changed', () => {
  setRoom(0);
  assert.throws(() => as(A, look), RangeError);
  assert.is(now(), '-');
  setRoom(Infinity);
  as(B, () => job(look));
  assert.is(all(), 'B');
});

test('a full stack as a segment ends: what was around is current, and its close comes with the next mark', () => {
  as(B, () => {
    as(A, () => {
      job(() => look('1'));
      setRoom(0);
    });
    assert.is(now(), 'B');
    job(() => look('2'));
    setRoom(Infinity);
    as(C, () => job(() => look('3')));
    job(() => look('4'));
  });
  job(() => look('5'));
  const text = all();
  // Code of another context was enqueued before the first segment's close, so the region is that of no context.
  assert.is(text, '1- 2- 3C 4B 5-');
  as(A, () => job(look));
  assert.is(all(), 'A', 'the next time all is well');
});

test('a full stack as a run ends', () => {
  const run = createRun(() => {});
  const mapping = new (Mapping as any)([], 0, {}) as Mapping;
  let found: unknown;
  as(B, () => {
    run(mapping, () => {
      job(() => (found = currentContext()));
      setRoom(0);
    }, []);
    assert.is(now(), 'B');
    job(() => look('2'));
    setRoom(Infinity);
  });
  job(() => look('3'));
  assert.is(all(), '2- 3-');
  assert.is(found, EMPTY);
});

test('closes that are owed are enqueued by a mark that arrives, or by whatever is called with an empty stack', () => {
  as(A, () => {
    job(look);
    setRoom(0);
  });
  job(() => look('behind '));
  setRoom(Infinity);
  const before = marks();
  onEmptyStack();
  assert.is(marks(), before + 1);
  job(() => look('in the end '));
  assert.is(all(), '- behind - in the end -');
});

test('a stack that is full before the end of the outermost segment has begun: the next mark enqueues the close', () => {
  let isFull = true;
  connect(enqueue, () => {
    if (isFull) throw new RangeError('Maximum call stack size exceeded');
  });
  as(A, () => {
    job(() => look('1'));
    setAwaited(true);
  });
  isFull = false;
  setAwaited(false);
  assert.is(marks(), 1, 'the open alone');
  job(() => look('2'));
  as(B, () => job(() => look('3')));
  job(() => look('4'));
  assert.is(all(), '1- 2- 3B 4-');
  connect(enqueue, () => {});
});

test('while the engine calls other code in the middle of a segment, that code is in no context and no segment', () => {
  as(A, () => {
    job(() => look('1'));
    assert.is(
      suspend(
        (one: number) => {
          look('2');
          assert.is(currentRegion(), undefined);
          assert.is(segments.unclosed, 0);
          turn();
          as(B, () => (look('3'), job(() => look('4'))));
          turn();
          assert.is(enterForRest(C), false);
          return one;
        },
        undefined,
        [5],
      ),
      5,
    );
    look('5');
    job(() => look('6'));
  });
  job(() => look('7'));
  // The segment's opening mark has run meanwhile, in no context. What is enqueued after that loses its context, and finds no other flow's.
  assert.is(all(), '2- 1- 3B 4- 5A 6- 7-');
});

test('the same where it throws, or calls such code itself', () => {
  as(A, () => {
    assert.throws(
      () =>
        suspend(
          () =>
            suspend(
              () => {
                throw new Error('mine');
              },
              undefined,
              [],
            ),
          undefined,
          [],
        ),
      /mine/,
    );
    look();
    job(look);
  });
  as(B, () => job(look));
  assert.is(all(), 'A A B');
});

test('a realm that goes away: what is current is forgotten, and again after each segment, until it comes back', () => {
  as(A, () => {
    job(() => look('1'));
    setGone(true);
    look('2');
  });
  look('3');
  as(B, () => {
    look('4');
    as(C, () => look('5'));
    look('6');
  });
  setGone(false);
  assert.is(now(), '-');
  as(B, () => {
    as(C, () => look('7'));
    look('8');
    job(() => look('9'));
  });
  assert.is(all(), '2- 3- 4B 5C 6- 7C 8B 1- 9B');
});

test('continuations are told of: those that were seen, and code that touches a context after another', () => {
  let count = 0;
  segments.watchContinuations(() => void count++);
  try {
    as(A, () => job(() => {}));
    turn();
    assert.is(count, 0);
    as(A, () => job(extendRegion));
    turn();
    assert.is(count, 1);
    as(A, () => job(() => {}), true);
    turn();
    assert.is(count, 2);
    as(EMPTY, () => job(extendRegion));
    turn();
    assert.is(count, 2);
  } finally {
    segments.watchContinuations(undefined);
  }
});

test('a segment by hand: what is around it is put back', () => {
  const around = lookAround(A);
  begin(A, isCovered(A));
  const inner = lookAround(B);
  begin(B, isCovered(B));
  job(look);
  end(inner);
  assert.is(now(), 'A');
  job(look);
  end(around);
  job(look);
  assert.is(all(), 'B A -');
});

test('marks are counted as they are enqueued and as they run', () => {
  const { enqueued, ran } = segments;
  as(A, () => {});
  assert.is(segments.enqueued, enqueued + 2);
  turn();
  assert.is(segments.ran, ran + 2);
});

test.run();
