// Each entry of the package, lowered as by an app's build, in an environment with nothing but the language: it loads, and carries contexts.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

// Not bundled with this test, since the module reads files relative to its own location.
const { lowered } = (await import(pathToFileURL(join(process.cwd(), 'tests/lowered/lowered.mjs')).href)) as typeof import('./lowered.mjs');

/** For each entry, code that makes `run` and `get` from it. */
const programs = {
  index: 'const { Variable } = entry; const variable = new Variable(); run = (value, fn) => variable.run(value, fn); get = () => variable.get();',
  polyfill: 'const variable = new AsyncContext.Variable(); run = (value, fn) => variable.run(value, fn); get = () => variable.get();',
  context:
    "const context = entry.createContext(); run = (value, fn) => context.run(() => { context.set('key', value); return fn(); }); get = () => context.get('key');",
  'async-local-storage': 'const storage = new entry.AsyncLocalStorage(); run = (value, fn) => storage.run(value, fn); get = () => storage.getStore();',
  opentelemetry: `
    const manager = new entry.AsyncContextManager().enable();
    run = (value, fn) => manager.with(manager.active().setValue(Symbol.for('key'), value), fn);
    get = () => manager.active().getValue(Symbol.for('key'));`,
};

const flow = `
  async function flow() {
    await 1;
    await Promise.resolve();
    await new Promise(resolve => resolve(Promise.reject(1).catch(() => 2)));
    return get();
  }
  globalThis.seen = Promise.all(['a', undefined, 'b'].map(value => (value ? run(value, flow) : flow()))).then(String);`;

for (const [preset, format] of [
  ['preset-env', 'esm'],
  ['react-native', 'cjs'],
] as const) {
  for (const [name, program] of Object.entries(programs)) {
    test(`${name}, ${format}, by ${preset}`, async () => {
      const { outputFiles } = await build({
        stdin: { contents: `const entry = require('./dist/${format}/any/${name}.js'); let run, get; ${program} ${flow}`, resolveDir: process.cwd() },
        bundle: true,
        format: 'iife',
        platform: 'browser',
        write: false,
        plugins: [lowered(preset, { format })],
      });
      const code = outputFiles[0]!.text;
      assert.not.match(code, /^\s*class\s/m);
      assert.is(await runInNewContext(`${code}; seen`, {}), 'a,,b');
    });
  }
}

test.run();
