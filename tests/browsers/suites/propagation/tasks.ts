// Events that the engine fires because of a task have the context in which the task was started, for every listener on every target.
import * as assert from 'uvu/assert';
import { amidOthers, blob, event, notes, request, sleep, table, within, type Row } from './context.ts';

declare const document: any, location: any, FileReader: any, WebSocket: any, EventSource: any;

const { add, run } = table('tasks');

/** Rows with an object, a task, and its events. */
interface TaskCase extends Row {
  /** Makes the object. Without `start`, making it starts the task. */
  make(): any;
  start?(target: any): void;
  /** The object that fires the events, if it is another one. */
  source?(target: any): any;
  readonly types: readonly string[];
  /** The last of the events. */
  readonly last: string;
  stop?(target: any): void;
}

const loading = ['loadstart', 'progress', 'load', 'loadend'];

const cases: TaskCase[] = [
  {
    name: 'XMLHttpRequest.send',
    needs: ['XMLHttpRequest'],
    make: request('GET', '/slow?ms=5'),
    start: xhr => xhr.send(),
    types: ['readystatechange', ...loading],
    last: 'loadend',
  },
  {
    name: 'XMLHttpRequest.send, upload',
    needs: ['XMLHttpRequest'],
    make: request('POST', '/echo'),
    start: xhr => xhr.send('x'.repeat(1000)),
    source: xhr => xhr.upload,
    types: loading,
    last: 'loadend',
  },
  {
    name: 'XMLHttpRequest.send, an error',
    needs: ['XMLHttpRequest'],
    make: request('GET', 'http://127.0.0.1:1/'),
    start: xhr => xhr.send(),
    types: ['readystatechange', 'loadstart', 'error', 'loadend'],
    last: 'loadend',
  },
  {
    name: 'XMLHttpRequest.send, a timeout',
    needs: ['XMLHttpRequest'],
    make: request('GET', '/slow?ms=5000'),
    start(xhr) {
      xhr.timeout = 30;
      xhr.send();
    },
    types: ['readystatechange', 'loadstart', 'timeout', 'loadend'],
    last: 'loadend',
  },
  ...['readAsText', 'readAsArrayBuffer', 'readAsDataURL', 'readAsBinaryString'].map(method => ({
    name: `FileReader.${method}`,
    needs: ['FileReader'],
    make: () => new FileReader(),
    start: (reader: any) => reader[method](blob()),
    types: loading,
    last: 'loadend',
  })),
  {
    name: 'new WebSocket',
    needs: ['WebSocket'],
    make: () => new WebSocket(`ws://${location.host}/socket`),
    types: ['open'],
    last: 'open',
    stop: socket => socket.close(),
  },
  {
    name: 'new WebSocket, an error',
    needs: ['WebSocket'],
    make: () => new WebSocket(`ws://${location.host}/nothing`),
    types: ['error'],
    last: 'error',
  },
  {
    name: 'new EventSource',
    needs: ['EventSource'],
    make: () => new EventSource('/events?count=1&ms=1000'),
    types: ['open'],
    last: 'open',
    stop: source => source.close(),
  },
  {
    name: 'new EventSource, an error',
    needs: ['EventSource'],
    make: () => new EventSource('/nothing'),
    types: ['error'],
    last: 'error',
  },
  {
    name: 'element.animate, to its end',
    needs: ['Element.prototype.animate'],
    make: () => animated(10),
    types: ['finish'],
    last: 'finish',
  },
  {
    name: 'element.animate, cancelled',
    needs: ['Element.prototype.animate'],
    make() {
      const animation = animated(10_000);
      setTimeout(() => animation.cancel(), 20);
      return animation;
    },
    types: ['cancel'],
    last: 'cancel',
  },
];

const animated = (duration: number) => document.body.animate([{ opacity: 1 }, { opacity: 0.9 }], duration);

for (const row of cases) {
  for (const context of ['task', undefined]) {
    add({ ...row, name: `${row.name}: ${context ? 'in the context of the start' : 'started in no context'}` }, async () => {
      const { note, all } = notes();
      await amidOthers(async () => {
        const target = within(row.start ? 'construction' : context, row.make);
        const source = row.source?.(target) ?? target;
        within('registration', () => {
          for (const type of row.types) {
            source.addEventListener(type, () => note(`${type} listener`));
            source.addEventListener(type, { handleEvent: () => note(`${type} object`) }, { capture: true });
            source[`on${type}`] = () => note(`on${type}`);
          }
        });
        const ended = event(source, row.last);
        if (row.start) within(context, () => row.start!(target));
        await ended;
        await sleep(1);
        row.stop?.(target);
      });
      const expected = context ?? 'empty';
      const seen = await all();
      // Engines do not fire all of these events each time. But those that they fire have to be right, and all listeners have to get the last one.
      const names = new Set([...Object.keys(seen), `${row.last} listener`, `${row.last} object`, `on${row.last}`]);
      assert.equal(seen, Object.fromEntries([...names].map(name => [name, expected])));
    });
  }
}

run();
