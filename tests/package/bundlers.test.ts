// The installed package in a bundle: which build a bundler takes, what it leaves out, and the size of the rest.
import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build, type BuildOptions } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createApp } from './app.js';

const app = await createApp();

/** Bundles a program of the app's. A module that cannot be found is an error, since nothing is external unless a case says so. */
async function bundle(program: string, options: BuildOptions) {
  const settings = {
    absWorkingDir: app.root,
    stdin: { contents: program, resolveDir: app.root },
    bundle: true,
    write: false,
    metafile: true,
    logLevel: 'silent',
  } as const;
  const { metafile, outputFiles, warnings } = await build({ ...options, ...settings });
  const [output] = Object.values(metafile.outputs);
  const inPackage = (files: object) => Object.keys(files).flatMap(file => file.split('node_modules/asynccontext/')[1] ?? []);
  return {
    text: outputFiles[0]!.text,
    warnings: warnings.map(({ text }) => text),
    /** Without duplicates, since two chunks may import the same module. */
    imports: [...new Set(output!.imports.map(({ path }) => path))],
    /** The package's files that the bundler read. */
    read: inPackage(metafile.inputs),
    /** The package's files of which the bundle still contains code. */
    kept: inPackage(output!.inputs),
  };
}
const forNode: BuildOptions = { platform: 'node', format: 'esm', external: ['node:async_hooks'] };
const forBrowsers: BuildOptions = { platform: 'browser', format: 'iife' };

const engines: [name: string, expected: 'node' | 'any', options: BuildOptions][] = [
  ['Node', 'node', { platform: 'node' }],
  ['browsers', 'any', { platform: 'browser' }],
  ['an engine that says nothing of itself', 'any', { platform: 'neutral' }],
  ['Bun', 'node', { platform: 'neutral', conditions: ['bun', 'node'] }],
  ['Deno', 'node', { platform: 'neutral', conditions: ['deno', 'node'] }],
  // workerd has AsyncLocalStorage, and is like a browser in all other respects.
  ['workerd', 'node', { platform: 'neutral', conditions: ['workerd', 'worker', 'browser'] }],
  // The same, for Next.js and for Vercel.
  ["Next.js's edge runtime", 'node', { platform: 'neutral', conditions: ['edge-light', 'worker', 'browser'] }],
  ['a web worker', 'any', { platform: 'neutral', conditions: ['worker', 'browser'] }],
  ['a page rendered by Node as if in a browser', 'any', { platform: 'neutral', conditions: ['browser', 'node'] }],
];
for (const [name, expected, options] of engines) {
  test(`${name}: takes the build for ${expected === 'node' ? 'Node' : 'any engine'}`, async () => {
    for (const entry of ['index', 'polyfill', 'context', 'async-local-storage']) {
      const id = entry === 'index' ? 'asynccontext' : `asynccontext/${entry}`;
      const external = ['node:async_hooks'];
      const esm = await bundle(`import * as all from '${id}'; console.log(all);`, { ...options, external });
      const cjs = await bundle(`console.log(require('${id}'));`, { ...options, external });
      assert.ok(esm.read.includes(`dist/esm/${expected}/${entry}.js`), esm.read.join());
      assert.ok(cjs.read.includes(`dist/cjs/${expected}/${entry}.js`), cjs.read.join());
      assert.equal(esm.imports, expected === 'node' ? ['node:async_hooks'] : []);
      assert.equal(cjs.imports, esm.imports);
    }
  });
}

const unused = [
  "import 'asynccontext';",
  "import { Variable, Snapshot } from 'asynccontext';",
  "import * as all from 'asynccontext';",
  "import { context, createContext } from 'asynccontext/context';",
  "import { AsyncContext } from 'asynccontext'; export function neverCalled() { return new AsyncContext.Variable(); }",
  "import 'asynccontext/async-local-storage';",
  "import { AsyncLocalStorage } from 'asynccontext/async-local-storage'; export const neverCalled = () => new AsyncLocalStorage();",
];
for (const program of unused) {
  test(`leaves out what nobody uses: ${program}`, async () => {
    for (const options of [forNode, forBrowsers]) {
      app.write({ 'module.js': program });
      const { read, kept, text } = await bundle("import './module.js'; console.log('the program');", options);
      assert.is.not(read.length, 0);
      assert.equal(kept, [], text);
    }
  });
}

const polyfills = ['asynccontext/polyfill', 'asynccontext/dist/asynccontext.global.min.js'];
for (const id of polyfills) {
  test(`keeps an import that is there for its effect: ${id}`, async () => {
    for (const options of [forNode, forBrowsers]) {
      const { kept, text } = await bundle(`import '${id}';`, { ...options, minify: true });
      assert.is.not(kept.length, 0, text);
      assert.match(text, 'AsyncContext');
    }
  });
}

// An engine without any host, and a page that forbids code from strings.
const evaluate = (code: string): unknown => runInNewContext(code, {}, { contextCodeGeneration: { strings: false, wasm: false } });

const use = `
  const variable = new AsyncContext.Variable({ name: 'request', defaultValue: 'default' });
  const snapshot = variable.run('outer', () => new AsyncContext.Snapshot());
  globalThis.result = [
    AsyncContext.Variable.name, AsyncContext.Snapshot.name, variable.name, variable.get(),
    variable.run('inner', () => variable.get()), snapshot.run(() => variable.get()),
  ].join();`;
const used = 'Variable,Snapshot,request,default,inner,outer';
for (const target of ['esnext', 'es2017']) {
  test(`a bundle for browsers runs where there is nothing but the language, minified to ${target}`, async () => {
    const options = { ...forBrowsers, minify: true, target };
    const ponyfill = await bundle(`import { AsyncContext } from 'asynccontext'; ${use}`, options);
    const polyfill = await bundle(`import 'asynccontext/polyfill'; ${use}`, options);
    for (const { text, imports } of [ponyfill, polyfill]) {
      assert.equal(imports, []);
      assert.is(evaluate(`${text}; globalThis.result`), used);
    }
  });
}

test('the classic script runs there as well, and adds one name', () => {
  const script = readFileSync(join(app.installed, 'dist/asynccontext.global.min.js'), 'utf8');
  const names = 'Object.getOwnPropertyNames(globalThis)';
  assert.is(evaluate(`const before = ${names}; ${script}; ${names}.filter(name => !before.includes(name)).join()`), 'AsyncContext');
  assert.is(evaluate(`${script}; {${use}} globalThis.result`), used);
});

const modules = [
  "import { AsyncLocalStorage } from 'node:async_hooks';",
  "import hooks from 'async_hooks'; const { AsyncLocalStorage } = hooks;",
  "const { AsyncLocalStorage } = require('async_hooks');",
];
for (const program of modules) {
  test(`for browsers, an alias stands for Node's module: ${program}`, async () => {
    const alias = { 'node:async_hooks': 'asynccontext/async-local-storage', async_hooks: 'asynccontext/async-local-storage' };
    const run = "const storage = new AsyncLocalStorage(); globalThis.result = storage.run('store', () => storage.getStore());";
    const { text, imports } = await bundle(program + run, { ...forBrowsers, alias, minify: true });
    assert.equal(imports, []);
    assert.is(evaluate(`${text}; globalThis.result`), 'store');
  });
}

test('linked from a workspace instead of installed, it makes esbuild warn of nothing', async () => {
  // esbuild never warns about code in node_modules, so the package is put elsewhere.
  const workspace = join(app.root, 'workspace');
  cpSync(app.installed, workspace, { recursive: true });
  symlinkSync(workspace, join(app.root, 'node_modules/linked'), 'junction');
  for (const options of [forNode, forBrowsers]) {
    for (const entry of ['', '/polyfill', '/context', '/async-local-storage', '/runtime']) {
      const { warnings, read } = await bundle(`import * as all from 'linked${entry}'; console.log(all);`, options);
      assert.equal(warnings, [], entry);
      assert.equal(read, [], 'it is outside of node_modules');
    }
  }
});

test('for Node, the alias is nothing but Node itself', async () => {
  const { text } = await bundle("export * from 'asynccontext/async-local-storage';", { ...forNode, minify: true });
  assert.ok(text.length < 300, text);
});

// Limits for Node, which no browser loads. Some code is for realms that share a storage, runtimes whose async_hooks does not follow await, and consoles.
const sizes: [name: string, program: string, limit: number][] = [
  ['the core', "export * from 'asynccontext';", 3712],
  ['the core and the keyed facade', "export * from 'asynccontext'; export * from 'asynccontext/context';", 5760],
];
for (const [name, program, limit] of sizes) {
  test(`${name} for Node has at most ${limit} bytes, minified and gzipped`, async () => {
    const { text, imports } = await bundle(program, { ...forNode, minify: true });
    assert.equal(imports, ['node:async_hooks']);
    const { length } = gzipSync(text, { level: 9 });
    assert.ok(length <= limit, `expected at most ${limit} bytes, got ${length} (${text.length} before gzip)`);
  });
}

// The aim is 10.7 kB, the size before observables, custom elements, late timers and the second await hook were added.
test('for browsers, gzipped: the entry has at most 12.7 KiB, minified by esbuild; the classic script, which is the polyfill, 12.6', async () => {
  const { text } = await bundle("export * from 'asynccontext';", { ...forBrowsers, minify: true, format: 'esm' });
  const script = readFileSync(join(app.installed, 'dist/asynccontext.global.min.js'), 'utf8');
  for (const [code, limit] of [
    [text, 13_004],
    [script, 12_902],
  ] as const) {
    const { length } = gzipSync(code, { level: 9 });
    assert.ok(length <= limit, `expected at most ${limit} bytes, got ${length} (${code.length} before gzip)`);
  }
});

test.run();
