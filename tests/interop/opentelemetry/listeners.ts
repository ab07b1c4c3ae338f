// Listeners that our context manager ties, where OpenTelemetry's own manager loses one or ties it twice: in browsers and in Node.
import { ROOT_CONTEXT, createContextKey, type ContextManager } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Emitter } from './manager.js';

const context = ROOT_CONTEXT.setValue(createContextKey('test'), 1);

/**
 * Registers the rows.
 *
 * @param create - Makes a manager.
 * @param createEmitter - Makes an EventEmitter.
 */
export function listeners(create: () => ContextManager, createEmitter: () => Emitter): void {
  const test = suite('listeners');

  test('a listener that an emitter has from before and from after is two, and goes one by one', () => {
    const [manager, emitter] = [create(), createEmitter()];
    const seen: boolean[] = [];
    const listener = () => void seen.push(manager.active() === context);
    emitter.on('a', listener);
    manager.bind(context, emitter);
    emitter.on('a', listener);
    const emit = () => (emitter.emit('a'), seen.splice(0));
    assert.equal(emit(), [false, true]);
    emitter.off('a', listener);
    emitter.off('a', listener);
    assert.equal(emit(), []);
  });

  test('a listener goes from the event that it was added for before, not from the one since', () => {
    const [manager, emitter] = [create(), createEmitter()];
    const seen: string[] = [];
    const listener = (name: unknown) => void seen.push(name as string);
    emitter.on('before', listener);
    manager.bind(context, emitter);
    emitter.on('since', listener);
    emitter.off('before', listener);
    for (const event of ['before', 'since']) emitter.emit(event, event);
    assert.equal(seen, ['since']);
  });

  test('a listener that a target has from before and from after is gone once it is removed', () => {
    const [manager, target] = [create(), new EventTarget()];
    let calls = 0;
    const listener = () => void calls++;
    target.addEventListener('a', listener);
    manager.bind(context, target);
    target.addEventListener('a', listener);
    target.removeEventListener('a', listener);
    target.dispatchEvent(new Event('a'));
    assert.is(calls, 0);
  });

  test('a target is tied once more for another manager', () => {
    for (const take of [() => createEmitter(), () => new EventTarget()]) {
      const [first, second, target] = [create(), create(), take()];
      first.bind(context, target);
      second.bind(context, target);
      const seen: boolean[] = [];
      const listener = () => void seen.push(first.active() === context, second.active() === context);
      const add = 'on' in target ? () => target.on('a', listener) : () => target.addEventListener('a', listener);
      const remove = 'on' in target ? () => target.off('a', listener) : () => target.removeEventListener('a', listener);
      const emit = 'on' in target ? () => target.emit('a') : () => target.dispatchEvent(new Event('a'));
      add();
      emit();
      assert.equal(seen.splice(0), [true, true]);
      remove();
      emit();
      assert.equal(seen, []);
    }
  });

  test('a function that has a bind of its own is called all the same', () => {
    const manager = create();
    const self = {};
    const fn = Object.assign(
      function (this: unknown, value: number) {
        return [this === self, value];
      },
      { bind: undefined as never },
    );
    assert.equal(manager.with(context, fn, self as never, 1), [true, 1]);
  });

  test.run();
}
