// The loader in webpack, after one that compiles TypeScript.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Stats } from 'webpack';
import { resultsOf, root, run } from './check-bundler.js';
import { expected } from './expected.mjs';

const { default: webpack } = await import('webpack');
const loader = createRequire(join(root, 'x.cjs')).resolve('asynccontext/loader');
let count = 0;

async function build(entry: string, options: object = {}) {
  const path = join(root, `loaded-${count++}`);
  const stats = await new Promise<Stats>((resolve, reject) => {
    const rules = [
      { test: /\.[cm]?[jt]sx?$/, enforce: 'post' as const, use: [{ loader, options }] },
      { test: /\.tsx?$/, loader: join(process.cwd(), 'tests/plugins/typescript-loader.mjs') },
    ];
    webpack(
      {
        context: root,
        mode: 'production',
        optimization: { minimize: false },
        devtool: 'source-map',
        target: ['web', 'es2022'],
        entry: { main: join(root, entry) },
        experiments: { outputModule: true },
        output: { path, filename: '[name].js', chunkFilename: '[id].js', publicPath: 'auto', module: true, library: { type: 'module' } },
        resolve: { extensions: ['.mjs', '.js', '.ts', '.tsx'] },
        module: { rules },
      },
      (error, result) => (error ? reject(error) : resolve(result!)),
    );
  });
  const { errors, warnings } = stats.toJson({ errors: true, warnings: true });
  // After errors, webpack writes no files.
  const code = (existsSync(path) ? readdirSync(path) : [])
    .filter(name => name.endsWith('.js'))
    .map(name => readFileSync(join(path, name), 'utf8'))
    .join('\n');
  return { path, code, errors: errors!.map(({ message }) => message), warnings: warnings!.map(({ message }) => message) };
}
const hooks = (code: string) => ['"browser, transformed"', '"browser"'].map(name => code.split(name).length - 1);

test('an app finds the context everywhere, and says where it fails', async () => {
  const { path, code, errors, warnings } = await build('src/main.ts');
  assert.equal([errors, warnings], [[], []]);
  assert.equal(resultsOf(path), expected);
  const line =
    readFileSync(join(root, 'src/fail.ts'), 'utf8')
      .split('\n')
      .findIndex(text => text.includes('// here')) + 1;
  assert.match(
    run(`const app = await import(${JSON.stringify(pathToFileURL(join(path, 'main.js')).href)}); give(await app.stackOfFailure())`),
    new RegExp(`fail\\.ts:${line}:9\\b`),
  );
  // The await hook stays, since a loader does not know whether other files are transformed.
  assert.is(hooks(code)[0], 0);
  assert.ok(hooks(code)[1]! > 0);
});

test('on request, pages are without the await hook', async () => {
  const { code } = await build('src/main.ts', { awaitHook: false });
  assert.is(hooks(code)[1], 0);
  assert.ok(hooks(code)[0]! > 0);
});

test('include and exclude', async () => {
  const { path } = await build('src/main.ts', { exclude: ['/cjs-dependency/', '/cjs-dependency@'] });
  assert.equal(resultsOf(path), { ...expected, 'a generator in CommonJS': ['none', 'none'] });
});

test('an error names its place', async () => {
  mkdirSync(join(root, 'broken'), { recursive: true });
  writeFileSync(join(root, 'broken/broken.js'), 'export async function f() {\n  await null;\n  const 5five = 5;\n}\n');
  const { errors } = await build('broken/broken.js');
  assert.match(errors.join('\n'), /broken\.js:3:\d+: [^]*5five/);
  writeFileSync(join(root, 'broken/sloppy.cjs'), 'module.exports = function* (a) {\n  a = 2;\n  yield arguments[0];\n};\n');
  const { warnings } = await build('broken/sloppy.cjs');
  assert.match(warnings.join('\n'), /sloppy\.cjs:1:\d+: [^]*arguments object/);
  for (const options of [{ asyncHooks: true }, { include: 1 }, { awaitHook: 'no' }]) {
    assert.match((await build('src/main.ts', options)).errors.join('\n'), /asynccontext\/loader: expected /);
  }
});

test.run();
