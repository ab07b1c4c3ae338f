// Transformed and lowered code in a page without the await hook, where Promise is a library's that takes arrays alone, as that of Hermes is.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { transform } from '../../src/transform/index.js';

// Not bundled with this test: it knows where it is.
const { lowered } = (await import(pathToFileURL(join(process.cwd(), 'tests/lowered/lowered.mjs')).href)) as typeof import('./lowered.mjs');

const promise = `
  const Promise = globalThis.Promise = require('promise/setimmediate');
  const eachOf = settle => values => new Promise((resolve, reject) => settle(values, resolve, reject));
  Promise.race = eachOf((values, resolve, reject) => values.forEach(value => Promise.resolve(value).then(resolve, reject)));
  Promise.all = eachOf((values, resolve, reject) => {
    const results = values.slice();
    let left = values.length;
    values.forEach((value, index) => Promise.resolve(value).then(result => { results[index] = result; if (--left === 0) resolve(results); }, reject));
  });`;
const program = `
  const { Variable } = require('./dist/esm/any/index.js');
  const variable = new Variable();
  const thenable = value => ({ then(resolve) { wrong(value + ' in then'); resolve(1); } });
  let names = [];
  const wrong = (where, name = where[0]) => { if (variable.get() !== name) names.push(where + ' saw ' + variable.get()); };
  const flow = async name => {
    await Promise.all([1, thenable(name), Promise.resolve(2)]);
    wrong(name + ' after all');
    await Promise.race([thenable(name), new Promise(() => {})]);
    wrong(name + ' after race');
  };
  globalThis.result = Promise.all(['a', 'b'].map(name => variable.run(name, flow, name))).then(() => names.join());`;

test('Promise.all and race of arrays with thenables', async () => {
  const { code } = transform(program, { filename: 'program.cjs' })!;
  const { outputFiles } = await build({
    stdin: { contents: `${promise}\n${code}`, resolveDir: process.cwd() },
    bundle: true,
    format: 'iife',
    platform: 'browser',
    write: false,
    plugins: [
      {
        name: 'without the hook',
        setup({ onResolve }) {
          onResolve({ filter: /carrier\.js$/ }, () => ({ path: join(process.cwd(), 'dist/esm/transformed/carrier.js') }));
          onResolve({ filter: /^asynccontext\/runtime$/ }, () => ({ path: join(process.cwd(), 'dist/esm/any/runtime.js') }));
        },
      },
      lowered('react-native', { all: true }),
    ],
  });
  const realm = createContext({ setTimeout, setImmediate, console });
  assert.is(await runInContext(`${outputFiles[0]!.text}; result`, realm), '');
});

test.run();
