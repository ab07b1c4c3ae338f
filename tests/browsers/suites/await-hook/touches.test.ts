// After an await of a value, the context lasts until the next such await, and longer if code in between touches a context, a promise or a scheduler.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../../src/index.js';
import { nameOf, variable } from './flows.js';

declare const FileReader: new () => { readAsText(blob: Blob): void };

const { setTimeout: nativeSetTimeout } = globalThis;
const outside = new AsyncContext.Snapshot();
const wrapped = AsyncContext.Snapshot.wrap(() => {});
const settled = Promise.resolve();
const another = new AsyncContext.Variable();
const target = new EventTarget();
const reader = new ReadableStream({ pull: controller => controller.enqueue(1) }).getReader();

/** Code that touches one of these. */
const touches: Record<string, () => unknown> = {
  'Variable.prototype.get': () => variable.get(),
  'get of another Variable': () => another.get(),
  'Variable.prototype.run': () => another.run(1, () => {}),
  'new Snapshot': () => new AsyncContext.Snapshot(),
  'Snapshot.wrap': () => AsyncContext.Snapshot.wrap(() => {}),
  'Snapshot.prototype.run': () => outside.run(() => {}),
  'a wrapped function': () => wrapped(),
  then: () => settled.then(() => {}),
  'then without callbacks': () => settled.then(),
  catch: () => settled.catch(() => {}),
  finally: () => settled.finally(() => {}),
  'an await of a promise': () => void (async () => await settled)(),
  setTimeout: () => setTimeout(() => {}),
  queueMicrotask: () => queueMicrotask(() => {}),
  'new ReadableStream': () => new ReadableStream(),
  'a read of a stream': () => reader.read(),
  ...('MutationObserver' in globalThis && { 'new MutationObserver': () => new MutationObserver(() => {}) }),
  ...('FileReader' in globalThis && { 'a task': () => new FileReader().readAsText(new Blob(['text'])) }),
};

/** Code that touches none: the context is lost. If an engine needed no touch, this test would notice. */
const others: Record<string, () => unknown> = {
  nothing: () => {},
  'a method of an object': () => Object.keys(target),
  dispatchEvent: () => target.dispatchEvent(new Event('something')),
};

/** The value that a flow sees after an await, some code, and another await. */
const seenAfter = (flow: string | undefined, between: () => unknown): Promise<string | undefined> =>
  new Promise(resolve => {
    const code = async () => {
      await 1;
      between();
      await 2;
      resolve(variable.get());
    };
    void (flow === undefined ? code() : variable.run(flow, code));
  });

const test = suite('touches');
for (const [name, touch] of Object.entries(touches)) {
  for (const flow of ['A', undefined]) {
    test(`${name}: ${nameOf(flow)} goes on`, async () => assert.is(await seenAfter(flow, touch), flow));
    // A touch in one flow's context does not lead other flows into it.
    test(`${name}: ${nameOf(flow)} goes on beside others`, async () => {
      const beside = ['B', undefined, 'C'].map(other => seenAfter(other, touch));
      assert.is(await seenAfter(flow, touch), flow);
      assert.equal(await Promise.all(beside), ['B', undefined, 'C']);
    });
  }
}
for (const [name, other] of Object.entries(others)) {
  test(`${name}: the context is lost, and nobody else's is found`, async () => {
    const seen = await Promise.all(['A', undefined, 'B'].map(flow => seenAfter(flow, other)));
    assert.equal(seen, [undefined, undefined, undefined]);
  });
}
test('nothing is current in the end', () =>
  new Promise<void>((resolve, reject) => {
    nativeSetTimeout(() => (variable.get() === undefined ? resolve() : reject(new Error(`${variable.get()} is`))));
  }));

test.run();
