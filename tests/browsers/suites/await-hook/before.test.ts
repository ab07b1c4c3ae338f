// Code that was suspended, registered or kept before the first Variable: right if loading the library installed it; otherwise a documented exception.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
// The row in suites.mjs determines what this is. For the classic script it is empty, since the row itself loads the script.
import 'way';

declare const WAY: 'polyfill' | 'script' | 'ponyfill';
type Variable = AsyncContext.Variable<string>;

const { setTimeout: nativeSetTimeout, Promise: NativePromise } = globalThis;
const task = (): Promise<void> => new NativePromise<void>(resolve => nativeSetTimeout(resolve, 0));

let variable: Variable | undefined;
const look = () => variable?.get();

/** Begins something before the first Variable. Returns a function that continues it; `note` records what it sees then. */
type Begin = (note: () => void) => (within: (fn: () => void) => void) => unknown;

/** A promise that the code waits for, and a function that settles it in the flow that continues the code. */
function gate(Constructor: PromiseConstructor = Promise) {
  let open!: () => void;
  const promise = new Constructor<void>(resolve => (open = resolve));
  return { promise, settle: (within: (fn: () => void) => void) => within(open) };
}
class Derived<T> extends Promise<T> {}

/** Code that belongs to no flow, since it began when there were no contexts. */
const begun: Record<string, Begin> = {
  'an await': note => {
    const { promise, settle } = gate();
    void (async () => {
      await promise;
      note();
    })();
    return settle;
  },
  'an await of a derived promise': note => {
    const { promise, settle } = gate(Derived);
    void (async () => {
      await promise;
      note();
    })();
    return settle;
  },
  'an await, and one of a value after it': note => {
    const { promise, settle } = gate();
    void (async () => {
      await promise;
      note();
      await 1;
      note();
    })();
    return settle;
  },
  'a then': note => {
    const { promise, settle } = gate();
    promise.then(note);
    return settle;
  },
  'a finally': note => {
    const { promise, settle } = gate();
    void promise.finally(note);
    return settle;
  },
  'an await of Promise.all': note => {
    const { promise, settle } = gate();
    void (async () => {
      await Promise.all([promise]);
      note();
    })();
    return settle;
  },
  'an async generator that awaits': note => {
    const { promise, settle } = gate();
    const generator = (async function* () {
      await promise;
      note();
      yield 1;
    })();
    void generator.next();
    return settle;
  },
  'a for await': note => {
    const { promise, settle } = gate();
    void (async () => {
      for await (const _ of [promise]) note();
    })();
    return settle;
  },
  'a MutationObserver': note => {
    const node = document.createElement('div');
    new MutationObserver(note).observe(node, { childList: true });
    return within => within(() => node.append('text'));
  },
  'a listener for slotchange': note => {
    const host = document.body.appendChild(document.createElement('div'));
    const slot = host.attachShadow({ mode: 'open' }).appendChild(document.createElement('slot'));
    slot.addEventListener('slotchange', note);
    return within => within(() => host.append('text'));
  },
};

/** Code that belongs to the flow A, which uses something from before. B settles its promise. */
const kept: Record<string, Begin> = {
  'a then that was kept': note => {
    const { then } = Promise.prototype;
    return within => {
      const { promise, settle } = gate();
      variable!.run('A', () => then.call(promise, note));
      settle(within);
    };
  },
  'a then that was bound': note => {
    const { promise, settle } = gate();
    const then = promise.then.bind(promise) as Promise<void>['then'];
    return within => {
      variable!.run('A', () => void then(note));
      settle(within);
    };
  },
  'a then of a derived promise that was kept': note => {
    const { then } = Promise.prototype;
    return within => {
      const { promise, settle } = gate(Derived);
      variable!.run('A', () => then.call(promise, note));
      settle(within);
    };
  },
};

const test = suite(`before the first Variable: ${WAY}`);
const all = Object.entries({ ...begun, ...kept }).map(([name, begin]) => {
  const seen: unknown[] = [];
  return { name, seen, goOn: begin(() => void seen.push(look())) };
});
// In a later task, so that no job of this is left in the queue.
await task();
const { Variable } = (globalThis as { AsyncContext?: { Variable: new () => Variable } }).AsyncContext ?? (await import('../../../../src/index.js'));
variable = new Variable() as Variable;

/** The ponyfill cannot know about code from before, which sees the context of whoever settles it. The README names this exception, and the remedy. */
const exception = WAY === 'ponyfill' ? 'B' : undefined;
/** Jobs come in between that do not touch a context, so they are in no region, and the code sees no context. */
const later = ['an await of a derived promise', 'an await of Promise.all', 'a for await'];
const explained: Record<string, string | undefined> = { 'a then of a derived promise that was kept': WAY === 'ponyfill' ? 'B' : 'A' };
for (const { name, seen, goOn } of all) {
  const expected = name in kept ? (name in explained ? explained[name] : 'A') : later.includes(name) ? undefined : exception;
  test(`${name}, B goes on with it: ${expected ?? 'nothing'} is seen${expected === 'B' ? ', an exception' : ''}`, async () => {
    goOn(fn => variable!.run('B', fn));
    await task();
    await task();
    assert.ok(seen.length > 0);
    assert.equal([...new Set(seen)], [expected]);
    assert.is(variable!.get(), undefined);
  });
  if (name in kept) continue;
  test(`${name}, nobody goes on with it`, async () => {
    const own: unknown[] = [];
    ({ ...begun })[name]!(() => void own.push(look()))(fn => fn());
    await task();
    await task();
    assert.ok(own.length > 0);
    assert.equal([...new Set(own)], [undefined]);
  });
}

test.run();
