// Contexts along the flow of a program: await, reactions, timers, microtasks, events.
import * as assert from 'uvu/assert';
import type { Variable as VariableObject } from '../../src/index.js';
import { section, sleep, type Subject } from './section.js';

export function flows(subject: Subject): void {
  const { Variable, Snapshot } = subject.AsyncContext;
  const variable = new Variable({ defaultValue: 'default' });
  const get = () => variable.get();

  /** A promise with its resolving functions, for another flow to call. */
  const deferred = <T>() => {
    let resolve!: (value: T) => void;
    let reject!: (reason: unknown) => void;
    const promise = new Promise<T>((yes, no) => {
      resolve = yes;
      reject = no;
    });
    return { promise, resolve, reject };
  };

  section(subject, 'await', test => {
    const awaited: [what: string, value: () => unknown][] = [
      ['a primitive', () => 1],
      ['a settled promise', () => Promise.resolve()],
      ['a pending promise', () => sleep(1)],
      ['an async function', async () => {}],
      ['an async function that waits', async () => sleep(1)],
      ['a thenable', () => ({ then: (resolve: (value: unknown) => void) => resolve(1) })],
      ['a thenable that waits', () => ({ then: (resolve: (value: unknown) => void) => void setTimeout(resolve, 1, 1) })],
      ['a promise of a subclass', () => class extends Promise<number> {}.resolve(1)],
      ['Promise.all', () => Promise.all([1, sleep(1), Promise.resolve()])],
      ['Promise.race', () => Promise.race([sleep(1), sleep(20)])],
      ['Promise.allSettled', () => Promise.allSettled([Promise.reject(new Error()), 1])],
      ['Promise.any', () => Promise.any([Promise.reject(new Error()), sleep(1)])],
      [
        'then, catch and finally',
        () =>
          Promise.reject(new Error())
            .then(() => 1)
            .catch(() => 2)
            .finally(() => 3),
      ],
    ];
    for (const [what, value] of awaited) {
      test(`${what}: the context is the same after it`, async () => {
        const after = variable.run('mine', async () => {
          await value();
          const once = variable.get();
          await value();
          return [once, variable.get()];
        });
        assert.is(variable.get(), 'default');
        assert.equal(await after, ['mine', 'mine']);
        assert.is(variable.get(), 'default');
      });
      test(`${what}: a flow without a context has none after it`, async () => {
        const free = (async () => {
          await value();
          return variable.get();
        })();
        variable.run('not mine', () => void value());
        assert.is(await free, 'default');
      });
    }
    test('a rejection: the context is the same in catch, finally and after', async () => {
      const seen = await variable.run('mine', async () => {
        const log: unknown[] = [];
        try {
          await sleep(1).then(() => Promise.reject(new Error('expected')));
        } catch {
          log.push(variable.get());
          await sleep(1);
          log.push(variable.get());
        } finally {
          log.push(variable.get());
          await null;
          log.push(variable.get());
        }
        await null;
        return [...log, variable.get()];
      });
      assert.equal(seen, ['mine', 'mine', 'mine', 'mine', 'mine']);
    });
    test('a promise that another flow settles', async () => {
      const { promise, resolve } = deferred<number>();
      const waiting = variable.run('waiting', async () => [await promise, variable.get()]);
      variable.run('settling', () => setTimeout(resolve, 1, 5));
      assert.equal(await waiting, [5, 'waiting']);
    });
    test('for await, over promises and over an async generator', async () => {
      async function* numbers() {
        for (let i = 0; i < 3; i++) {
          await sleep(1);
          yield i;
        }
      }
      const seen = await variable.run('mine', async () => {
        const log: unknown[] = [];
        for await (const i of [Promise.resolve(1), sleep(1), 2]) log.push(i, variable.get());
        for await (const _ of numbers()) log.push(variable.get());
        return log;
      });
      assert.equal(seen, [1, 'mine', undefined, 'mine', 2, 'mine', 'mine', 'mine', 'mine']);
    });
    test('a run around an await ends where it ends', async () => {
      const seen = await variable.run('outer', async () => {
        const inner = await variable.run('inner', async () => {
          await sleep(1);
          return variable.get();
        });
        return [inner, variable.get()];
      });
      assert.equal(seen, ['inner', 'outer']);
    });
    test('a hundred flows at once keep their own', async () => {
      const flow = async (id: number) => {
        for (let step = 0; step < 10; step++) {
          await (step % 3 === 0 ? sleep((id * 7 + step) % 5) : step % 3 === 1 ? Promise.resolve() : id);
          assert.is(own.get(), id);
        }
        return id;
      };
      const own = new Variable<number>();
      const ids = Array.from({ length: 100 }, (_, id) => id);
      assert.equal(await Promise.all(ids.map(id => own.run(id, () => flow(id)))), ids);
      assert.is(own.get(), undefined);
    });
    test('a default is seen in flows that began before the Variable', async () => {
      let young: VariableObject<string, string> | undefined;
      const older = variable.run('older', async () => {
        await sleep(2);
        return young!.get();
      });
      young = new Variable({ defaultValue: 'young' });
      assert.is(await young.run('elsewhere', () => older), 'young');
    });
  });

  section(subject, 'promise reactions', test => {
    const run = <T>(value: string, fn: () => T) => variable.run(value, fn);
    test('then, catch and finally run in the context of their call', async () => {
      const { promise, resolve, reject } = deferred();
      const failing = deferred();
      const seen = Promise.all([
        run('then', () => promise.then(get)),
        run('second then', () => promise.then(get)),
        run('rejected', () => failing.promise.then(undefined, get)),
        run('catch', () => failing.promise.catch(get)),
        promise.then(get),
      ]);
      const inFinally: unknown[] = [];
      const last = run('finally', () => promise.finally(() => inFinally.push(get())));
      run('settling', () => (resolve(1), reject(2), failing.reject(new Error())));
      assert.equal(await seen, ['then', 'second then', 'rejected', 'catch', 'default']);
      await last;
      assert.equal(inFinally, ['finally']);
    });
    test('a chain keeps the context through every link', async () => {
      const seen: unknown[] = [];
      await run('chain', () =>
        Promise.resolve()
          .then(() => seen.push(get()))
          .then(() => sleep(1))
          .then(() => seen.push(get()))
          .finally(() => seen.push(get()))
          .then(() => Promise.reject(new Error()))
          .catch(() => seen.push(get())),
      );
      assert.equal(seen, ['chain', 'chain', 'chain', 'chain']);
    });
    const resolvedWith: [how: string, resolve: (thenable: PromiseLike<unknown>) => Promise<unknown>][] = [
      ['Promise.resolve', thenable => Promise.resolve(thenable)],
      ['an await', async thenable => void (await thenable)],
      ['what a reaction returns', thenable => Promise.resolve().then(() => thenable)],
      ['what an async function returns', async thenable => thenable],
      ['an executor', thenable => new Promise(resolve => resolve(thenable))],
    ];
    for (const [how, resolve] of resolvedWith) {
      test(`the then of a thenable runs in the context of what resolved with it: ${how}`, async () => {
        let seen: unknown;
        const thenable = {
          then(resolve: (value: unknown) => void) {
            seen = get();
            resolve(1);
          },
        } as PromiseLike<unknown>;
        await run(how, () => resolve(thenable));
        assert.is(seen, how);
      });
    }
    test('the executor runs in the context of the constructor', () => {
      let seen: unknown;
      run('executor', () => new Promise(() => (seen = get())));
      assert.is(seen, 'executor');
    });
  });

  section(subject, 'tasks and microtasks', test => {
    const schedulers: [name: string, schedule: (callback: () => void) => void][] = [
      ['setTimeout', callback => void setTimeout(callback, 1)],
      ['queueMicrotask', callback => queueMicrotask(callback)],
      [
        'setInterval',
        callback => {
          const id = setInterval(() => {
            clearInterval(id);
            callback();
          }, 1);
        },
      ],
    ];
    const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => void };
    if (setImmediate) schedulers.push(['setImmediate', callback => setImmediate(callback)]);
    for (const [name, schedule] of schedulers) {
      test(`${name} calls back in the context of its call`, async () => {
        const seen = new Promise(resolve => variable.run('call', () => schedule(() => resolve(get()))));
        const free = new Promise(resolve => schedule(() => resolve(get())));
        assert.equal(await Promise.all([seen, free]), ['call', 'default']);
      });
    }
    test('a wrapped function and a Snapshot bring their context into any task', async () => {
      const wrapped = variable.run('wrapped', () => Snapshot.wrap(get));
      const taken = variable.run('taken', () => new Snapshot());
      const seen = await variable.run('task', () => new Promise(resolve => setTimeout(() => resolve([wrapped(), taken.run(get), get()]))));
      assert.equal(seen, ['wrapped', 'taken', 'task']);
    });
    test('an await inside Snapshot.run goes on in its context', async () => {
      const taken = variable.run('taken', () => new Snapshot());
      const inside = variable.run('outer', () =>
        taken.run(async () => {
          await sleep(1);
          await null;
          return get();
        }),
      );
      assert.is(await inside, 'taken');
    });
  });

  section(subject, 'events', test => {
    test('dispatchEvent shows its listeners the context of the dispatch', () => {
      const target = new EventTarget();
      const seen: unknown[] = [];
      variable.run('registration', () => target.addEventListener('ping', () => void seen.push(get())));
      variable.run('dispatch', () => target.dispatchEvent(new Event('ping')));
      target.dispatchEvent(new Event('ping'));
      assert.equal(seen, ['dispatch', 'default']);
    });
    test('abort shows its listeners the context of the call', () => {
      const seen: unknown[] = [];
      const controller = new AbortController();
      variable.run('registration', () => controller.signal.addEventListener('abort', () => void seen.push(get())));
      variable.run('abort', () => controller.abort());
      assert.equal(seen, ['abort']);
    });
    test('a wrapped listener brings its own context', () => {
      const target = new EventTarget();
      const seen: unknown[] = [];
      target.addEventListener(
        'ping',
        variable.run('wrapped', () => Snapshot.wrap(() => void seen.push(get()))),
      );
      variable.run('dispatch', () => target.dispatchEvent(new Event('ping')));
      assert.equal(seen, ['wrapped']);
    });
  });
}
