// The callbacks of a stream's source, sink or transformer have the context of the call that causes them.
import * as assert from 'uvu/assert';
import { browser } from '../../rig/page/rig.ts';
import { amidOthers, current, notes, sleep, table, within } from './context.ts';

const global = globalThis as Record<string, any>;
const { add, run } = table('streams');
const { ReadableStream, WritableStream, TransformStream } = global;

/** WebKit's pipes are made of promises, which the marks of segments and the await hook follow. */
const unpatched = browser === 'webkit' ? 'a pipe is made of promises' : undefined;

/** A promise, and what settles it. */
function gate() {
  let open!: () => void;
  const promise = new Promise<void>(resolve => (open = resolve));
  return { promise, open };
}

for (const context of ['caller', undefined]) {
  const expected = context ?? 'empty';
  const title = context ? 'in the context of the call' : 'in no context';

  add(
    { name: `start, and the first pull: ${title} of the constructor`, unpatched: 'the constructor calls start, and its segment covers the first pull' },
    async () => {
      const { note, all } = notes();
      await amidOthers(async () => {
        within(context, () => new ReadableStream({ start: () => note('source'), pull: () => note('pull') }));
        within(context, () => new WritableStream({ start: () => note('sink') }));
        within(context, () => new TransformStream({ start: () => note('transformer') }));
        await sleep(5);
      });
      assert.equal(await all(), { source: expected, pull: expected, sink: expected, transformer: expected });
    },
  );

  add({ name: `pull and cancel: ${title} of read and cancel`, unpatched: 'read and cancel call them at once, where nothing waits' }, async () => {
    const { note, all } = notes();
    await amidOthers(async () => {
      const stream = within(
        'construction',
        () =>
          new ReadableStream(
            {
              pull(controller: any) {
                note('pull');
                controller.enqueue('chunk');
              },
              cancel: () => note('cancel'),
            },
            { highWaterMark: 0 },
          ),
      );
      await sleep(1);
      const reader = within('reader', () => stream.getReader());
      await sleep(1);
      await within(context, () => reader.read());
      await within(context, () => reader.cancel());
    });
    assert.equal(await all(), { pull: expected, cancel: expected });
  });

  add({ name: `write, close: ${title} of each` }, async () => {
    const { note, all } = notes();
    await amidOthers(async () => {
      const stream = within('construction', () => new WritableStream({ write: () => note('write'), close: () => note('close') }));
      const writer = within('writer', () => stream.getWriter());
      await within(context, () => writer.write('chunk'));
      await within(context, () => writer.close());
    });
    assert.equal(await all(), { write: expected, close: expected });
  });

  add({ name: `abort: ${title}` }, async () => {
    const { note, all } = notes();
    const stream = within('construction', () => new WritableStream({ abort: () => note('abort') }));
    await within(context, () => stream.abort());
    assert.equal(await all(), { abort: expected });
  });

  add({ name: `transform and flush: ${title} of write and close` }, async () => {
    const { note, all } = notes();
    await amidOthers(async () => {
      const stream = within(
        'construction',
        () =>
          new TransformStream({
            transform: (chunk: any, controller: any) => {
              note('transform');
              controller.enqueue(chunk);
            },
            flush: () => note('flush'),
          }),
      );
      const reader = within('reader', () => stream.readable.getReader());
      const writer = stream.writable.getWriter();
      const reading = within('reading', () => reader.read());
      const writing = within(context, () => writer.write('chunk'));
      await reading;
      await writing;
      await within(context, () => writer.close());
    });
    assert.equal(await all(), { transform: expected, flush: expected });
  });

  add({ name: `a pipe: ${title} of pipeTo`, unpatched }, async () => {
    const { note, all } = notes();
    await amidOthers(async () => {
      let count = 0;
      const source = within(
        'construction',
        () =>
          new ReadableStream(
            {
              async pull(controller: any) {
                await sleep(1);
                note('pull');
                if (++count < 4) controller.enqueue(count);
                else controller.close();
              },
            },
            { highWaterMark: 0 },
          ),
      );
      const transform = within(
        'construction',
        () =>
          new TransformStream({
            transform: (chunk: any, controller: any) => {
              note('transform');
              controller.enqueue(chunk);
            },
          }),
      );
      const sink = within(
        'construction',
        () =>
          new WritableStream({
            async write() {
              await sleep(1);
              note('write');
            },
          }),
      );
      await within(context, () => source.pipeThrough(transform).pipeTo(sink));
    });
    assert.equal(await all(), { pull: expected, transform: expected, write: expected });
  });
}

for (const [name, pipe] of [
  ['pipeTo', (source: any, sink: any) => source.pipeTo(sink)],
  ['pipeThrough and pipeTo', (source: any, sink: any) => source.pipeThrough(new TransformStream()).pipeTo(sink)],
  ['pipeThrough', (source: any, sink: any) => void source.pipeThrough({ readable: new ReadableStream(), writable: sink })],
] as const) {
  add({ name: `a stream of the engine's in a pipe: write in the context of ${name}`, needs: ['Response'], unpatched }, async () => {
    const seen = await new Promise(resolve => {
      const sink = within('construction', () => new WritableStream({ write: () => resolve(current()) }));
      void within('pipe', () => pipe(new Response('text').body, sink));
    });
    assert.is(seen, 'pipe');
  });
}

add({ name: 'pull in the context of the read of a branch', unpatched: 'read calls it at once, where nothing waits' }, async () => {
  const seen: string[] = [];
  const source = within(
    'construction',
    () =>
      new ReadableStream(
        {
          pull: (controller: any) => {
            seen.push(current());
            controller.enqueue(1);
          },
        },
        { highWaterMark: 0 },
      ),
  );
  const [branch] = within('tee', () => source.tee());
  await sleep(5);
  seen.length = 0;
  await within('reader', () => branch.getReader().read());
  assert.equal([...new Set(seen)], ['reader']);
});

add({ name: 'chunks that wait keep their contexts' }, async () => {
  const seen: string[] = [];
  const { promise, open } = gate();
  const writer = new WritableStream({
    async write(chunk: string) {
      seen.push(`${chunk} ${current()}`);
      await promise;
      seen.push(`${chunk} ${current()}`);
    },
  }).getWriter();
  const writes = ['a', 'b', undefined, 'c'].map(context => within(context, () => writer.write(String(context))));
  const closed = within('closing', () => writer.close());
  writes.push(within('too late', () => writer.write('too late')).catch(() => {}));
  within('opening', open);
  await Promise.all([...writes, closed]);
  assert.equal(
    seen,
    ['a', 'a', 'b', 'b', 'undefined', 'undefined', 'c', 'c'].map(chunk => `${chunk} ${chunk === 'undefined' ? 'empty' : chunk}`),
  );
});

add({ name: 'a pull that waits for another is in the context of the read', needs: [] }, async () => {
  const seen: string[] = [];
  const gates = [gate(), gate()];
  let count = 0;
  const stream = new ReadableStream(
    {
      async pull(controller: any) {
        seen.push(current());
        const mine = gates[count++];
        await mine?.promise;
        controller.enqueue(count);
      },
    },
    { highWaterMark: 0 },
  );
  const reader = stream.getReader();
  await sleep(1);
  const reads = [within('first', () => reader.read()), within('second', () => reader.read())];
  await sleep(1);
  within('somebody', gates[0]!.open);
  await reads[0];
  within('somebody', gates[1]!.open);
  await reads[1];
  assert.equal(seen.slice(0, 2), ['first', 'second']);
});

add({ name: 'async iteration pulls in the context of the loop', needs: ['ReadableStream.prototype.values'] }, async () => {
  const seen = new Set<string>();
  let count = 0;
  const stream = within(
    'construction',
    () =>
      new ReadableStream(
        {
          pull(controller: any) {
            seen.add(current());
            if (++count < 4) controller.enqueue(count);
            else controller.close();
          },
        },
        { highWaterMark: 0 },
      ),
  );
  assert.is(ReadableStream.prototype.values, ReadableStream.prototype[Symbol.asyncIterator]);
  await within('loop', async () => {
    for await (const chunk of stream) await sleep(chunk);
  });
  assert.equal([...seen], ['loop']);
});

add({ name: 'a source keeps its this, its getters and its private fields; a frozen one is fine' }, async () => {
  class Source {
    #chunk = 'chunk';
    seen: unknown[] = [];
    get type() {
      return this.#chunk && undefined;
    }
    start() {
      this.seen.push(this.#chunk);
    }
    pull(controller: any) {
      controller.enqueue(this.#chunk);
      controller.close();
    }
  }
  const source = new Source();
  const { value } = await new ReadableStream(source).getReader().read();
  assert.equal([value, source.seen], ['chunk', ['chunk']]);
  await new WritableStream(Object.freeze({ write() {} }), Object.freeze({ highWaterMark: 2 })).getWriter().write(1);
  assert.is(new WritableStream({}, new CountQueuingStrategy({ highWaterMark: 7 })).getWriter().desiredSize, 7);
  const writer = new WritableStream({ write: () => sleep(1) }, { highWaterMark: 10, size: (chunk: any) => chunk.length }).getWriter();
  void writer.write('four');
  assert.is(writer.desiredSize, 6);
  assert.throws(() => new WritableStream({}, { size: 5 }), TypeError);
  assert.throws(() => new ReadableStream({ pull: 5 }), TypeError);
  // WebKit has no byte streams.
  if (browser !== 'webkit') assert.is(new ReadableStream({ type: 'bytes' }).getReader({ mode: 'byob' }).constructor.name, 'ReadableStreamBYOBReader');
});

run();
