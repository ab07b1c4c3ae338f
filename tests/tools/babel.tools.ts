// Babel 8: the plugin alone, and with presets that lower. tests/transform/babel.test.ts runs the transform's programs with Babel 7.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

// Not bundled with this test, since these modules read files relative to their own location.
const load = (path: string) => import(pathToFileURL(join(process.cwd(), path)).href);

const { runtime } = await load('tests/runtimes.mjs');
const { resolve } = createRequire(await runtime('babel-8'));
const babel = await import(pathToFileURL(resolve('@babel/core')).href);
const { default: asynccontext } = await load('dist/esm/node/babel.js');
const { Variable } = await load('dist/esm/node/index.js');
const library = createRequire(import.meta.url)(join(process.cwd(), 'dist/cjs/node/runtime.js'));

const program = `
  function* steps(first, second = get(), ...rest) { log(get()); yield [first, second, ...rest].join(); log(get()); yield* inner(); log(get()); }
  function* inner() { yield get(); }
  async function* asyncSteps() { for await (const x of [1, Promise.resolve(2)]) { log(get()); yield x; } }
  class Shelf { #x = get; *things() { yield this.#x(); } async read() { await null; return this.#x(); } }
  exports.done = (async () => {
    const it = run('creator', () => steps(1, undefined, 3, 4));
    for (let i = 0; i < 3; i++) run('elsewhere', () => log(String(it.next().value)));
    const async = run('creator', asyncSteps);
    for (let i = 0; i < 3; i++) await run('elsewhere', () => async.next());
    const things = run('creator', () => new Shelf().things());
    run('elsewhere', () => log(things.next().value));
    log((await Promise.all(['a', 'b'].map(name => run(name, () => new Shelf().read())))).join());
    log(get());
  })();`;
const expected = ['creator', '1,creator,3,4', 'creator', 'creator', 'creator', 'undefined', 'creator', 'creator', 'creator', 'a,b', 'none'];

const ways: Readonly<Record<string, { readonly plugins?: string[]; readonly presets?: unknown[] }>> = {
  alone: {},
  'parameters lowered': { plugins: [resolve('@babel/plugin-transform-parameters')] },
  'lowered for Chrome 50': { presets: [[resolve('@babel/preset-env'), { modules: false, targets: 'chrome 50' }]] },
  'lowered to ES5': { presets: [[resolve('@babel/preset-env'), { modules: false, targets: 'ie 11' }]] },
};
for (const [way, { plugins = [], presets = [] }] of Object.entries(ways)) {
  test(way, async () => {
    const { code } = babel.transformSync(program, {
      babelrc: false,
      configFile: false,
      filename: '/app/program.js',
      sourceType: 'commonjs',
      plugins: [asynccontext, ...plugins],
      presets,
    });
    const variable = new Variable({ defaultValue: 'none' });
    const seen: unknown[] = [];
    const exports: { done?: Promise<void> } = {};
    new Function('exports', 'require', 'run', 'get', 'log', code)(
      exports,
      () => library,
      (value: string, fn: () => unknown) => variable.run(value, fn),
      () => variable.get(),
      (value: unknown) => seen.push(value),
    );
    await exports.done;
    assert.equal(seen, expected);
  });
}

test.run();
