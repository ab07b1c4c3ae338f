// The packaged Babel plugin: its options, its imports, and the code that it leaves unchanged.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { transformAsync, transformSync, type PluginItem, type TransformOptions } from '@babel/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const require = createRequire(join(process.cwd(), 'package.json'));
const path = (format: string) => join(process.cwd(), `dist/${format}/node/babel.js`);
const plugin = path('cjs');
const generator = 'export function* g() { yield 1 }';

/** Babel's output for a file with the plugin. */
const transform = (code: string, options: object = {}, more: TransformOptions & { plugins?: PluginItem[] } = {}): string =>
  transformSync(code, {
    babelrc: false,
    configFile: false,
    cwd: '/app',
    filename: '/app/file.js',
    ...more,
    plugins: [[plugin, options], ...(more.plugins ?? [])],
  })!.code!;
const isTransformed = (code: string): boolean => code.includes('asynccontext/runtime');

test('a module imports the runtime, CommonJS and a script require it', () => {
  assert.match(transform(generator), /^import \{ create as _ac_create, .* \} from "asynccontext\/runtime";/);
  const common = 'exports.g = function* () { yield 1 };';
  assert.match(transform(common), 'require("asynccontext/runtime")');
  assert.not.match(transform(common), 'import');
  assert.match(transform('function* g() { yield 1 }', {}, { sourceType: 'script' }), 'require("asynccontext/runtime")');
});

test('by whichever way Babel finds it, and in an asynchronous call', async () => {
  for (const format of ['esm', 'cjs']) {
    const result = await transformAsync(generator, { babelrc: false, configFile: false, filename: '/app/file.js', plugins: [path(format)] });
    assert.ok(isTransformed(result!.code!), format);
  }
});

test('it runs before plugins that lower, wherever it is in the list', () => {
  const lower = [require.resolve('@babel/plugin-transform-async-generator-functions'), require.resolve('@babel/plugin-transform-async-to-generator')];
  const code = 'export async function f() { for await (const x of y) await x; }';
  const after = transformSync(code, { babelrc: false, configFile: false, cwd: '/app', filename: '/app/file.js', plugins: [...lower, plugin] })!.code!;
  assert.is(after, transform(code, {}, { plugins: lower }));
  assert.match(after, '_ac_delegateToAsync');
});

test('comments, directives and lines stay', () => {
  const code = "/** @jsxImportSource preact */\n'use client';\n// one\nexport async function f() {\n  // two\n  await 1; // three\n  return 2;\n}\n";
  const made = transform(code, {}, { retainLines: true });
  for (const word of ['@jsxImportSource preact', "'use client'", 'one', 'two', 'three']) assert.ok(made.includes(word), made);
  assert.is(
    made.split('\n').findIndex(line => line.includes('await')),
    5,
    made,
  );
});

const aliased = {
  'an import': ["import { AsyncLocalStorage } from 'node:async_hooks'; new AsyncLocalStorage();", "from 'node:async_hooks'"],
  'an import of the other name': ["import * as hooks from 'async_hooks'; hooks;", "from 'async_hooks'"],
  'an export': ["export * from 'node:async_hooks'; export { AsyncResource } from 'async_hooks';", "from 'node:async_hooks'"],
  'a dynamic import': ["export const hooks = import('node:async_hooks');", "import('node:async_hooks')"],
  'a require': ["exports.hooks = require('async_hooks');", "require('async_hooks')"],
} as const;
for (const [name, [code, there]] of Object.entries(aliased)) {
  test(`asyncHooks: ${name}`, () => {
    assert.ok(transform(code).includes(there));
    const made = transform(code, { asyncHooks: true });
    assert.not.match(made.replaceAll('asynccontext/async-local-storage', ''), 'async_hooks');
    assert.match(made, 'asynccontext/async-local-storage');
    // The files of this package need Node's module.
    assert.ok(transform(code, { asyncHooks: true }, { filename: join(process.cwd(), 'dist/cjs/node/index.js') }).includes(there));
  });
}
test('asyncHooks: a require that is no module loader', () => {
  assert.match(transform("export const load = require => require('async_hooks');", { asyncHooks: true }), "require('async_hooks')");
});

test('include and exclude', () => {
  assert.not.ok(isTransformed(transform(generator, { exclude: '/app/' })));
  assert.not.ok(isTransformed(transform(generator, { include: /\.ts$/ })));
  assert.ok(isTransformed(transform(generator, { include: ['/file', /x/] })));
  for (const own of ['node_modules/asynccontext/dist/esm/any/index.js', 'node_modules/@babel/runtime/helpers/asyncToGenerator.js']) {
    assert.not.ok(isTransformed(transform(generator, {}, { filename: `/app/${own}` })), own);
  }
});

test('in babel-jest, names are such that factories of mocks may use them', () => {
  assert.match(transform(generator, {}, { caller: { name: 'babel-jest' } }), 'as mock_ac_create');
});

test('options that are none', () => {
  assert.throws(() => transform(generator, { exlude: 'x' }), /asynccontext\/babel: expected the options include, exclude, asyncHooks, reactions, got "exlude"/);
  assert.throws(() => transform(generator, { reactions: 1 }), /asynccontext\/babel: expected reactions as a boolean, got 1/);
});

test('TypeScript and JSX', () => {
  const typescript = [require.resolve('@babel/plugin-transform-typescript'), { isTSX: true, allExtensions: true }] as PluginItem;
  const code =
    'export async function* f<T>(this: void, x?: Promise<T>, ...rest: T[]): AsyncGenerator<T | undefined> { yield (await x) as T; yield* rest satisfies T[]; }';
  const made = transform(code, {}, { filename: '/app/file.tsx', plugins: [typescript] });
  assert.ok(isTransformed(made));
  assert.not.match(made, 'Promise<');
  // With TypeScript's plugin, the file's name does not matter.
  assert.is(transform(code, {}, { filename: '/app/file.vue', plugins: [typescript] }), made);
});

test('a file that Babel alone can parse is left as it is, with a warning; with types of Flow, without', () => {
  const program = `
    const { transformSync } = require('@babel/core');
    const run = (code, plugins) => transformSync(code, { babelrc: false, configFile: false, filename: '/app/file.js', parserOpts: { plugins }, plugins: [${JSON.stringify(plugin)}] });
    run('export default from "x"; export async function f() { await 1; }', ['exportDefaultFrom']);
    run('// @flow\\nexport async function f(x: ?number) { await x; }', ['flow']);
    run('/* a */ /**\\n * @flow strict\\n */\\nexport async function f(x: ?number) { await x; }', ['flow']);`;
  const text = execFileSync(process.execPath, ['-e', `${program} process.on('warning', ({ name, message }) => console.log(name, message))`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines = text.trim().split('\n');
  assert.is(lines.length, 1, text);
  assert.match(lines[0]!, /^AsyncContextWarning \/app\/file\.js:1:\d+: contexts are not kept here: left as it is: /);
});

test('an error in a file is Babel’s, with its place', () => {
  assert.throws(
    () => transform('async function f() {\n  await await;\n}'),
    (error: Error) => /\/app\/file\.js: .*\(2:13\)/.test(error.message) && error.message.includes('> 2 |   await await;'),
  );
});

test.run();
