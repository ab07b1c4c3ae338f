// Callbacks of the APIs that all runtimes have. Each has to find the context in which the API was called, or in which its object was made.

const later = ms => new Promise(resolve => setTimeout(resolve, ms));

/**
 * The rows for a library's contexts.
 *
 * @param elsewhere - Calls a function in a context of its own.
 * @returns `[name, call]` for each row. In `call(see, done)` a callback calls `see` to look at the context, and `done` for the last look.
 */
export const createRows = elsewhere => [
  ['`setTimeout`', (see, done) => void setTimeout(done, 1)],
  [
    '`setInterval`',
    (see, done) => {
      const id = setInterval(() => {
        clearInterval(id);
        done();
      }, 1);
    },
  ],
  ['`setImmediate`', (see, done) => void setImmediate(done)],
  ['`queueMicrotask`', (see, done) => queueMicrotask(done)],
  [
    '`AbortSignal.timeout`',
    (see, done) => {
      const alive = setInterval(() => {}, 1000);
      AbortSignal.timeout(5).addEventListener('abort', () => {
        clearInterval(alive);
        done();
      });
    },
  ],
  [
    '`await` of a value',
    async (see, done) => {
      await 1;
      done();
    },
  ],
  [
    '`await` of a promise that another flow settles',
    async (see, done) => {
      await new Promise(resolve => elsewhere(() => setTimeout(resolve, 1)));
      done();
    },
  ],
  ['`then`, `catch`, `finally`', (see, done) => void Promise.reject(1).catch(see).then(see).finally(done)],
  [
    'a thenable that is awaited',
    async (see, done) => {
      await {
        then(ok) {
          see();
          setTimeout(ok, 1);
        },
      };
      done();
    },
  ],
  [
    '`await` of a promise that another flow resolves with a thenable',
    async (see, done) => {
      await new Promise(resolve => elsewhere(() => setTimeout(() => resolve({ then: ok => void setTimeout(ok, 1) }), 1)));
      done();
    },
  ],
  ['`then` of a thenable that an async function returns', (see, done) => void (async () => ({ then: done }))()],
  [
    '`Promise.all`, `Promise.race`',
    async (see, done) => {
      await Promise.all([later(1), Promise.race([later(1)])]);
      done();
    },
  ],
  [
    '`for await` of an async generator',
    async (see, done) => {
      for await (const _ of (async function* () {
        await null;
        yield 1;
      })())
        see();
      done();
    },
  ],
  [
    '`import()`',
    async (see, done) => {
      await import('data:text/javascript,export default 1');
      done();
    },
  ],
  [
    '`WebAssembly.instantiate`',
    async (see, done) => {
      await WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
      done();
    },
  ],
  [
    '`dispatchEvent`',
    (see, done) => {
      const target = new EventTarget();
      elsewhere(() => target.addEventListener('a', done));
      target.dispatchEvent(new Event('a'));
    },
  ],
  [
    '`AbortController.abort`',
    (see, done) => {
      const abort = new AbortController();
      elsewhere(() => abort.signal.addEventListener('abort', done));
      abort.abort();
    },
  ],
  [
    '`ReadableStream`: `pull`',
    async (see, done) => {
      for await (const _ of new ReadableStream({
        pull(controller) {
          see();
          controller.enqueue(1);
          controller.close();
        },
      }))
        see();
      done();
    },
  ],
  [
    '`WritableStream`: `write`',
    async (see, done) => {
      const writer = new WritableStream({ write: see }).getWriter();
      await writer.write(1);
      done();
    },
  ],
  [
    '`TransformStream`',
    async (see, done) => {
      const { readable, writable } = new TransformStream({
        transform(chunk, controller) {
          see();
          controller.enqueue(chunk);
        },
      });
      const writer = writable.getWriter();
      void writer.write(1).then(() => writer.close());
      for await (const _ of readable) see();
      done();
    },
  ],
  [
    '`CompressionStream`',
    async (see, done) => {
      for await (const _ of new Blob(['a']).stream().pipeThrough(new CompressionStream('gzip'))) see();
      done();
    },
  ],
  [
    '`crypto.subtle`',
    async (see, done) => {
      await crypto.subtle.digest('SHA-256', new Uint8Array(4));
      done();
    },
  ],
  [
    '`MessageChannel`: `message`',
    (see, done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        done();
        port1.close();
      };
      port2.postMessage(1);
    },
  ],
  [
    '`BroadcastChannel`: `message`',
    (see, done) => {
      const name = String(Math.random());
      const [one, two] = [new BroadcastChannel(name), new BroadcastChannel(name)];
      one.onmessage = () => {
        done();
        one.close();
        two.close();
      };
      two.postMessage(1);
    },
  ],
  [
    '`WritableStream`: `write` of a chunk that waits for the one of another flow',
    async (see, done) => {
      const writer = new WritableStream({
        async write(chunk) {
          if (chunk === 'mine') see();
          await later(2);
        },
      }).getWriter();
      await writer.ready;
      await later(1);
      elsewhere(() => void writer.write('theirs'));
      await writer.write('mine');
      done();
    },
  ],
  [
    '`then` of a thenable with which a promise of another flow is resolved',
    (see, done) => {
      let resolve;
      elsewhere(
        () =>
          new Promise(ok => {
            resolve = ok;
          }),
      );
      resolve({ then: done });
    },
  ],
];
