// Babel 8: the plugin in it, alone and with what lowers. The programs of the transform are run with Babel 7, in tests/transform/babel.test.ts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { fileURLToPath } from 'node:url';
import { runtime } from '../runtimes.mjs';

const { resolve } = createRequire(await runtime('babel-8'));
const babel = await import(pathToFileURL(resolve('@babel/core')).href);
const { default: asynccontext } = await import('../../dist/esm/node/babel.js');
const { Variable } = await import('../../dist/esm/node/index.js');
const library = createRequire(import.meta.url)(fileURLToPath(new URL('../../dist/cjs/node/runtime.js', import.meta.url)));

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

const ways = {
  alone: {},
  'parameters lowered': { plugins: [resolve('@babel/plugin-transform-parameters')] },
  'lowered for Chrome 50': { presets: [[resolve('@babel/preset-env'), { modules: false, targets: 'chrome 50' }]] },
  'lowered to ES5': { presets: [[resolve('@babel/preset-env'), { modules: false, targets: 'ie 11' }]] },
};
for (const [way, { plugins = [], presets = [] }] of Object.entries(ways)) {
  test(way, async () => {
    const { code } = babel.transformSync(program, { babelrc: false, configFile: false, filename: '/app/program.js', sourceType: 'commonjs', plugins: [asynccontext, ...plugins], presets });
    const variable = new Variable({ defaultValue: 'none' });
    const seen = [];
    const exports = {};
    new Function('exports', 'require', 'run', 'get', 'log', code)(exports, () => library, (value, fn) => variable.run(value, fn), () => variable.get(), value => seen.push(value));
    await exports.done;
    assert.deepEqual(seen, expected);
  });
}
