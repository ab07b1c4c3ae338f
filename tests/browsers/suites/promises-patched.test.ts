// Libraries that patch `then` themselves, before the first Variable or after it, still work, and contexts stay right.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
// Imported before any patch, since a patch before that would be taken for the engine's own function.
import { AsyncContext } from '../../../src/index.js';

/** When the libraries patch: `before` or `after` the first Variable. */
declare const PATCHED: string;
type Then = (this: Promise<unknown>, ok?: any, bad?: any) => Promise<unknown>;

const { prototype } = Promise;
const { setTimeout: nativeSetTimeout } = globalThis;
let seen = 0;

const counting = (callback: any) =>
  typeof callback === 'function'
    ? (value: unknown) => {
        seen++;
        return callback(value);
      }
    : callback;
const wrapping = (original: Then): Then =>
  function then(ok, bad) {
    return original.call(this, counting(ok), counting(bad));
  };

/** The ways in which libraries patch. Each returns a function that restores the original. */
const patchers: Record<string, () => () => void> = {
  'by assignment': () => {
    const original = prototype.then as Then;
    const patched = wrapping(original);
    prototype.then = patched as never;
    assert.is(prototype.then, patched);
    return () => {
      prototype.then = original as never;
      assert.is(prototype.then, original);
    };
  },
  'by definition': () => {
    const before = Object.getOwnPropertyDescriptor(prototype, 'then')!;
    const value = wrapping(prototype.then as Then);
    Object.defineProperty(prototype, 'then', { value, writable: true, enumerable: false, configurable: true });
    return () => void Object.defineProperty(prototype, 'then', before);
  },
  'with a promise of its own between': () => {
    const original = prototype.then as Then;
    prototype.then = function then(this: Promise<unknown>, ok: any, bad: any) {
      const between = new Promise((resolve, reject) => void original.call(this, resolve, reject));
      return original.call(between, counting(ok), counting(bad));
    } as never;
    return () => void (prototype.then = original as never);
  },
  'that looks at the promise': () => {
    const original = prototype.then as Then;
    prototype.then = function then(this: Promise<unknown>, ok: any, bad: any) {
      if (!(this instanceof Promise) || typeof this.constructor !== 'function') throw new TypeError('expected a promise');
      return original.call(this, counting(ok), counting(bad));
    } as never;
    return () => void (prototype.then = original as never);
  },
};

/** Applies all patches, one on top of another. */
function patchAll(): () => void {
  const undo = Object.values(patchers).map(patch => patch());
  return () => undo.reverse().forEach(step => step());
}

let variable: any;
function makeVariable(): void {
  variable = new AsyncContext.Variable();
}

const sleep = (ms: number) => new Promise<void>(resolve => nativeSetTimeout(resolve, ms));
const rejection = () => Promise.reject(new Error('expected'));

/** Whether a flow may lose its context. */
let mayLose = false;

/** One flow through everything. It has to have the same context all along. */
async function flow(name: string | undefined): Promise<void> {
  const check = (where: string) => {
    const seen = variable.get();
    if (!(mayLose && seen === undefined)) assert.is(seen, name, where);
  };
  check('start');
  await Promise.resolve();
  check('await');
  await sleep(3);
  check('await of what is pending');
  await Promise.resolve().then(() => check('then'));
  check('await of then');
  await rejection().catch(() => check('catch'));
  check('await of catch');
  await Promise.resolve().finally(() => check('finally'));
  try {
    await rejection();
  } catch {
    check('caught');
  }
  await Promise.all([sleep(1).then(() => check('then in all')), 1]);
  check('await of all');
  for await (const _ of [Promise.resolve(), sleep(1)]) check('for await');
  await (async () => sleep(1))();
  check('await of an async function');
  await sleep(1)
    .then(() => sleep(1))
    .then(() => check('after a returned promise'));
  const { then } = Promise.resolve(1);
  await (then as Then).call(sleep(1), () => check('then read before'));
  await prototype.then.call(sleep(1), () => check('then of the prototype'));
  check('await of then of the prototype');
  await 1;
  check('await of a value');
}

async function flows(): Promise<void> {
  const names = ['a', 'b', undefined, 'c', 'd'];
  await Promise.all(names.map(name => (name === undefined ? flow(name) : variable.run(name, flow, name))));
  assert.is(variable.get(), undefined);
}

/** Checks that the library's own patch still takes part when the page uses promises. */
async function assertSeen(): Promise<void> {
  for (const run of [(fn: () => unknown) => fn(), (fn: () => unknown) => variable.run(1, fn)]) {
    const before = seen;
    assert.is(await run(() => Promise.resolve(1).then((value: number) => value + 1)), 2);
    assert.is(await run(() => rejection().catch(() => 3)), 3);
    assert.is(await run(() => rejection().then(undefined, () => 4)), 4);
    assert.is(await run(() => Promise.resolve(5).finally(() => {})), 5);
    assert.ok(seen >= before + 4, `${seen - before}`);
  }
}

const test = suite(`promises: patched ${PATCHED} the first Variable`);

if (PATCHED === 'before') {
  test('all patches, one on top of another', async () => {
    patchAll();
    makeVariable();
    await assertSeen();
    await flows();
  });
  test('and once more after it', async () => {
    const undo = patchAll();
    await assertSeen();
    await flows();
    undo();
    await assertSeen();
    await flows();
  });
} else {
  test.before(makeVariable);
  test('flows without a patch', flows);
  for (const [name, patch] of Object.entries({ ...patchers, 'in all ways': patchAll })) {
    test(`patched ${name}`, async () => {
      const undo = patch();
      try {
        await assertSeen();
        await flows();
      } finally {
        undo();
      }
    });
    test(`patched ${name}, in a context`, async () => {
      const undo = variable.run('patcher', patch);
      try {
        await variable.run('user', assertSeen);
        await flows();
      } finally {
        undo();
      }
    });
    test(`put back after it was patched ${name}`, async () => {
      const before = seen;
      await flows();
      assert.is(seen, before);
    });
  }
}

if (PATCHED === 'after') {
  const { Promise: Native } = globalThis;
  for (const [name, value] of Object.entries({ 'with itself': Native, 'with something else': class Another {} })) {
    test(`constructor assigned, ${name}`, async () => {
      prototype.constructor = value;
      try {
        assert.is(prototype.constructor, value);
        assert.is(Promise.resolve().constructor, value);
        await flows();
        let settle!: () => void;
        const promise = new Promise<void>(resolve => (settle = resolve));
        const flow = variable.run('mine', async () => {
          await promise;
          return variable.get();
        });
        variable.run('another', settle);
        assert.is(await flow, 'mine');
      } finally {
        prototype.constructor = Native;
      }
      await flows();
    });
  }
  test('a subclass in place of Promise, and `then` patched by assignment after that', async () => {
    globalThis.Promise = class PagePromise<T> extends Native<T> {} as PromiseConstructor;
    // An await of a derived promise calls `then`, a data property, which extends no region after an await that no hook has seen.
    mayLose = true;
    try {
      variable.run('any', () => {});
      const undo = patchers['by assignment']!();
      try {
        await assertSeen();
        await flows();
      } finally {
        undo();
      }
    } finally {
      mayLose = false;
      globalThis.Promise = Native;
    }
    await flows();
  });
}

// The reaction of `promise` runs in an extended region of the same context. The region after that is not extended.
if (PATCHED === 'after') {
  test('two awaits in a row after a promise that a reaction has resolved', async () => {
    let found: unknown;
    await variable.run('a', async () => {
      let resolve!: (value: unknown) => void;
      const promise = new Promise(done => (resolve = done));
      const waiting = (async () => {
        await promise;
        await 1;
        found = variable.get();
      })();
      await 1;
      sleep(1).then(resolve);
      await waiting;
    });
    assert.is(found, 'a');
  });
}

test.run();
