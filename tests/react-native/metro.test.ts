// How `asynccontext/metro` changes a configuration, and answers Metro. tests/tools/react-native*.tools.ts test it with the real Metro.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

type Metro = typeof import('../../src/transform/react-native/metro.js');
const file = (format: string) => join(process.cwd(), `dist/${format}/node/metro.js`);
const require = createRequire(import.meta.url);
const metro = require(file('cjs')) as Metro;
const { withAsyncContext } = (await import(pathToFileURL(file('esm')).href)) as Metro;

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'asynccontext-')));
test.after(() => rmSync(folder, { recursive: true, force: true }));
const inner = join(folder, 'inner.cjs');
writeFileSync(inner, "module.exports = { transform: ({ plugins = [], src }) => ({ src, plugins }), getCacheKey: () => 'inner' };");

interface Config {
  readonly resolver: { readonly extraNodeModules?: object; resolveRequest(context: object, name: string, platform: string | null): unknown };
  readonly transformer: { readonly babelTransformerPath: string; readonly allowOptionalDependencies?: boolean };
}
const config = { resolver: { extraNodeModules: {} }, transformer: { babelTransformerPath: inner, allowOptionalDependencies: true } };
const configured = (options?: object, base: object = config) => withAsyncContext(base, options) as unknown as Config;

test('the configuration keeps what it has, and gets a transformer and a way to the runtime', () => {
  const { resolver, transformer } = configured();
  assert.is(transformer.babelTransformerPath, file('cjs'));
  assert.is(transformer.allowOptionalDependencies, true);
  assert.ok(resolver.extraNodeModules);
  assert.is(config.transformer.babelTransformerPath, inner);
});

/** A resolver of Metro's that records its questions. */
const asked: { name: string; from: string; isESMImport?: boolean }[] = [];
const context = {
  originModulePath: '/app/index.js',
  isESMImport: false,
  resolveRequest(from: { originModulePath: string; isESMImport: boolean }, name: string) {
    asked.push({ name, from: from.originModulePath, isESMImport: from.isESMImport });
    if (name === 'nowhere' || (failing && from.originModulePath !== '/app/index.js')) throw new Error(`no ${name}`);
    return { filePath: name };
  },
};
let failing = false;
const resolve = (options: object | undefined, name: string, more: object = {}, base: object = config) => {
  asked.length = 0;
  return configured(options, base).resolver.resolveRequest({ ...context, ...more }, name, 'ios');
};

test('the runtime is found from this package, as an ES module', () => {
  assert.equal(resolve(undefined, 'asynccontext/runtime'), { filePath: 'asynccontext/runtime' });
  assert.equal(asked, [{ name: 'asynccontext/runtime', from: join(process.cwd(), 'package.json'), isESMImport: true }]);
});

test('where it cannot be, from the importer', () => {
  failing = true;
  assert.equal(resolve(undefined, 'asynccontext/runtime'), { filePath: 'asynccontext/runtime' });
  failing = false;
  assert.is(asked.at(-1)!.from, '/app/index.js');
});

test('node:async_hooks is ours if that is asked for, but for the files of this package', () => {
  assert.equal(resolve(undefined, 'node:async_hooks'), { filePath: 'node:async_hooks' });
  for (const name of ['node:async_hooks', 'async_hooks']) assert.equal(resolve({ asyncHooks: true }, name), { filePath: 'asynccontext/async-local-storage' });
  assert.equal(resolve({ asyncHooks: true }, 'async_hooks', { originModulePath: join(process.cwd(), 'dist/cjs/node/index.js') }), { filePath: 'async_hooks' });
  assert.equal(resolve({ asyncHooks: true }, 'async_hooks_not'), { filePath: 'async_hooks_not' });
});

test("the configuration's own resolver is asked, and throws what it throws", () => {
  const own = { ...config, resolver: { resolveRequest: (_: object, name: string) => ({ own: name }) } };
  assert.equal(resolve({ asyncHooks: true }, 'node:async_hooks', {}, own), { own: 'asynccontext/async-local-storage' });
  assert.equal(resolve(undefined, 'react', {}, own), { own: 'react' });
  assert.throws(() => resolve(undefined, 'nowhere'), /no nowhere/);
});

test('the other transformer gets a plugin of Babel’s with the options, and scripts come to it as they are', () => {
  configured({ exclude: /vendor/g, include: ['/src/', /\.tsx$/] });
  const { plugins } = metro.transform({ src: 'x', options: { type: 'module' }, plugins: ['own'] });
  assert.is(plugins.length, 2);
  assert.is(plugins[1], 'own');
  assert.equal(plugins[0][1], { include: ['/src/', /\.tsx$/], exclude: /vendor/g });
  assert.equal(metro.transform({ src: 'x', options: { type: 'script' } }).plugins, []);
});

test('the key of the cache depends on the options and on the other transformer', () => {
  const keyOf = (options?: object) => (configured(options), metro.getCacheKey());
  const keys = [keyOf(), keyOf({ exclude: 'a' }), keyOf({ exclude: /a/ }), keyOf({ include: 'a' }), keyOf({ asyncHooks: true })];
  assert.is(new Set(keys).size, keys.length);
  assert.is(keyOf(), keys[0]);
});

test('options and configurations that are none', () => {
  assert.throws(() => configured({ awaitHook: true }), /asynccontext\/metro: expected the options include, exclude, asyncHooks, got "awaitHook"/);
  assert.throws(() => configured({ asyncHooks: 'yes' }), /asynccontext\/metro: expected asyncHooks as a boolean, got "yes"/);
  for (const base of [null, 5, Promise.resolve(config)])
    assert.throws(() => withAsyncContext(base as object), /asynccontext\/metro: expected Metro's configuration as an object, got/);
});

test.run();
