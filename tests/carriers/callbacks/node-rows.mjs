// Callbacks of Node's APIs. Each has to find the context in which the API was called, or in which its object was made.
import * as childProcess from 'node:child_process';
import * as crypto from 'node:crypto';
import * as dgram from 'node:dgram';
import * as dns from 'node:dns';
import { EventEmitter, on, once } from 'node:events';
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as http2 from 'node:http2';
import * as net from 'node:net';
import * as readline from 'node:readline';
import * as stream from 'node:stream';
import * as streamLater from 'node:stream/promises';
import * as timers from 'node:timers/promises';
import * as util from 'node:util';
import * as workers from 'node:worker_threads';
import * as zlib from 'node:zlib';

const file = new URL('node-rows.mjs', import.meta.url);
const local = '127.0.0.1';

/** Listens on a port, runs a function that uses it, and closes the server. */
async function served(server, use) {
  await new Promise(resolve => server.listen(0, local, resolve));
  try {
    return await use(server.address().port);
  } finally {
    server.closeAllConnections?.();
    server.close();
  }
}
const echo = () => net.createServer(socket => socket.on('error', () => {}).pipe(socket));
const web = () => http.createServer((request, response) => void request.on('end', () => response.end('hello')).resume());

/**
 * The rows for a library's contexts.
 *
 * @param elsewhere - Calls a function in a context of its own.
 * @returns `[name, call]` for each row. In `call(see, done)` a callback calls `see` to look at the context, and `done` for the last look.
 */
export const createRows = elsewhere => [
  ['`process.nextTick`', (see, done) => process.nextTick(done)],
  [
    '`timers/promises`: `setTimeout`',
    async (see, done) => {
      await timers.setTimeout(1);
      done();
    },
  ],
  [
    '`timers/promises`: `setImmediate`',
    async (see, done) => {
      await timers.setImmediate();
      done();
    },
  ],
  [
    '`timers/promises`: `setInterval`',
    async (see, done) => {
      for await (const _ of timers.setInterval(1)) break;
      done();
    },
  ],
  [
    '`Atomics.waitAsync`',
    async (see, done) => {
      await Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1).value;
      done();
    },
  ],
  [
    '`unhandledRejection`',
    (see, done) => {
      const mine = new Error('on purpose');
      const listener = reason => {
        if (reason === mine) {
          process.off('unhandledRejection', listener);
          done();
        }
      };
      process.on('unhandledRejection', listener);
      Promise.reject(mine);
    },
  ],
  ['`util.callbackify`', (see, done) => util.callbackify(async () => {})(done)],
  [
    '`events.once`, whoever emits',
    async (see, done) => {
      const emitter = new EventEmitter();
      elsewhere(() => setTimeout(() => emitter.emit('a'), 1));
      await once(emitter, 'a');
      done();
    },
  ],
  [
    '`events.on`, whoever emits',
    async (see, done) => {
      const emitter = new EventEmitter();
      elsewhere(() => setTimeout(() => emitter.emit('a'), 1));
      for await (const _ of on(emitter, 'a')) break;
      done();
    },
  ],
  ['`fs.readFile`', (see, done) => fs.readFile(file, done)],
  [
    '`fs.stat`, `open`, `read`, `close`',
    (see, done) =>
      fs.stat(file, () => {
        see();
        fs.open(file, (_, fd) => {
          see();
          fs.read(fd, Buffer.alloc(4), 0, 4, 0, () => {
            see();
            fs.close(fd, done);
          });
        });
      }),
  ],
  [
    '`fs/promises`',
    async (see, done) => {
      await fs.promises.readFile(file);
      see();
      const handle = await fs.promises.open(file);
      see();
      await handle.close();
      done();
    },
  ],
  [
    '`fs.opendir`',
    async (see, done) => {
      for await (const _ of await fs.promises.opendir(new URL('.', file))) see();
      done();
    },
  ],
  ['`fs.createReadStream`', (see, done) => void fs.createReadStream(file).on('open', see).on('data', see).on('end', see).on('close', done)],
  ['`Readable`: `data`, `end`', (see, done) => void stream.Readable.from(['a']).on('data', see).on('end', done)],
  [
    '`Readable`: `for await`',
    async (see, done) => {
      for await (const _ of stream.Readable.from(['a'])) see();
      done();
    },
  ],
  [
    '`Writable`: `write`, its callback, `finish`',
    (see, done) =>
      void new stream.Writable({
        write(_c, _e, next) {
          see();
          setImmediate(next);
        },
      })
        .on('finish', done)
        .end('a', see),
  ],
  [
    '`Transform`',
    (see, done) =>
      void stream.Readable.from(['a'])
        .pipe(
          new stream.Transform({
            transform(chunk, _e, next) {
              see();
              next(null, chunk);
            },
          }),
        )
        .on('data', see)
        .on('end', done),
  ],
  ['`stream.pipeline`', (see, done) => void stream.pipeline(stream.Readable.from(['a']), new stream.PassThrough().resume(), done)],
  [
    '`stream/promises`: `pipeline`',
    async (see, done) => {
      await streamLater.pipeline(stream.Readable.from(['a']), new stream.PassThrough().resume());
      done();
    },
  ],
  [
    '`stream.finished`, of a stream that another flow ends',
    (see, done) => {
      const through = new stream.PassThrough().resume();
      stream.finished(through, done);
      elsewhere(() => setTimeout(() => through.end(), 1));
    },
  ],
  [
    '`stream/promises`: `finished`, of the same',
    async (see, done) => {
      const through = new stream.PassThrough().resume();
      elsewhere(() => setTimeout(() => through.end(), 1));
      await streamLater.finished(through);
      done();
    },
  ],
  [
    '`readline`: `line`, `close`',
    (see, done) =>
      void readline
        .createInterface({ input: stream.Readable.from(['a\nb']) })
        .on('line', see)
        .on('close', done),
  ],
  [
    '`readline`: `for await`',
    async (see, done) => {
      for await (const _ of readline.createInterface({ input: stream.Readable.from(['a\nb']) })) see();
      done();
    },
  ],
  [
    '`readline`: `question`, of an interface that another flow has made',
    (see, done) => {
      const input = new stream.PassThrough();
      const lines = elsewhere(() => readline.createInterface({ input }));
      lines.question('', answer => {
        done(answer);
        lines.close();
      });
      elsewhere(() => setTimeout(() => input.write('a\n'), 1));
    },
  ],
  ['`zlib.gzip`', (see, done) => zlib.gzip('a', done)],
  ['`zlib.createGzip`', (see, done) => void stream.Readable.from(['a']).pipe(zlib.createGzip()).on('data', see).on('end', done)],
  ['`crypto.randomBytes`', (see, done) => crypto.randomBytes(4, done)],
  ['`crypto.pbkdf2`', (see, done) => crypto.pbkdf2('a', 'b', 1, 8, 'sha1', done)],
  ['`crypto.scrypt`', (see, done) => crypto.scrypt('a', 'b', 8, { N: 2 }, done)],
  ['`crypto.generateKeyPair`', (see, done) => crypto.generateKeyPair('ec', { namedCurve: 'P-256' }, done)],
  ['`dns.lookup`', (see, done) => dns.lookup(local, done)],
  [
    '`dns.promises.lookup`',
    async (see, done) => {
      await dns.promises.lookup(local);
      done();
    },
  ],
  [
    '`net`, a client: `connect`, `data`, `end`, `close`',
    (see, done) =>
      served(
        echo(),
        port =>
          new Promise(resolve => {
            const socket = net
              .connect(port, local)
              .on('connect', see)
              .on('data', () => {
                see();
                socket.end();
              })
              .on('end', see)
              .on('close', () => {
                done();
                resolve();
              });
            socket.write('a');
          }),
      ),
  ],
  [
    '`net`: the callbacks of `write` and `end`',
    (see, done) =>
      served(
        echo(),
        port =>
          new Promise(resolve => {
            const socket = net.connect(port, local).resume().on('close', resolve);
            socket.write('a', () => {
              see();
              socket.end(() => {
                done();
                socket.destroy();
              });
            });
          }),
      ),
  ],
  [
    '`net`: `timeout` of a socket',
    (see, done) =>
      served(
        echo(),
        port =>
          new Promise(resolve => {
            const socket = net
              .connect(port, local)
              .setTimeout(5, () => {
                done();
                socket.destroy();
              })
              .on('close', resolve);
          }),
      ),
  ],
  [
    '`net`, a server: `listening`',
    (see, done) =>
      void net.createServer().listen(0, local, function () {
        done();
        this.close();
      }),
  ],
  [
    '`net`, a server: the callback of `close`',
    async (see, done) => {
      const server = net.createServer();
      await new Promise(resolve => elsewhere(() => server.listen(0, local, resolve)));
      server.close(done);
    },
  ],
  [
    '`dgram`: `message`, the callback of `send`',
    (see, done) => {
      const socket = dgram.createSocket('udp4').on('message', () => {
        done();
        socket.close();
      });
      socket.bind(0, local, () => {
        see();
        socket.send('a', socket.address().port, local, see);
      });
    },
  ],
  [
    '`http`, a client: `response`, `data`, `end`',
    (see, done) =>
      served(
        web(),
        port =>
          new Promise(resolve => {
            http.get({ port, host: local, agent: false }, response => {
              see();
              response.on('data', see).on('end', () => {
                done();
                resolve();
              });
            });
          }),
      ),
  ],
  [
    '`http`, a connection that other flows have used',
    (see, done) =>
      served(web(), async port => {
        const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
        const ask = look =>
          new Promise(
            resolve =>
              void http.get({ port, host: local, agent }, response => {
                look();
                response.on('data', look).on('end', () => {
                  look();
                  resolve();
                });
              }),
          );
        await elsewhere(() => ask(() => {}));
        await ask(see);
        agent.destroy();
        done();
      }),
  ],
  [
    '`http`, a server: `end` of a request, `finish` of a response',
    (see, done) =>
      new Promise(resolve => {
        const server = http.createServer((request, response) => {
          const look = server.look;
          look(() => {
            request
              .on('end', () => {
                see();
                response
                  .on('finish', () => {
                    done();
                    server.close();
                    resolve();
                  })
                  .end('a');
              })
              .resume();
          });
        });
        server.look = use => see.inside(use);
        server.listen(0, local, () =>
          elsewhere(() => void http.get({ port: server.address().port, host: local, agent: false }, response => response.resume())),
        );
      }),
  ],
  [
    '`http2`, a client: `response`, `data`, `end`',
    (see, done) => {
      const server = http2.createServer((_, response) => response.end('a'));
      return new Promise(resolve =>
        server.listen(0, local, () => {
          const client = elsewhere(() => http2.connect(`http://${local}:${server.address().port}`));
          see.inside(() =>
            client
              .request({ ':path': '/' })
              .on('response', see)
              .on('data', see)
              .on('end', () => {
                done();
                client.close();
                server.close();
                resolve();
              })
              .end(),
          );
        }),
      );
    },
  ],
  [
    '`fetch`',
    (see, done) =>
      served(web(), async port => {
        const response = await fetch(`http://${local}:${port}`);
        see();
        await response.text();
        done();
      }),
  ],
  ['`child_process.execFile`', (see, done) => void childProcess.execFile('sh', ['-c', 'true'], done)],
  ['`child_process.spawn`: `data` and `end` of `stdout`', (see, done) => void childProcess.spawn('echo', ['a']).stdout.on('data', see).on('end', done)],
  ['`child_process.spawn`: `exit`, `close`', (see, done) => void childProcess.spawn('echo', ['a'], { stdio: 'ignore' }).on('exit', see).on('close', done)],
  [
    '`worker_threads`: `message` of a port',
    (see, done) => {
      const { port1, port2 } = new workers.MessageChannel();
      port1.on('message', () => {
        done();
        port1.close();
      });
      port2.postMessage(1);
    },
  ],
  [
    '`worker_threads.Worker`: `online`, `message`, `exit`',
    (see, done) =>
      void new workers.Worker("require('node:worker_threads').parentPort.postMessage(1)", { eval: true }).on('online', see).on('message', see).on('exit', done),
  ],
];
