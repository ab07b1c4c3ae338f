// Streams, with Node's classes: the context of each callback, and the chunks, arguments and results that are passed through.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { carrier, Variable } from './variables.js';
import { causes, contextOf } from '../../src/carriers/browser/tasks.js';
import { segment } from '../../src/carriers/browser/segments.js';

assert.is(carrier.name, 'browser');
const variable = new Variable();
const { setTimeout: later } = globalThis;
const within = <R>(name: string, fn: () => R): R => variable.run(name, fn);
const pause = () => new Promise<void>(resolve => later(resolve, 2));
const quietly = (promise: Promise<unknown>) => void promise.catch(() => {});

/** Records values under a name. */
function notes() {
  const seen: Record<string, unknown[]> = {};
  return { seen, note: (name: string) => void (seen[name] ??= []).push(variable.get()) };
}
within('nobody', () => {});

test('start is called by the constructor, with its this and its controller; its result is waited for', async () => {
  let isStarted = false;
  const source = {
    async start(this: unknown, controller: ReadableStreamDefaultController) {
      assert.is(this, source);
      assert.type(controller.enqueue, 'function');
      assert.is(variable.get(), 'A');
      await pause();
      isStarted = true;
    },
    pull(controller: ReadableStreamDefaultController) {
      assert.ok(isStarted);
      controller.enqueue(variable.get());
    },
  };
  const stream = within('A', () => new ReadableStream(source));
  assert.equal(await within('read', () => stream.getReader().read()), { value: 'read', done: false });
});

test('pull is in the context of the last read; before any, in that of the constructor; cancel in its own', async () => {
  const { seen, note } = notes();
  const stream = within(
    'made',
    () => new ReadableStream({ pull: controller => (note('pull'), controller.enqueue(1)), cancel: reason => note(`cancel for ${reason}`) }),
  );
  await pause();
  const reader = within('reader', () => stream.getReader());
  await within('read', () => reader.read());
  await pause();
  await within('again', () => reader.read());
  await pause();
  await within('cancel', () => reader.cancel('a reason'));
  assert.equal(seen, { pull: ['made', 'read', 'again'], 'cancel for a reason': ['cancel'] });
});

test('a branch of a stream pulls in the context of its read', async () => {
  const { seen, note } = notes();
  const stream = within('made', () => new ReadableStream({ pull: controller => (note('pull'), controller.enqueue(1)) }, { highWaterMark: 0 }));
  const [branch] = within('tee', () => stream.tee());
  await pause();
  seen['pull'] = [];
  const reader = branch.getReader();
  for (let read = 0; read < 2; read++) await within('read', () => reader.read());
  await pause();
  assert.equal([...new Set(seen['pull'])], ['read']);
});

test('chunks are written in the contexts of their writes, in their order, with their size', async () => {
  const { seen, note } = notes();
  const sizes: unknown[] = [];
  let go!: () => void;
  const gate = new Promise<void>(resolve => (go = resolve));
  const stream = new WritableStream(
    {
      async write(chunk) {
        note(chunk);
        await gate;
      },
    },
    { highWaterMark: 10, size: chunk => (sizes.push([chunk, variable.get()]), 2) },
  );
  const writer = stream.getWriter();
  for (const name of ['a', 'b', 'c']) quietly(within(name, () => writer.write(name)));
  quietly(writer.write('none'));
  assert.is(writer.desiredSize, 2);
  quietly(within('d', () => writer.write('d')));
  within('who goes on', go);
  await within('close', () => writer.close());
  assert.equal(seen, { a: ['a'], b: ['b'], c: ['c'], none: [undefined], d: ['d'] });
  assert.equal(sizes, [
    ['a', 'a'],
    ['b', 'b'],
    ['c', 'c'],
    ['none', undefined],
    ['d', 'd'],
  ]);
});

test('close and abort are in the contexts of their calls, the first close in that of the first', async () => {
  const { seen, note } = notes();
  const sink = () => within('made', () => new WritableStream({ close: () => note('close'), abort: reason => note(`abort for ${reason}`) }));
  const closed = sink().getWriter();
  const closing = within('first', () => closed.close());
  quietly(within('second', () => closed.close()));
  await closing;
  await within('abort', () => sink().abort('a reason'));
  await within('writer', () => sink().getWriter().abort('another'));
  assert.equal(seen, { close: ['first'], 'abort for a reason': ['abort'], 'abort for another': ['writer'] });
});

test('a close that waits for a write is in its own context', async () => {
  const { seen, note } = notes();
  const stream = within('made', () => new WritableStream({ write: () => pause(), close: () => note('close') }));
  const writer = stream.getWriter();
  quietly(within('write', () => writer.write(1)));
  await within('close', () => writer.close());
  assert.equal(seen, { close: ['close'] });
});

test('transform and flush are in the contexts of the write and the close', async () => {
  const { seen, note } = notes();
  const stream = within(
    'made',
    () =>
      new TransformStream({
        start: () => note('start'),
        transform: (chunk, controller) => (note('transform'), controller.enqueue(chunk)),
        flush: () => note('flush'),
      }),
  );
  const reader = within('reader', () => stream.readable.getReader());
  const writer = within('writer', () => stream.writable.getWriter());
  const reading = within('read', () => reader.read());
  await within('write', () => writer.write(1));
  assert.equal(await reading, { value: 1, done: false });
  await within('close', () => writer.close());
  assert.equal(seen, { start: ['made'], transform: ['write'], flush: ['close'] });
});

test('sizes of a transformer: of what is written in the context of the write; of what the engine hands on by itself, in none', async () => {
  const sizes: unknown[] = [];
  const strategy = (side: string) => ({ highWaterMark: 5, size: () => (sizes.push([side, variable.get()]), 1) });
  const make = (transformer: object | undefined) => within('made', () => new TransformStream(transformer as never, strategy('writable'), strategy('readable')));
  for (const transformer of [undefined, {}, { transform: (chunk: unknown, controller: TransformStreamDefaultController) => controller.enqueue(chunk) }]) {
    const stream = make(transformer);
    const writer = stream.writable.getWriter();
    await within('write', () => writer.write(1));
  }
  const both = [
    ['writable', 'write'],
    ['readable', undefined],
  ];
  assert.equal(sizes, [...both, ...both, ['writable', 'write'], ['readable', 'write']]);
});

test('a pipe: callbacks of all its streams are in its context', async () => {
  const { seen, note } = notes();
  let count = 0;
  const source = within(
    'made',
    () => new ReadableStream({ pull: controller => (note('pull'), ++count < 3 ? controller.enqueue(count) : controller.close()) }, { highWaterMark: 0 }),
  );
  const transform = within('made', () => new TransformStream({ transform: (chunk, controller) => (note('transform'), controller.enqueue(chunk)) }));
  const sink = within('made', () => new WritableStream({ write: () => note('write'), close: () => note('close') }));
  await within('pipe', () => source.pipeThrough(transform).pipeTo(sink));
  assert.equal(seen, { pull: ['pipe', 'pipe', 'pipe'], transform: ['pipe', 'pipe'], write: ['pipe', 'pipe'], close: ['pipe'] });
});

test('a pipe through a pair of streams: what is written there is in its context, and the side that is read is not made to flow', async () => {
  const { seen, note } = notes();
  const source = within('made', () => new ReadableStream({ start: controller => (controller.enqueue(1), controller.close()) }));
  const sink = within('made', () => new WritableStream({ write: () => note('write') }));
  let go!: () => void;
  const gate = new Promise<void>(resolve => (go = resolve));
  // A stream that pulls by itself, and again as soon as the first chunk has come.
  const other = within(
    'made',
    () =>
      new ReadableStream(
        {
          pull: async controller => {
            note('pull');
            await gate;
            controller.enqueue(1);
          },
        },
        { highWaterMark: 2 },
      ),
  );
  await pause();
  const piped = within('pipe', () => source.pipeThrough({ readable: other, writable: sink }));
  assert.is(piped, other);
  go();
  await pause();
  assert.equal(seen, { pull: ['made', 'made'], write: ['pipe'] });
  assert.throws(() => within('pipe', () => new ReadableStream().pipeThrough(undefined as never)), TypeError);
});

test('the signal of a sink is aborted in the context of the abort', async () => {
  let signal!: AbortSignal;
  const stream = within('made', () => new WritableStream({ start: controller => void (signal = controller.signal) }));
  assert.type(causes.get(signal), 'function');
  quietly(within('abort', () => stream.abort()));
  const context = contextOf({ isTrusted: true, target: signal, type: 'abort' } as unknown as Event)!;
  assert.is(
    segment(context, () => variable.get(), undefined, []),
    'abort',
  );
});

test('a sink without start: its signal is known from the first write on', async () => {
  let signal!: AbortSignal;
  const stream = within('made', () => new WritableStream({ write: (_, controller) => void (signal = controller.signal) }));
  const writer = stream.getWriter();
  await within('write', () => writer.write(1));
  quietly(within('abort', () => writer.abort()));
  const context = contextOf({ isTrusted: true, target: signal, type: 'abort' } as unknown as Event)!;
  assert.is(
    segment(context, () => variable.get(), undefined, []),
    'abort',
  );
});

test('the size of what a source enqueues is asked where it is enqueued', async () => {
  const sizes: unknown[] = [];
  const size = () => (sizes.push(variable.get()), 1);
  const stream = within('made', () => new ReadableStream({ pull: controller => controller.enqueue(1) }, { highWaterMark: 0, size }));
  const reader = stream.getReader();
  await pause();
  await within('read', () => Promise.all([reader.read(), reader.read()]));
  assert.equal(
    [...new Set(sizes)].filter(each => each !== 'read'),
    [],
  );
});

test('chunks of a transformer that has strategies on both sides', async () => {
  const { seen, note } = notes();
  const strategy = { highWaterMark: 5, size: () => 1 };
  const stream = new TransformStream({ transform: (chunk, controller) => (note(chunk), controller.enqueue(chunk)) }, strategy, strategy);
  const writer = stream.writable.getWriter();
  for (const name of ['a', 'b', 'c']) await within(name, () => writer.write(name));
  assert.equal(seen, { a: ['a'], b: ['b'], c: ['c'] });
});

test('a stream that is written as a chunk flows on as it did', async () => {
  const { seen, note } = notes();
  const writer = new WritableStream({ write() {} }).getWriter();
  const stream = within('made', () => new ReadableStream({ pull: () => note('pull') }));
  quietly(within('write', () => writer.write(stream)));
  await pause();
  assert.equal(seen, { pull: ['made'] });
});

test('streams of the engine’s are read, written and piped as ever', async () => {
  const body = () => new Response('text').body!;
  const { value } = await within('read', () => body().getReader().read());
  assert.is(new TextDecoder().decode(value), 'text');
  const { seen, note } = notes();
  const sink = within('made', () => new WritableStream({ write: () => note('write') }));
  await within('pipe', () => body().pipeTo(sink));
  assert.equal(seen, { write: ['pipe'] });
});

test('an iterator reads in the context of its next', async () => {
  const { seen, note } = notes();
  const stream = within('made', () => new ReadableStream({ pull: controller => (note('pull'), controller.enqueue(1)) }, { highWaterMark: 0 }));
  const iterator = within('values', () => (stream as any).values()) as AsyncIterator<number>;
  await pause();
  for (const name of ['a', 'b']) await within(name, () => iterator.next());
  assert.equal(seen, { pull: ['a', 'b'] });
});

test('an iteration reads in the context of the loop', async () => {
  const { seen, note } = notes();
  let count = 0;
  const stream = within(
    'made',
    () => new ReadableStream({ pull: controller => (note('pull'), ++count < 3 ? controller.enqueue(count) : controller.close()) }, { highWaterMark: 0 }),
  );
  await within('loop', async () => {
    for await (const chunk of stream as unknown as AsyncIterable<number>) assert.is(chunk, count);
  });
  assert.equal(seen, { pull: ['loop', 'loop', 'loop'] });
});

test('the engine refuses wrong arguments; the constructors keep their names, defaults and subclasses', async () => {
  const { ReadableStream: Readable, WritableStream: Writable, TransformStream: Transform } = globalThis as Record<string, any>;
  for (const wrong of [() => new Readable({ pull: 5 }), () => new Writable({}, { size: 5 }), () => new Writable(5), () => new Readable({ type: 'nonsense' })]) {
    assert.throws(wrong, (error: Error) => error instanceof TypeError);
  }
  assert.equal([Readable.name, Readable.length, Writable.name, Transform.name], ['ReadableStream', 0, 'WritableStream', 'TransformStream']);
  assert.is(new Writable(undefined, { highWaterMark: 7 }).getWriter().desiredSize, 7);
  assert.is(new Readable(undefined, { highWaterMark: 7 }).locked, false);
  class Derived extends Readable {}
  assert.instance(new Derived(), Derived);
  const stream = new Readable();
  assert.equal([stream.locked, stream.getReader() instanceof globalThis.ReadableStreamDefaultReader, stream.locked], [false, true, true]);
  assert.throws(() => stream.getReader());
});

test.run();
