// The contexts of callbacks of Node's APIs, and of the code after an await of them: that of the call, unless a row says otherwise.
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { execFile } from 'node:child_process';
import { pbkdf2, randomBytes } from 'node:crypto';
import { lookup } from 'node:dns';
import { create as createDomain } from 'node:domain';
import { EventEmitter, on, once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { Readable, Transform, Writable, pipeline } from 'node:stream';
import { pipeline as pipelineLater } from 'node:stream/promises';
import * as timers from 'node:timers/promises';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Snapshot, Variable } from '../../src/index.js';

const variable = new Variable({ defaultValue: 'default' });
const get = () => variable.get();

/** A call in the context `call`, and the expected value in all code that follows from it. */
type Row = readonly [name: string, call: (see: () => void) => Promise<unknown>];

/** Calls a function that takes a callback, and waits for the callback. */
const called = (fn: (done: () => void) => unknown): Promise<void> => new Promise(resolve => void fn(resolve));

const streams = (see: () => void) =>
  [
    Readable.from([1, 2]),
    new Transform({
      objectMode: true,
      transform(chunk, _, done) {
        see();
        done(null, chunk);
      },
    }),
    new Writable({
      objectMode: true,
      write(_chunk, _, done) {
        see();
        setImmediate(done);
      },
      final(done) {
        see();
        done();
      },
    }),
  ] as const;

/** Code of another realm, which does not have this library. */
const realm = createContext({ get, setTimeout });

const rows: Row[] = [
  [
    'timers/promises',
    async see => {
      await timers.setTimeout(1);
      see();
      await timers.setImmediate();
      see();
      for await (const _ of timers.setInterval(1)) {
        see();
        break;
      }
      await timers.scheduler.wait(1);
      see();
      await timers.scheduler.yield();
      see();
    },
  ],
  [
    'fs/promises',
    async see => {
      await readFile('package.json');
      see();
      const handle = await open('package.json');
      see();
      for await (const _ of handle.readLines()) see();
    },
  ],
  [
    'readline',
    async see => {
      for await (const _ of createInterface({ input: createReadStream('LICENSE') })) see();
    },
  ],
  [
    'stream.pipeline, its streams and its callback',
    see =>
      called(done =>
        pipeline(...streams(see), () => {
          see();
          done();
        }),
      ),
  ],
  [
    'stream/promises',
    async see => {
      await pipelineLater(...streams(see));
      see();
    },
  ],
  [
    'dns.lookup',
    see =>
      called(done =>
        lookup('127.0.0.1', () => {
          see();
          done();
        }),
      ),
  ],
  [
    'crypto.randomBytes',
    see =>
      called(done =>
        randomBytes(4, () => {
          see();
          done();
        }),
      ),
  ],
  [
    'crypto.pbkdf2',
    see =>
      called(done =>
        pbkdf2('a', 'b', 1, 8, 'sha1', () => {
          see();
          done();
        }),
      ),
  ],
  [
    'child_process.execFile',
    see =>
      called(done =>
        execFile(process.execPath, ['-v'], () => {
          see();
          done();
        }),
      ),
  ],
  [
    'child_process, promisified',
    async see => {
      await promisify(execFile)(process.execPath, ['-v']);
      see();
    },
  ],
  [
    'net, a client',
    async see => {
      const server = createServer(socket => socket.end('hello'));
      await once(server.listen(0, '127.0.0.1'), 'listening');
      see();
      const { port } = server.address() as AddressInfo;
      await called(done => connect(port, '127.0.0.1').on('connect', see).on('data', see).on('end', see).on('close', done));
      see();
      server.close();
    },
  ],
  [
    'events.once and events.on, whoever emits',
    async see => {
      const emitter = new EventEmitter();
      const emitElsewhere = (event: string) => variable.run('elsewhere', () => setImmediate(() => emitter.emit(event)));
      emitElsewhere('a');
      await once(emitter, 'a');
      see();
      emitElsewhere('b');
      for await (const _ of on(emitter, 'b')) {
        see();
        break;
      }
    },
  ],
  [
    'AsyncResource.bind and AsyncLocalStorage.bind, called elsewhere',
    async see => {
      const bound = [AsyncResource.bind(see), AsyncLocalStorage.bind(see)];
      variable.run('elsewhere', () => bound.forEach(fn => fn()));
    },
  ],
  [
    'a domain: what runs in it, and its error',
    see =>
      called(done => {
        const domain = createDomain();
        domain.on('error', () => {
          see();
          done();
        });
        domain.run(() => {
          see();
          setImmediate(() => {
            see();
            throw new Error('caught by the domain');
          });
        });
      }),
  ],
  [
    'vm: functions, promises and thenables of another realm',
    async see => {
      const inside = (code: string) => runInContext(code, realm);
      assert.is(inside('get()'), get());
      assert.is(await inside('Promise.resolve().then(get)'), get());
      assert.is(await inside('(async () => { await null; await new Promise(resolve => setTimeout(resolve)); return get(); })()'), get());
      await inside('({ then(resolve) { setTimeout(resolve); } })');
      see();
    },
  ],
  [
    'import()',
    async see => {
      const url: string = 'data:text/javascript,export default 1';
      await import(url);
      see();
    },
  ],
  [
    'web streams',
    async see => {
      const stream = new ReadableStream({
        pull(controller) {
          see();
          controller.enqueue(1);
          controller.close();
        },
      });
      for await (const _ of stream as unknown as AsyncIterable<unknown>) see();
    },
  ],
  [
    'AbortSignal.timeout',
    see =>
      called(done => {
        // Keeps the process alive until the signal comes.
        const alive = setInterval(() => {}, 1000);
        AbortSignal.timeout(1).addEventListener('abort', () => {
          see();
          clearInterval(alive);
          done();
        });
      }),
  ],
];

const apis = suite('APIs of Node');
for (const [name, call] of rows) {
  apis(name, async () => {
    const run = async (context: string) => {
      const seen: unknown[] = [];
      await call(() => seen.push(get()));
      assert.ok(seen.length > 0);
      assert.equal([...new Set(seen)], [context]);
    };
    // Two flows at once, and one call outside of any context.
    await Promise.all([variable.run('call', run, 'call'), variable.run('another', run, 'another'), run('default')]);
    assert.is(get(), 'default');
  });
}
apis.run();

const errors = suite('errors that nobody caught');
const causes: [name: string, event: 'uncaughtException' | 'unhandledRejection', cause: () => void][] = [
  [
    'thrown in a timer',
    'uncaughtException',
    () =>
      void setTimeout(() => {
        throw new Error('mine');
      }),
  ],
  [
    'thrown in a run within it',
    'uncaughtException',
    () =>
      void setTimeout(() =>
        variable.run('inner', () => {
          throw new Error('mine');
        }),
      ),
  ],
  [
    'thrown in nextTick',
    'uncaughtException',
    () =>
      process.nextTick(() => {
        throw new Error('mine');
      }),
  ],
  [
    'thrown in a wrapped callback',
    'uncaughtException',
    () =>
      void setImmediate(
        variable.run('wrapped', () =>
          Snapshot.wrap(() => {
            throw new Error('mine');
          }),
        ),
      ),
  ],
  ['a rejected promise', 'unhandledRejection', () => void Promise.reject(new Error('mine'))],
  [
    'an async function',
    'unhandledRejection',
    () =>
      void (async () => {
        await null;
        throw new Error('mine');
      })(),
  ],
];
for (const [name, event, cause] of causes) {
  errors(`${event}, ${name}: the listener finds the context of the callback, and leaves none behind`, async () => {
    const seen = new Promise(resolve => process.once(event, (error: Error) => resolve([error.message, get()])));
    variable.run('call', cause);
    assert.equal(await seen, ['mine', 'call']);
    const later = [() => called(setImmediate), () => called(queueMicrotask), () => called(process.nextTick)];
    for (const wait of later) {
      await wait();
      assert.is(get(), 'default');
    }
  });
}
errors.run();
