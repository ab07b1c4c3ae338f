// `retained()`, which lists what keeps contexts alive, and `graph()`, the time line as data.
import { once } from 'node:events';
import { createServer, connect, type AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type * as debug from '../../src/debug/index.js';
import type * as types from '../../src/index.js';
import { promisify } from 'node:util';

const load = async <T>(path: string) => (await import(pathToFileURL(path).href)) as T;
const { Variable } = await load<typeof types>('dist/esm/node/index.js');
const { retained, graph, onLost } = await load<typeof debug>('dist/esm/node/debug.js');
const program = 'tests/debug/programs/retained.mjs';
const { keep } = await load<{ keep: Record<string, (...args: any[]) => unknown> }>(program);
const lineOf = (mark: string) =>
  readFileSync(program, 'utf8')
    .split('\n')
    .findIndex(line => line.endsWith(`// ${mark}`)) + 1;

const user = new Variable<string>({ name: 'user' });
const of = (type: RegExp) => retained().filter(({ type: found, name }) => type.test(found) && name === 'user');

test('a timer, until it is cleared', () => {
  const timer = user.run('A', keep['timer']!) as NodeJS.Timeout;
  const [found, ...others] = of(/^Timeout$/);
  assert.equal(others, []);
  assert.is(found!.value, 'A');
  assert.is(found!.at!.line, lineOf('timer'));
  assert.match(found!.text, `Timeout made at ${program}:${lineOf('timer')}`);
  assert.match(found!.text, 'keeps user = "A", set by run at');
  clearInterval(timer);
});

test('a socket, until it is closed', async () => {
  const server = createServer(socket => socket.resume()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = user.run('B', () => keep['socket']!(connect, (server.address() as AddressInfo).port)) as import('node:net').Socket;
  await once(socket, 'connect');
  const found = of(/^TCPWRAP$/).find(({ value }) => value === 'B')!;
  assert.is(found.at!.line, lineOf('socket'));
  socket.end();
  await once(socket, 'close');
  server.close();
  await once(server, 'close');
  await promisify(setImmediate)();
  assert.equal(
    of(/^TCPWRAP$/).filter(({ value }) => value === 'B'),
    [],
  );
});

test('a cache of callbacks, until they are taken out', () => {
  const cache = new Map<string, () => void>();
  user.run('C', () => keep['cache']!(cache));
  const found = of(/^callback$/).find(({ value }) => value === 'C')!;
  assert.is(found.at!.line, lineOf('cache'));
  cache.delete('key');
  assert.equal(
    of(/^callback$/).filter(({ value }) => value === 'C'),
    [],
  );
});

test('by their age', () => {
  const timer = user.run('D', keep['timer']!) as NodeJS.Timeout;
  assert.equal(retained({ olderThan: 60_000 }), []);
  clearInterval(timer);
});

test('the time line: flows, segments, awaits and reads, as plain data', async () => {
  await user.run('E', keep['flow']!, user);
  await promisify(setTimeout)(1);
  const { flows, segments, awaits, reads } = graph();
  const flow = flows.find(({ value }) => value === '"E"')!;
  assert.is(flow.variable, 'user');
  const own = <T extends { flow: number }>(list: readonly T[]) => list.filter(({ flow: id }) => id === flow.id);
  const at = (mark: string) => new RegExp(`^${program}:${lineOf(mark)}:`);
  assert.equal(
    own(reads).map(({ value, isLost }) => [value, isLost]),
    [
      ['"E"', false],
      ['"E"', false],
    ],
  );
  own(reads).forEach(({ at: place }, index) => assert.match(place, at(index === 0 ? 'read 1' : 'read 2')));
  assert.ok(
    own(awaits).some(({ at: place }) => at('await').test(place)),
    JSON.stringify(own(awaits)),
  );
  assert.ok(own(segments).some(({ type }) => type === 'run') && own(segments).some(({ type }) => type === 'Timeout'));
  for (const { begin, end } of [...segments, ...awaits]) assert.ok(begin <= end);
  assert.equal(JSON.parse(JSON.stringify({ flows, segments, awaits, reads })), { flows, segments, awaits, reads });
});

test('a value that is not a function, or not a number, is refused', () => {
  assert.throws(() => onLost(1 as never), /asynccontext\/debug: onLost: expected a function, got number/);
  assert.throws(() => retained({ olderThan: '1' as never }), /asynccontext\/debug: retained: expected a number as olderThan, got string/);
});

test('a listener that throws is reported, and others are called', () => {
  const stops = [
    onLost(() => {
      throw new Error('a listener');
    }),
    onLost(({ name }) => heard.push(name)),
  ];
  const heard: string[] = [];
  const errors: unknown[] = [];
  const { error, warn } = console;
  console.error = (text: unknown) => void errors.push(text);
  console.warn = () => {};
  const lost = new Variable<string>({ name: 'lost' });
  const read = lost.run('F', () => keep['read']!(lost)) as () => void;
  lost.run('F', () => keep['run']!(lost, keep));
  (keep['called'] as () => void)();
  console.error = error;
  console.warn = warn;
  for (const stop of stops) stop();
  assert.equal(heard, ['lost']);
  assert.is((errors[0] as Error).message, 'a listener');
  assert.type(read, 'function');
});

test.run();
