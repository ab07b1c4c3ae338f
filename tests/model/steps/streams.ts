// Steps with streams between flows. For streams that buffer, the proposal leaves open for which read or write a callback is called. It is certain that it is
// called for a flow that has made, read or written the stream, or for nobody. A flow that reads or writes continues exactly in its own context.
import type { Kinds } from '../kinds.js';
import type { Context, Here, World } from '../world.js';

interface Stream {
  readonly parties: Context[];
  readonly reader: ReadableStreamDefaultReader<unknown>;
  readonly writer?: WritableStreamDefaultWriter<unknown>;
  /** The number of chunks that have been written and not yet read. */
  unread: number;
}

/** Looks in a callback of a stream. */
const lookIn = (world: World, parties: readonly Context[], place: string) => () => world.among(parties, ['stream', place]);

function readable(world: World, here: Here, n: number): Stream {
  const parties = [here.context];
  const look = lookIn(world, parties, 'in pull');
  let i = 0;
  const stream = new ReadableStream({
    start: () => void world.watch(here, 'in start'),
    async pull(controller) {
      look();
      if (n % 2 === 0) await world.subject.sleep(0);
      if (n % 2 === 0) look();
      controller.enqueue(i++);
    },
    cancel: lookIn(world, parties, 'in cancel'),
  });
  return { parties, reader: stream.getReader(), unread: 0 };
}

function transform(world: World, here: Here, n: number): Stream {
  const parties = [here.context];
  const look = lookIn(world, parties, 'in transform');
  const { readable, writable } = new TransformStream({
    async transform(chunk, controller) {
      look();
      if (n % 4 === 1) await Promise.resolve();
      look();
      controller.enqueue(chunk);
    },
  });
  return { parties, reader: readable.getReader(), writer: writable.getWriter(), unread: 0 };
}

function join(world: World, here: Here, which: number): Stream | undefined {
  const stream = world.kept<Stream>('stream', which);
  stream?.parties.push(here.context);
  return stream;
}

function write(stream: Stream, value: unknown): Promise<void> | undefined {
  stream.unread++;
  return stream.writer?.write(value);
}

function read(stream: Stream): Promise<unknown> {
  stream.unread--;
  return stream.reader.read();
}

const kinds: Kinds = {
  'make a stream': { act: (world, here, { n }) => world.keep('stream', (n % 3 === 0 ? readable : transform)(world, here, n)) },
  'write to a stream': {
    act(world, here, { n }) {
      const stream = join(world, here, n);
      if (stream !== undefined) void write(stream, n);
    },
  },
  'awaited write to a stream': {
    wait(world, here, { n }) {
      const stream = join(world, here, n);
      if (stream === undefined) return Promise.resolve();
      const written = write(stream, n);
      // Reads, since the chunk is not written before all earlier ones have been read.
      while (stream.unread > 0) void read(stream);
      return written ?? Promise.resolve();
    },
  },
  'read from a stream': {
    wait(world, here, { n }) {
      const stream = join(world, here, n);
      if (stream === undefined) return Promise.resolve();
      // Writes a chunk, since there might be nothing to read otherwise.
      if (stream.unread <= 0) void write(stream, n);
      return read(stream);
    },
  },
};

const isMissing = !('TransformStream' in globalThis);
export const streams: Kinds = Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, { ...kind, isMissing }]));
