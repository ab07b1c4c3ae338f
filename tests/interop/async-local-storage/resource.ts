// The rows about AsyncResource, bind and snapshot.
import * as assert from 'uvu/assert';
import { after, type Row } from './row.js';

const isInvalidType = (error: { code?: string }) => error instanceof TypeError && error.code === 'ERR_INVALID_ARG_TYPE';

export const resourceRows: Row[] = [
  [
    'bind: the context of the call, and the this, arguments and errors of the function',
    { sync: true },
    ({ hooks: { AsyncLocalStorage }, storage }) => {
      const als = storage();
      const bound = als.run('store', () =>
        AsyncLocalStorage.bind(function (this: unknown, a: number, b: number) {
          return [this, a, b, als.getStore()];
        }),
      );
      const self = {};
      assert.equal([Reflect.apply(bound, self, [1, 2]), bound.length], [[self, 1, 2, 'store'], 2]);
      assert.is((Reflect.apply(bound, self, []) as unknown[])[0], self);
      assert.throws(
        als.run(1, () =>
          AsyncLocalStorage.bind(() => {
            throw new Error('mine');
          }),
        ),
        /mine/,
      );
      assert.is(als.getStore(), undefined);
    },
  ],
  [
    'bind and AsyncResource: what is no function is a TypeError with a code',
    { sync: true },
    ({ hooks: { AsyncLocalStorage, AsyncResource } }) => {
      for (const value of [undefined, null, 1, 'name', {}, Symbol('no text')]) {
        // For null and undefined, Node reads their name first, which throws a plain TypeError.
        const isError = value == null ? (error: unknown) => error instanceof TypeError : isInvalidType;
        assert.throws(() => AsyncLocalStorage.bind(value as never), isError);
        assert.throws(() => AsyncResource.bind(value as never), isError);
        assert.throws(() => new AsyncResource('test').bind(value as never), isInvalidType);
      }
    },
  ],
  [
    'snapshot: calls what it is given, in the context in which it was taken',
    {},
    async ({ hooks: { AsyncLocalStorage }, storage }) => {
      const [one, two] = [storage(), storage()];
      const get = (...args: unknown[]) => [one.getStore(), two.getStore(), ...args];
      const snapshot = one.run(1, () => two.run(2, () => AsyncLocalStorage.snapshot()));
      assert.equal(
        one.run('other', () => snapshot(get, 3, 4)),
        [1, 2, 3, 4],
      );
      await after(1);
      assert.equal(
        [get(), snapshot(get)],
        [
          [undefined, undefined],
          [1, 2],
        ],
      );
      const none = AsyncLocalStorage.snapshot();
      assert.equal(
        one.run(1, () => none(get)),
        [undefined, undefined],
      );
    },
  ],
  [
    'runInAsyncScope: the context of the construction; this, arguments, result, errors',
    {},
    async ({ hooks: { AsyncResource }, storage }) => {
      const als = storage();
      const resource = als.run('store', () => new AsyncResource('test'));
      const self = {};
      const seen = als.run('other', () =>
        resource.runInAsyncScope(
          function (this: unknown, ...args: unknown[]) {
            return [this, als.getStore(), ...args];
          },
          self,
          1,
          2,
        ),
      );
      assert.equal(seen, [self, 'store', 1, 2]);
      assert.throws(
        () =>
          resource.runInAsyncScope(() => {
            throw new Error('mine');
          }),
        /mine/,
      );
      assert.is(als.getStore(), undefined);
      assert.is(
        await resource.runInAsyncScope(async () => {
          await after(1);
          return als.getStore();
        }),
        'store',
      );
      assert.is(als.getStore(), undefined);
    },
  ],
  [
    'bind of a resource: the this of the call, or the one that was given',
    { sync: true },
    ({ hooks: { AsyncResource }, storage }) => {
      const als = storage();
      const resource = als.run('store', () => new AsyncResource('test'));
      function fn(this: unknown, one: unknown, two: unknown) {
        return [this, one, two, als.getStore()];
      }
      const [self, other] = [{}, {}];
      const [free, fixed, made] = [resource.bind(fn), resource.bind(fn, other), als.run('static', () => AsyncResource.bind(fn, 'type', other))];
      assert.equal([free.length, fixed.length, made.length], [2, 2, 2]);
      for (const [bound, expected, store] of [
        [free, self, 'store'],
        [fixed, other, 'store'],
        [made, other, 'static'],
      ] as const) {
        const seen = Reflect.apply(bound, self, [1, 2]) as unknown[];
        assert.is(seen[0], expected);
        assert.equal(seen.slice(1), [1, 2, store]);
      }
    },
  ],
  [
    'ids: each its own; the trigger is the running resource, or the one that was given',
    { sync: true },
    ({ hooks: { AsyncResource } }) => {
      const [one, two] = [new AsyncResource('one'), new AsyncResource('two')];
      assert.ok(Number.isSafeInteger(one.asyncId()) && one.asyncId() > 0);
      assert.is.not(one.asyncId(), two.asyncId());
      assert.is(
        one.runInAsyncScope(() => new AsyncResource('inner').triggerAsyncId()),
        one.asyncId(),
      );
      const trigger = () => new AsyncResource('inner').triggerAsyncId();
      const before = trigger();
      const seen = one.runInAsyncScope(() => {
        assert.throws(
          () =>
            two.runInAsyncScope(() => {
              throw new Error('mine');
            }),
          /mine/,
        );
        return [trigger(), two.runInAsyncScope(trigger), trigger()];
      });
      assert.equal(seen, [one.asyncId(), two.asyncId(), one.asyncId()]);
      assert.is(trigger(), before);
      assert.is(new AsyncResource('test', 42).triggerAsyncId(), 42);
      assert.is(new AsyncResource('test', { triggerAsyncId: 43, requireManualDestroy: true }).triggerAsyncId(), 43);
      assert.is(one.emitDestroy(), one);
    },
  ],
  [
    'what is no type or no id is an error with a code',
    { sync: true },
    ({ hooks: { AsyncResource } }) => {
      for (const type of [undefined, null, 1, {}]) assert.throws(() => new AsyncResource(type as never), isInvalidType);
      for (const id of [-2, 1.5, NaN, null, '1', Symbol('no text'), Object.create(null)]) {
        assert.throws(
          () => new AsyncResource('test', { triggerAsyncId: id as never }),
          (error: { code?: string }) => error instanceof RangeError && error.code === 'ERR_INVALID_ASYNC_ID',
        );
      }
    },
  ],
  [
    'a class may extend it: a pool of workers',
    {},
    async ({ hooks: { AsyncResource }, storage }) => {
      const als = storage();
      class Task extends AsyncResource {
        constructor(readonly done: (value: unknown) => void) {
          super('Task');
        }
        finish(value: number) {
          this.runInAsyncScope(this.done, null, value);
          this.emitDestroy();
        }
      }
      const queue: Task[] = [];
      const submit = () => new Promise(resolve => queue.push(new Task(value => resolve([value, als.getStore()]))));
      const results = [1, 2, 3].map(id => als.run(`store ${id}`, submit));
      await after(1);
      queue.forEach((task, index) => task.finish(index));
      assert.equal(await Promise.all(results), [
        [0, 'store 1'],
        [1, 'store 2'],
        [2, 'store 3'],
      ]);
    },
  ],
];
