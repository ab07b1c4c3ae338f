// The recipes for Node, each with its library from npm: two flows at once, each of which finds its own values.
import { AsyncLocalStorage } from 'node:async_hooks';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { query, rpc } from './recipes/cases.js';

const { runtime } = (await import(pathToFileURL(join(process.cwd(), 'tests/runtimes.mjs')).href)) as { runtime: (name: string) => Promise<string> };

/** An app that has installed this package and the libraries. */
const root = realpathSync(mkdtempSync(join(tmpdir(), 'asynccontext-')));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));
cpSync(join(process.cwd(), 'tests/interop/recipes'), root, { recursive: true });
mkdirSync(join(root, 'node_modules'));
symlinkSync(process.cwd(), join(root, 'node_modules/asynccontext'), 'junction');
const installed = dirname(dirname(await runtime('recipes')));
for (const name of ['pino', 'winston', 'bunyan', 'piscina', 'lru-cache']) symlinkSync(join(installed, name), join(root, 'node_modules', name), 'junction');
const load = (name: string) => import(pathToFileURL(join(root, `${name}.mjs`)).href);

const ids = ['one', 'two', 'three'];

/** A slow transport: keeps lines, and takes one at a time, each for a while. */
class Lines extends Writable {
  readonly lines: { readonly id?: string; readonly msg?: string; readonly message?: string }[] = [];
  constructor(private readonly ms: number) {
    super({ highWaterMark: 1, decodeStrings: false });
  }
  override _write(line: string, _: unknown, done: () => void): void {
    this.lines.push(JSON.parse(line));
    setTimeout(done, this.ms);
  }
}

const loggers = suite('loggers');

/** Lets two flows log side by side, and returns the lines. */
async function linesOf({ createLogger, request }: any, ms: number): Promise<Lines['lines']> {
  const stream = new Lines(ms);
  const logger = createLogger(stream);
  const flow = (id: string) =>
    request.run({ id }, async () => {
      for (let step = 0; step < 80; step++) {
        logger.info(`line of ${id}`);
        if (step === 40) await sleep(1);
      }
    });
  logger.info('line of nobody');
  await Promise.all(ids.map(flow));
  while (stream.lines.length < 241) await sleep(1);
  return stream.lines;
}
const isRight = ({ id, msg, message = msg }: Lines['lines'][number]): boolean => message === `line of ${id ?? 'nobody'}`;

for (const name of ['pino', 'winston', 'bunyan']) {
  for (const ms of [0, 1]) {
    loggers(`${name}: each line has its request's id, ${ms ? 'where lines wait for the stream' : 'written at once'}`, async () => {
      assert.equal(
        (await linesOf(await load(name), ms)).filter(line => !isRight(line)),
        [],
      );
    });
  }
}

loggers('winston with a slow transport: formats are called in the context of whoever goes on with the queue, which its metadata is not', async () => {
  const { createLoggerOf, request } = await load('winston');
  const winston = join(installed, 'winston/lib/winston.js');
  const [{ createLogger: create, format }, { default: Transport }] = await Promise.all(
    [winston, join(installed, 'winston-transport/index.js')].map(path => import(pathToFileURL(path).href)),
  );
  class Slow extends Transport {
    constructor(readonly stream: Lines) {
      super();
    }
    log(line: object, done: () => void): void {
      this.stream.lines.push(line);
      setTimeout(done, 1);
    }
  }
  const byFormat = (stream: Lines) => create({ format: format((line: object) => Object.assign(line, request.get()))(), transports: [new Slow(stream)] });
  assert.not((await linesOf({ createLogger: byFormat, request }, 0)).every(isRight));
  assert.ok((await linesOf({ createLogger: (stream: Lines) => createLoggerOf(new Slow(stream)), request }, 0)).every(isRight));
});
loggers.run();

const threads = suite('threads');
for (const name of ['threads', 'piscina']) {
  threads(`${name}: a job finds the values that it was sent with, and its caller its own`, async () => {
    const { ask, end, request } = await load(name);
    const flow = (id: string) => request.run(id, async () => [await ask('first'), request.get(), await ask('second'), request.get()]);
    assert.equal(
      await Promise.all(ids.map(flow)),
      ids.map(id => [`first for ${id}`, id, `second for ${id}`, id]),
    );
    assert.is(await ask('third'), 'third for undefined');
    await end();
  });
}
threads('a Snapshot cannot be sent: an empty object arrives', async () => {
  const { Snapshot } = await import('../../src/index.js');
  assert.equal(structuredClone(new Snapshot()), {});
});
threads.run();

const memory = suite('work that outlives a request');
const collected = async (kept: WeakRef<object>): Promise<boolean> => {
  for (let tried = 0; tried < 20 && kept.deref(); tried++) {
    await sleep(1);
    global.gc!();
  }
  return kept.deref() === undefined;
};
const theirs = new AsyncLocalStorage<object>();

/** Handles a request that starts something. Returns weak references to the request and to the store of another library. */
async function serve(start: (request: { readonly id: number }) => unknown): Promise<[WeakRef<object>, WeakRef<object>]> {
  const { handle } = await load('detached');
  const [request, store] = [{ id: Math.random() }, {}];
  await theirs.run(store, () => handle(request, async () => (await null, start(request))));
  return [new WeakRef(request), new WeakRef(store)];
}

memory('a cache whose timers are started outside keeps no request, nor the stores of other libraries', async () => {
  const { remember } = await load('detached');
  for (const kept of await serve(({ id }) => void remember(id, 'value'))) assert.ok(await collected(kept));
});

memory('a timer keeps what it was started in, unless the request lets go', async () => {
  const { getRequest } = await load('detached');
  let seen: unknown = 'nothing yet';
  let timer: NodeJS.Timeout | undefined;
  const [request, store] = await serve(({ id }) => {
    assert.is(getRequest().id, id);
    timer = setTimeout(() => (seen = getRequest()), 500);
  });
  assert.equal([await collected(request), await collected(store)], [true, false]);
  while (seen === 'nothing yet') await sleep(10);
  assert.is(seen, undefined);
  clearTimeout(timer);
});
memory.run();

query();
rpc();
