// Listeners that our context manager ties in Node: of emitters as their users know them, and of event targets that are emitters as well.
import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { ROOT_CONTEXT, createContextKey } from '@opentelemetry/api';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { WebSocket, WebSocketServer } from 'ws';
import { AsyncContextManager } from '../../../src/interop/opentelemetry.js';

const context = ROOT_CONTEXT.setValue(createContextKey('test'), 1);
const manager = new AsyncContextManager();
const isTied = () => manager.active() === context;
const tied = <T>(target: T): T => manager.bind(context, target);
/** Closes what a test has opened, so that the process ends after a failure, too. */
let close = () => {};
test.after.each(() => {
  close();
  close = () => {};
});

for (const method of ['on', 'once', 'addListener', 'prependListener', 'prependOnceListener'] as const) {
  for (const remove of ['off', 'removeListener'] as const) {
    test(`${method}: ties a listener with its this and its arguments; ${remove} removes it`, () => {
      const emitter = tied(new EventEmitter());
      const seen: unknown[] = [];
      const listener = function (this: unknown, ...args: unknown[]) {
        seen.push(this === emitter, isTied(), ...args);
      };
      emitter[method]('a', listener);
      emitter.emit('a', 1, 2);
      assert.equal(seen.splice(0), [true, true, 1, 2]);
      emitter[method]('b', listener);
      assert.is(emitter[remove]('b', listener), emitter);
      assert.equal([emitter.emit('b'), emitter.emit('a'), seen.length], [false, !method.includes('nce'), method.includes('nce') ? 0 : 2]);
    });
  }
}

test('prependListener puts it before the others', () => {
  const emitter = tied(new EventEmitter());
  const order: number[] = [];
  emitter.on('a', () => order.push(2));
  emitter.prependListener('a', () => order.push(1));
  emitter.emit('a');
  assert.equal(order, [1, 2]);
});

test('an emitter shows the listeners that were added, not what they were added as', () => {
  const emitter = tied(new EventEmitter());
  const listener = () => {};
  const told: unknown[] = [];
  emitter.on('newListener', (event, added) => told.push(event, added === listener));
  emitter.on('removeListener', (event, removed) => told.push(event, removed === listener));
  told.length = 0;
  emitter.on('a', listener);
  assert.ok(emitter.listeners('a')[0] === listener);
  emitter.removeListener('a', listener);
  assert.equal(told, ['a', true, 'a', true]);
});

test('a listener that is added while another one is added is tied too', () => {
  const emitter = tied(new EventEmitter());
  const seen: unknown[] = [];
  emitter.once('newListener', () => emitter.on('a', () => seen.push('first', isTied())));
  emitter.once('a', () => seen.push('second', isTied()));
  emitter.emit('a');
  assert.equal(seen, ['first', true, 'second', true]);
});

test('a value that is not a listener is refused as before', () => {
  const [free, bound] = [new EventEmitter(), tied(new EventEmitter())];
  for (const listener of [undefined, null, 1, {}, { handleEvent() {} }]) {
    const errors = [free, bound].map(emitter => {
      try {
        emitter.on('a', listener as never);
        return undefined;
      } catch (error) {
        return (error as { code: string }).code;
      }
    });
    assert.equal(errors, ['ERR_INVALID_ARG_TYPE', 'ERR_INVALID_ARG_TYPE']);
  }
  const target = new EventTarget();
  const add = () => Reflect.apply(target.addEventListener, target, ['a']);
  const isMissing = (error: { code: string }) => error.code === 'ERR_MISSING_ARGS';
  assert.throws(add, isMissing);
  tied(target);
  assert.throws(add, isMissing);
});

test('events.once and a removal by signal', async () => {
  const emitter = tied(new EventEmitter());
  const waiting = once(emitter, 'a');
  emitter.emit('a', 1);
  assert.equal(await waiting, [1]);
  const controller = new AbortController();
  const aborted = once(emitter, 'b', { signal: controller.signal }).catch((error: Error) => error.name);
  controller.abort();
  assert.equal([await aborted, emitter.listenerCount('b')], ['AbortError', 0]);
});

test('a MessagePort is an emitter and a target: both ways are tied, both are undone', async () => {
  const { port1, port2 } = new MessageChannel();
  close = () => port1.close();
  tied(port1);
  const seen: unknown[] = [];
  const byOn = (value: unknown) => void seen.push('on', value, isTied());
  const byAdd = (event: unknown) => void seen.push('add', (event as MessageEvent).data, isTied());
  port1.on('message', byOn);
  (port1 as unknown as EventTarget).addEventListener('message', byAdd as EventListener);
  const last = new Promise(resolve => port1.once('message', resolve));
  port2.postMessage(1);
  await last;
  assert.equal(seen.splice(0), ['on', 1, true, 'add', 1, true]);
  port1.off('message', byOn);
  (port1 as unknown as EventTarget).removeEventListener('message', byAdd as EventListener);
  const again = new Promise(resolve => port1.once('message', resolve));
  port2.postMessage(2);
  await again;
  assert.equal(seen, []);
});

test('a WebSocket of ws is both as well', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  close = () => {
    for (const client of server.clients) client.terminate();
    server.close();
  };
  await once(server, 'listening');
  server.on('connection', socket => socket.on('message', data => socket.send(String(data))));
  const socket = tied(new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`));
  await once(socket, 'open');
  const seen: unknown[] = [];
  const listener = ({ data }: { data: unknown }) => void seen.push(data, isTied());
  const echo = async (text: string) => {
    const echoed = once(socket, 'message');
    socket.send(text);
    await echoed;
    return seen.splice(0);
  };
  socket.addEventListener('message', listener);
  assert.equal(await echo('one'), ['one', true]);
  socket.removeEventListener('message', listener);
  assert.equal(await echo('two'), []);
});

test.run();
