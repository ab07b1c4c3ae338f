// Schedulers that are created on first access, as in React Native: they are patched like others.
import { execFileSync } from 'node:child_process';
import { build } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const program = `
  for (const name of ['setImmediate', 'queueMicrotask', 'requestIdleCallback']) {
    Object.defineProperty(globalThis, name, {
      configurable: true,
      enumerable: true,
      get() {
        const value = host[name];
        Object.defineProperty(globalThis, name, { value, configurable: true, enumerable: true, writable: true });
        return value;
      },
    });
  }
  const { Variable } = require('./dist/esm/any/index.js');
  const variable = new Variable();
  globalThis.seen = Promise.all(
    ['setImmediate', 'queueMicrotask', 'requestIdleCallback'].flatMap(name =>
      ['a', 'b'].map(value => variable.run(value, () => new Promise(resolve => globalThis[name](() => resolve(variable.get() === value ? '' : name + ' saw ' + variable.get()))))),
    ),
  ).then(all => all.filter(Boolean).join());`;

// In this realm, without `process`: the global of a `node:vm` realm has other properties than it shows.
const host = `
  const { setImmediate, queueMicrotask, process } = globalThis;
  globalThis.host = { setImmediate, queueMicrotask, requestIdleCallback: callback => setTimeout(callback, 1) };
  globalThis.process = undefined;`;

test('each callback runs in the context of its call', async () => {
  const contents = `${host}\n${program}\nseen.then(wrong => process.stdout.write(wrong));`;
  const { outputFiles } = await build({ stdin: { contents, resolveDir: process.cwd() }, bundle: true, format: 'iife', platform: 'browser', write: false });
  assert.is(execFileSync(process.execPath, { input: outputFiles[0]!.text, encoding: 'utf8' }), '');
});

test.run();
