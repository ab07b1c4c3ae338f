// The carrier on Node: the contexts of callbacks of Node's own APIs, and the stores of other libraries' AsyncLocalStorages.
import { AsyncLocalStorage, AsyncResource, createHook, executionAsyncResource } from 'node:async_hooks';
import { EventEmitter, once } from 'node:events';
import { createReadStream, readFile } from 'node:fs';
import { readFile as readFileLater } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { gzip } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Snapshot, Variable } from '../../src/index.js';

const variable = new Variable({ defaultValue: 'default' });
const get = () => variable.get();

// First, while there is no other AsyncLocalStorage: for other instances Node itself uses the methods of the prototype.
const hardness = suite('hardness on Node');
hardness('later changes of AsyncLocalStorage and AsyncResource have no effect', () => {
  const patched = [AsyncLocalStorage.prototype, AsyncResource.prototype].flatMap(prototype =>
    Object.entries(Object.getOwnPropertyDescriptors(prototype) as Record<string, PropertyDescriptor>)
      .filter(([key, { value }]) => typeof value === 'function' && key !== 'constructor')
      .map(([key, descriptor]) => ({ prototype, key, descriptor })),
  );
  const asked: string[] = [];
  for (const { prototype, key } of patched) Object.defineProperty(prototype, key, { configurable: true, value: () => void asked.push(key) });
  try {
    const taken = variable.run('taken', () => new Snapshot());
    assert.equal([variable.run('inner', get), taken.run(get), get()], ['inner', 'taken', 'default']);
  } finally {
    for (const { prototype, key, descriptor } of patched) Object.defineProperty(prototype, key, descriptor);
  }
  assert.equal(asked, []);
});
hardness('the resource of the execution gives away no value', () => {
  const secret = { secret: true };
  const reachable = new Set<unknown>();
  const visit = (value: unknown): void => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || reachable.has(value)) return;
    reachable.add(value);
    for (const key of Reflect.ownKeys(value)) {
      const descriptor = Object.getOwnPropertyDescriptor(value, key)!;
      if ('value' in descriptor) visit(descriptor.value);
    }
    visit(Object.getPrototypeOf(value));
  };
  new Variable<object>().run(secret, () => visit(executionAsyncResource()));
  assert.ok(reachable.size > 0);
  assert.not.ok(reachable.has(secret));
});
hardness.run();

const callbacks = suite('callbacks of Node');
const apis: [name: string, call: (done: () => void) => void][] = [
  ['process.nextTick', done => process.nextTick(done)],
  ['setImmediate', done => void setImmediate(done)],
  ['setTimeout', done => void setTimeout(done, 1)],
  ['queueMicrotask', done => queueMicrotask(done)],
  ['fs.readFile', done => readFile('package.json', done)],
  ['fs.promises', done => void readFileLater('package.json').then(done)],
  [
    'fs stream',
    done =>
      void createReadStream('package.json')
        .on('data', () => {})
        .on('end', done),
  ],
  ['zlib', done => gzip('text', done)],
  ['timers/promises', done => void sleep(1).then(done)],
];
for (const [name, call] of apis) {
  callbacks(`${name} calls back in the context of the call`, async () => {
    const seen = new Promise(resolve => variable.run(name, () => call(() => resolve(get()))));
    const free = new Promise(resolve => call(() => resolve(get())));
    assert.equal(await Promise.all([seen, free]), [name, 'default']);
  });
}
callbacks('http: each request has its own context on the server and in the client', async () => {
  const server = createServer((incoming, response) => {
    variable.run(`served ${incoming.url}`, async () => {
      await sleep(2);
      response.end(get());
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const ask = (path: string) =>
    new Promise<string[]>((resolve, reject) =>
      variable.run(`asked ${path}`, () =>
        request({ port, host: '127.0.0.1', path, agent: false }, response => {
          let body = '';
          response.on('data', chunk => (body += chunk)).on('end', () => resolve([body, get()]));
        })
          .on('error', reject)
          .end(),
      ),
    );
  const paths = Array.from({ length: 20 }, (_, i) => `/${i}`);
  assert.equal(
    await Promise.all(paths.map(ask)),
    paths.map(path => [`served ${path}`, `asked ${path}`]),
  );
  server.close();
});
callbacks('EventEmitter shows its listeners the context of emit', () => {
  const emitter = new EventEmitter();
  const seen: unknown[] = [];
  variable.run('registration', () => emitter.on('event', () => seen.push(get())));
  variable.run('emit', () => emitter.emit('event'));
  emitter.emit('event');
  assert.equal(seen, ['emit', 'default']);
});
callbacks('AsyncResource carries our contexts', () => {
  const resource = variable.run('resource', () => new AsyncResource('TEST'));
  assert.is(resource.runInAsyncScope(get), 'resource');
});
callbacks('a worker thread starts in the empty context', async () => {
  const worker = variable.run(
    'parent',
    () =>
      new Worker(
        `const { Variable } = require('./dist/cjs/node/index.js');
         const variable = new Variable({ defaultValue: 'default' });
         require('node:worker_threads').parentPort.postMessage(
           [variable.get(), variable.run('worker', () => variable.get())]);`,
        { eval: true },
      ),
  );
  assert.equal((await once(worker, 'message'))[0], ['default', 'worker']);
});
callbacks.run();

const others = suite("other libraries' AsyncLocalStorages");
others('a Snapshot and a wrapped function restore them', async () => {
  const storage = new AsyncLocalStorage<string>();
  const taken = storage.run('theirs', () => variable.run('ours', () => new Snapshot()));
  const wrapped = storage.run('theirs', () => variable.run('ours', () => Snapshot.wrap(() => [storage.getStore(), get()])));
  await sleep(1);
  storage.run('elsewhere', () => {
    assert.equal(
      taken.run(() => [storage.getStore(), get()]),
      ['theirs', 'ours'],
    );
    assert.equal(wrapped(), ['theirs', 'ours']);
    assert.is(storage.getStore(), 'elsewhere');
  });
});
others('a Snapshot restores that there was none', () => {
  const storage = new AsyncLocalStorage<string>();
  const taken = new Snapshot();
  storage.run('elsewhere', () =>
    assert.is(
      taken.run(() => storage.getStore()),
      undefined,
    ),
  );
});
others('what is done to them inside a Snapshot is not there the next time', () => {
  const storage = new AsyncLocalStorage<string>();
  const taken = storage.run('theirs', () => new Snapshot());
  assert.is(
    taken.run(() => storage.run('inner', () => taken.run(() => storage.getStore()))),
    'theirs',
  );
  taken.run(() => storage.enterWith('entered'));
  assert.is(
    taken.run(() => storage.getStore()),
    'theirs',
  );
});
others('run of a Variable leaves them alone', () => {
  const storage = new AsyncLocalStorage<string>();
  storage.run('theirs', () =>
    assert.equal(
      variable.run('ours', () => [storage.getStore(), get()]),
      ['theirs', 'ours'],
    ),
  );
});
others('theirs leave ours alone', async () => {
  const storage = new AsyncLocalStorage<string>();
  await variable.run('ours', async () => {
    assert.is(storage.run('theirs', get), 'ours');
    assert.is(storage.exit(get), 'ours');
    storage.enterWith('theirs');
    await sleep(1);
    assert.equal([storage.getStore(), get()], ['theirs', 'ours']);
    storage.disable();
    assert.is(get(), 'ours');
  });
});
others('those who count resources see ours go', async () => {
  const alive = new Set<number>();
  const hook = createHook({
    init: (id, type) => void (type.startsWith('AsyncContext') && alive.add(id)),
    destroy: id => void alive.delete(id),
  }).enable();
  const storage = new AsyncLocalStorage<string>();
  storage.run('theirs', () => {
    for (let i = 0; i < 100; i++) new Snapshot().run(get);
  });
  const seen = alive.size;
  for (let tries = 0; alive.size > 10 && tries < 20; tries++) {
    (globalThis as { gc?: () => void }).gc!();
    await sleep(5);
  }
  hook.disable();
  assert.ok(seen >= 100 && alive.size <= 10, `${alive.size} of ${seen} are left`);
});
others.run();
