// Patches that are switched off by name, and invalid options.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Variable } from '../../../src/index.js';
import { names } from '../../../src/carriers/browser/policy.js';

declare const document: any;

const OPTIONS = Symbol.for('asynccontext.options.v1');
const global = globalThis as Record<PropertyKey, any>;
const test = suite('switches');

/** All functions that are patched by default, if this engine has them. */
const watched: Record<string, () => unknown> = {
  setTimeout: () => global.setTimeout,
  queueMicrotask: () => global.queueMicrotask,
  MutationObserver: () => global.MutationObserver,
  XMLHttpRequest: () => global.XMLHttpRequest?.prototype.send,
  FileReader: () => global.FileReader.prototype.readAsText,
  IndexedDB: () => global.IDBFactory.prototype.open,
  WebSocket: () => global.WebSocket,
  streams: () => global.ReadableStream,
  EventTarget: () => EventTarget.prototype.addEventListener,
  ...('document' in global && {
    load: () => Object.getOwnPropertyDescriptor(global.HTMLImageElement.prototype, 'src')!.set,
    toggle: () => Object.getOwnPropertyDescriptor(global.HTMLDetailsElement.prototype, 'open')!.set,
    media: () => global.HTMLMediaElement.prototype.play,
    insertion: () => global.Node.prototype.appendChild,
    attributes: () => global.Element.prototype.setAttribute,
  }),
  await: () => Object.getOwnPropertyDescriptor(Promise.prototype, 'constructor')!.get,
};
const before = Object.fromEntries(Object.entries(watched).map(([name, read]) => [name, read()]));
const changed = (): string[] => Object.keys(watched).filter(name => watched[name]!() !== before[name]);

const wrong: [name: string, options: unknown, got: RegExp][] = [
  ['a name that is not known', { without: ['setTimeout', 'XMLHttpReqest'] }, /got XMLHttpReqest\./],
  ['a name that is no string', { without: [Symbol('sign')] }, /got Symbol\(sign\)\./],
  ['one name instead of a list', { without: 'setTimeout' }, /got setTimeout\./],
  ['no list', { without: 5 }, /got 5\./],
  ['another option', { whitout: ['setTimeout'] }, /got the option whitout\./],
  ['no object', 'setTimeout', /got setTimeout\./],
  ['null', null, /got null\./],
  ['a function', () => {}, /got \(\) ?=> ?\{\s*\}\./],
];

for (const [name, options, got] of wrong) {
  test(`${name}: a TypeError, and nothing is patched`, () => {
    global[OPTIONS] = options;
    try {
      new Variable();
      assert.unreachable('it throws');
    } catch (error: any) {
      assert.instance(error, TypeError);
      assert.match(error.message, got);
      for (const known of names) assert.ok(error.message.includes(known), known);
    }
    assert.equal(changed(), []);
  });
}

test('functions that are switched off are not patched, and all others are', async () => {
  const without = ['setTimeout', 'XMLHttpRequest', 'streams', 'load', 'MutationObserver'];
  global[OPTIONS] = { without };
  const variable = new Variable({ defaultValue: 'empty' });
  const expected = Object.keys(watched).filter(name => !without.includes(name));
  assert.equal(changed(), expected);
  assert.is(await variable.run('value', () => new Promise(resolve => setTimeout(() => resolve(variable.get())))), 'empty');
  assert.is(await variable.run('value', () => new Promise(resolve => queueMicrotask(() => resolve(variable.get())))), 'value');
  if ('document' in global) {
    const details = document.body.appendChild(document.createElement('details'));
    const seen = new Promise(resolve => (details.ontoggle = () => resolve(variable.get())));
    variable.run('value', () => details.setAttribute('open', ''));
    assert.is(await seen, 'value');
  }
});

test('options are read once', () => {
  const now = changed();
  global[OPTIONS] = { without: ['nonsense'] };
  new Variable();
  assert.equal(changed(), now);
});

test.run();
