// The behaviour of a context manager as a table, the same for OpenTelemetry's own and for ours.
import { ROOT_CONTEXT, createContextKey, type Context, type ContextManager } from '@opentelemetry/api';
import { suite } from 'uvu';
import { AsyncContextManager } from '../../../src/interop/opentelemetry.js';
import * as assert from 'uvu/assert';

const key = createContextKey('test');
const [one, two] = [ROOT_CONTEXT.setValue(key, 1), ROOT_CONTEXT.setValue(key, 2)];
const after = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** An emitter with the interface of Node's, such as users in browsers bundle. */
export interface Emitter {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  once(event: string, listener: (...args: unknown[]) => void): unknown;
  off(event: string, listener: (...args: unknown[]) => void): unknown;
  removeAllListeners(event: string): unknown;
  emit(event: string, ...args: unknown[]): unknown;
}

/**
 * Registers the rows.
 *
 * @param name - The subject's name.
 * @param create - Makes a manager.
 * @param createEmitter - Makes an EventEmitter.
 * @param bindsTargets - Whether the subject ties listeners of EventTargets, as ours and the one for zone.js do.
 */
export function contextManager(name: string, create: () => ContextManager, createEmitter: () => Emitter, bindsTargets: boolean): void {
  const test = suite(name);
  let manager: ContextManager;
  test.before.each(() => void (manager = create().enable()));
  test.after.each(() => void manager.disable());
  const active = (): Context => manager.active();
  const isOurs = (): boolean => manager instanceof AsyncContextManager;

  test('the root context outside of with', () => assert.is(active(), ROOT_CONTEXT));

  test('with: nested, and what was around put back, after errors too', () => {
    manager.with(one, () => {
      assert.is(active(), one);
      manager.with(two, () => assert.is(active(), two));
      assert.throws(
        () =>
          manager.with(two, () => {
            throw new Error('mine');
          }),
        /mine/,
      );
      assert.is(active(), one);
      manager.with(ROOT_CONTEXT, () => assert.is(active(), ROOT_CONTEXT));
    });
    assert.is(active(), ROOT_CONTEXT);
  });

  test('with: this, arguments and result', () => {
    const self = {};
    function fn(this: unknown, ...args: number[]) {
      return [this, ...args];
    }
    assert.equal(manager.with(one, fn, self, 1, 2), [self, 1, 2]);
    assert.is((manager.with(one, fn, self) as unknown[])[0], self);
    assert.is(
      manager.with(one, () => 3),
      3,
    );
  });

  test('with: what is no function is a TypeError that says so, and the context is as it was', () => {
    for (const value of [undefined, null, 5, 'text', {}, Promise.resolve()]) {
      for (const rest of [[], [{}, 1]]) {
        manager.with(one, () => {
          const call = () => Reflect.apply(manager.with, manager, [two, value, ...rest]);
          assert.throws(
            call,
            (error: unknown) => error instanceof TypeError && (!isOurs() || /^AsyncContextManager\.with: expected a function, got /.test(error.message)),
          );
          assert.is(active(), one);
        });
      }
    }
  });

  test('with: through native await, interleaved', async () => {
    const seen = await Promise.all(
      [one, two].map(context =>
        manager.with(context, async () => {
          for (const wait of [after(2), null, Promise.resolve(), after(1)]) {
            await wait;
            assert.is(active(), context);
          }
          return active();
        }),
      ),
    );
    assert.ok(seen[0] === one && seen[1] === two);
    assert.is(active(), ROOT_CONTEXT);
  });

  test('bind: a function keeps its length, and gets this and arguments', async () => {
    const bound = manager.bind(one, function (this: unknown, a: number, b: number) {
      return [this, a, b, manager.active()];
    });
    const self = {};
    assert.is(bound.length, 2);
    const [seen, a, b, context] = manager.with(two, () => Reflect.apply(bound, self, [1, 2])) as unknown[];
    assert.ok(seen === self && a === 1 && b === 2 && context === one);
    assert.is(await manager.bind(two, async () => (await after(1), active()))(), two);
  });

  test('bind: what is neither a function nor takes listeners is left alone', () => {
    for (const value of [1, 'text', null, undefined, { on: 1 }, new Map()]) assert.is(manager.bind(one, value), value);
  });

  test('bind: listeners of an emitter, added and removed in all ways', () => {
    const emitter = createEmitter();
    const seen: unknown[] = [];
    const listener = (...args: unknown[]) => void seen.push([active() === one, ...args]);
    assert.is(manager.bind(one, emitter), emitter);
    assert.is(manager.bind(two, emitter), emitter); // the first context stays
    emitter.on('a', listener);
    emitter.once('b', listener);
    manager.with(two, () => {
      emitter.emit('a', 1);
      emitter.emit('b', 2);
    });
    emitter.emit('b', 3);
    assert.equal(seen.splice(0), [
      [true, 1],
      [true, 2],
    ]);
    emitter.off('a', listener);
    emitter.once('c', listener);
    emitter.off('c', listener);
    emitter.on('d', listener);
    emitter.removeAllListeners('d');
    for (const event of ['a', 'c', 'd']) emitter.emit(event);
    assert.equal(seen, []);
  });

  if (bindsTargets) {
    test('bind: listeners of an EventTarget, functions and objects', () => {
      const target = new EventTarget();
      const seen: unknown[] = [];
      const listener = function (this: unknown, event: Event) {
        seen.push([active() === one, this === target, event.type]);
      };
      const object = {
        handleEvent(event: Event) {
          seen.push([active() === one, this === object, event.type]);
        },
      };
      target.addEventListener('before', listener);
      assert.is(manager.bind(one, target), target);
      target.addEventListener('a', listener);
      target.addEventListener('a', listener); // still registered only once
      target.addEventListener('a', object);
      target.addEventListener('b', listener, { once: true });
      const dispatch = (type: string) => manager.with(two, () => target.dispatchEvent(new Event(type)));
      dispatch('a');
      dispatch('b');
      dispatch('b');
      assert.equal(seen.splice(0), [
        [true, true, 'a'],
        [true, true, 'a'],
        [true, true, 'b'],
      ]);
      target.removeEventListener('a', listener);
      target.removeEventListener('a', object);
      target.removeEventListener('before', listener);
      dispatch('a');
      dispatch('before');
      assert.equal(seen, []);
      assert.equal(Object.keys(target), []);
    });
  }

  test('attach: the context until the token is disposed of, once', async () => {
    const { attach } = manager as ContextManager & { attach(context: Context): { dispose(): void } };
    const to = (context: Context) => Reflect.apply(attach, manager, [context]) as { dispose(): void };
    await manager.with(one, async () => {
      const outer = to(two);
      assert.is(active(), two);
      const inner = to(ROOT_CONTEXT);
      assert.is(active(), ROOT_CONTEXT);
      inner.dispose();
      assert.is(active(), two);
      await after(1);
      assert.is(active(), two);
      outer.dispose();
      assert.is(active(), one);
      const again = to(two);
      outer.dispose();
      assert.is(active(), two);
      again.dispose();
      await after(1);
      assert.is(active(), one);
      manager.with(two, () => to(ROOT_CONTEXT));
      assert.is(active(), one);
    });
    assert.is(active(), ROOT_CONTEXT);
  });

  // OpenTelemetry's manager for Node is enabled again by the next `with`.
  if (bindsTargets) {
    test('disable: the root context, in with and in bound functions too, until it is enabled again', async () => {
      const bound = manager.bind(one, active);
      let later!: Promise<Context>;
      manager.with(one, () => {
        later = after(1).then(active);
        assert.is(manager.disable(), manager);
        assert.is(active(), ROOT_CONTEXT);
        assert.is(manager.with(two, active), ROOT_CONTEXT);
        const self = {};
        assert.equal(
          manager.with(
            two,
            function (this: unknown, ...args: number[]) {
              return [this === self, ...args];
            },
            self,
            1,
            2,
          ),
          [true, 1, 2],
        );
        assert.is(bound(), ROOT_CONTEXT);
      });
      assert.is(await later, ROOT_CONTEXT);
      assert.is(manager.enable(), manager);
      assert.is(active(), ROOT_CONTEXT);
      assert.is(manager.with(two, active), two);
      assert.is(bound(), one);
    });
  }

  test.run();
}
