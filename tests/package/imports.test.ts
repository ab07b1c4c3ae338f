// The package's entries in an app that has installed it: each alone, and all at once, with one current mapping.
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Format, type Platform } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createApp, project } from './app.js';

const app = await createApp();

/** Runs a program in the app and returns its output, parsed as JSON. */
function evaluate(file: string, program: string): unknown {
  app.write({ [file]: program });
  const { status, stdout, stderr, report } = app.node(file);
  assert.is(status, 0, report);
  assert.is(stderr, '', report);
  return JSON.parse(stdout);
}

const followed = `
  async function follow({ Variable, Snapshot }) {
    const variable = new Variable({ name: 'request', defaultValue: 0 });
    const get = () => variable.get();
    const [inside, wrapped, snapshot] = await variable.run(1, async () => {
      await null;
      await new Promise(resolve => setTimeout(resolve));
      return [get(), Snapshot.wrap(get), new Snapshot()];
    });
    return [variable.name, get(), inside, wrapped(), snapshot.run(get)];
  }`;
const expected = ['request', 0, 1, 1, 1];

const ponyfills = {
  'ponyfill.mjs': `
    import { AsyncContext, Variable, Snapshot } from 'asynccontext';
    import * as all from 'asynccontext';
    console.log(JSON.stringify([Object.keys(all).sort(), Variable === AsyncContext.Variable, Snapshot === AsyncContext.Snapshot,
      'AsyncContext' in globalThis, await follow(all)]));`,
  'ponyfill.cjs': `
    const all = require('asynccontext');
    const { AsyncContext, Variable, Snapshot } = all;
    follow(all).then(values => console.log(JSON.stringify([Object.keys(all).sort(), Variable === AsyncContext.Variable,
      Snapshot === AsyncContext.Snapshot, 'AsyncContext' in globalThis, values])));`,
};
for (const [file, program] of Object.entries(ponyfills)) {
  test(`${file}: the ponyfill gives three names and defines no global`, () => {
    assert.equal(evaluate(file, program + followed), [['AsyncContext', 'Snapshot', 'Variable'], true, true, false, expected]);
  });
}

const polyfills = {
  'polyfill.mjs': `
    import 'asynccontext/polyfill';
    import * as all from 'asynccontext/polyfill';
    console.log(JSON.stringify([Object.keys(all),
      Object.getOwnPropertyDescriptor(globalThis, 'AsyncContext'), await follow(AsyncContext)]));`,
  'polyfill.cjs': `
    const all = require('asynccontext/polyfill');
    follow(AsyncContext).then(values => console.log(JSON.stringify([Object.keys(all),
      Object.getOwnPropertyDescriptor(globalThis, 'AsyncContext'), values])));`,
};
for (const [file, program] of Object.entries(polyfills)) {
  test(`${file}: the polyfill exports nothing and defines the global`, () => {
    const attributes = { value: {}, writable: true, enumerable: false, configurable: true };
    assert.equal(evaluate(file, program + followed), [[], attributes, expected]);
  });
}

const facades = {
  'context.mjs': `
    import * as all from 'asynccontext/context';
    console.log(JSON.stringify([Object.keys(all).sort(), all.default === all.context, 'AsyncContext' in globalThis, await use(all)]));`,
  'context.cjs': `
    const all = require('asynccontext/context');
    use(all).then(value => console.log(JSON.stringify([Object.keys(all).sort(), all.default === all.context, 'AsyncContext' in globalThis, value])));`,
};
const used = `
  const use = ({ context, NoCurrentTaskError }) => context.run(async () => {
    context.set('request_id', '1234');
    await new Promise(resolve => setTimeout(resolve));
    return [context.get('request_id', 'Unknown'), NoCurrentTaskError.name];
  });`;
for (const [file, program] of Object.entries(facades)) {
  test(`${file}: the keyed facade gives four names and defines no global`, () => {
    const names = ['NoCurrentTaskError', 'context', 'createContext', 'default'];
    assert.equal(evaluate(file, used + program), [names, true, false, ['1234', 'NoCurrentTaskError']]);
  });
}

const interops = {
  'async-local-storage.mjs': `
    import hooks, * as all from 'asynccontext/async-local-storage';
    import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
    console.log(JSON.stringify([Object.keys(all).sort(), all.AsyncLocalStorage === AsyncLocalStorage, all.AsyncResource === AsyncResource,
      hooks.AsyncLocalStorage === AsyncLocalStorage]));`,
  'async-local-storage.cjs': `
    const all = require('asynccontext/async-local-storage');
    const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
    console.log(JSON.stringify([Object.keys(all).sort(), all.AsyncLocalStorage === AsyncLocalStorage, all.AsyncResource === AsyncResource,
      all.default.AsyncLocalStorage === AsyncLocalStorage]));`,
};
for (const [file, program] of Object.entries(interops)) {
  test(`${file}: in Node, Node's own classes`, () => {
    assert.equal(evaluate(file, program), [['AsyncLocalStorage', 'AsyncResource', 'default'], true, true, true]);
  });
}

const managers = {
  'opentelemetry.mjs': `
    import { AsyncContextManager } from 'asynccontext/opentelemetry';
    import { context, ROOT_CONTEXT, createContextKey } from '@opentelemetry/api';`,
  'opentelemetry.cjs': `
    const { AsyncContextManager } = require('asynccontext/opentelemetry');
    const { context, ROOT_CONTEXT, createContextKey } = require('@opentelemetry/api');`,
};
for (const [file, program] of Object.entries(managers)) {
  test(`${file}: the context manager of OpenTelemetry's API`, () => {
    // Copies the peer dependency, as if the app had installed it.
    mkdirSync(join(app.root, 'node_modules/@opentelemetry'), { recursive: true });
    cpSync(join(project, 'node_modules/@opentelemetry/api'), join(app.root, 'node_modules/@opentelemetry/api'), { recursive: true });
    const follow = `
      const key = createContextKey('test');
      const done = context.setGlobalContextManager(new AsyncContextManager().enable());
      context.with(ROOT_CONTEXT.setValue(key, 1), async () => {
        await null;
        await new Promise(resolve => setTimeout(resolve));
        return context.active().getValue(key);
      }).then(inside => console.log(JSON.stringify([done, inside, context.active() === ROOT_CONTEXT])));`;
    assert.equal(evaluate(file, program + follow), [true, 1, true]);
  });
}

for (const [file, load] of [
  ['sentry.mjs', "const { installStrategy } = await import('asynccontext/sentry'); const { getCurrentScope, withScope } = await import('@sentry/core');"],
  ['sentry.cjs', "const { installStrategy } = require('asynccontext/sentry'); const { getCurrentScope, withScope } = require('@sentry/core');"],
] as const) {
  test(`${file}: the strategy of Sentry's core`, () => {
    for (const peer of ['@sentry/core', '@sentry/conventions'])
      cpSync(join(project, 'node_modules', peer), join(app.root, 'node_modules', peer), { recursive: true });
    const follow = `
      const outside = getCurrentScope();
      const undo = installStrategy();
      withScope(async scope => {
        await null;
        await new Promise(resolve => setTimeout(resolve));
        return scope !== outside && getCurrentScope() === scope;
      }).then(inside => {
        const installed = Object.values(globalThis.__SENTRY__).some(carrier => carrier.acs);
        undo();
        console.log(JSON.stringify([inside, getCurrentScope() === outside, installed, Object.values(globalThis.__SENTRY__).some(carrier => carrier.acs)]));
      });`;
    assert.equal(evaluate(file, load + follow), [true, true, true, false]);
  });
}

async function installCopies(): Promise<void> {
  // A second version in another package's node_modules, where npm would put it.
  const dependency = 'node_modules/dependency';
  const other = join(app.root, dependency, 'node_modules/asynccontext');
  cpSync(app.installed, other, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(other, 'package.json'), 'utf8')) as object;
  app.write({
    [`${dependency}/node_modules/asynccontext/package.json`]: JSON.stringify({ ...manifest, version: '0.0.1' }),
    [`${dependency}/package.json`]:
      '{ "name": "dependency", "exports": { ".": { "import": "./index.mjs", "require": "./index.cjs" }, "./context": { "import": "./context.mjs", "require": "./context.cjs" } } }',
    [`${dependency}/index.mjs`]: "export * from 'asynccontext';",
    [`${dependency}/index.cjs`]: "module.exports = require('asynccontext');",
    [`${dependency}/context.mjs`]: "export * from 'asynccontext/context'; export { default } from 'asynccontext/context';",
    [`${dependency}/context.cjs`]: "module.exports = require('asynccontext/context');",
    'bundled.js': "export * from 'asynccontext';",
    'context.js': "export * from 'asynccontext/context'; export { default } from 'asynccontext/context';",
    'context-copies.cjs': readFileSync(join(project, 'tests/package/fixtures/context-copies.cjs'), 'utf8'),
    'program.cjs': "require('./all-copies.cjs');",
    'program.mjs': "import copies from './all-copies.cjs';\nawait copies;",
    'all-copies.cjs': readFileSync(join(project, 'tests/package/fixtures/all-copies.cjs'), 'utf8'),
  });
  const bundle = (platform: Platform, format: Format, extension: string, name = 'bundled') =>
    build({
      absWorkingDir: app.root,
      entryPoints: [`${name}.js`],
      outfile: `${name}-${platform}${extension}`,
      bundle: true,
      minify: true,
      platform,
      format,
    });
  await Promise.all([
    bundle('node', 'esm', '.mjs'),
    bundle('node', 'cjs', '.cjs'),
    bundle('browser', 'esm', '.mjs'),
    bundle('browser', 'cjs', '.cjs'),
    bundle('node', 'esm', '.mjs', 'context'),
    bundle('browser', 'cjs', '.cjs', 'context'),
  ]);
}
await installCopies();

const names = JSON.parse(app.node('program.cjs', 'names').stdout) as string[];
for (const program of ['program.mjs', 'program.cjs']) {
  for (const name of names) {
    test(`${program}, all copies at once, first of all: ${name}`, () => {
      const { status, stdout, stderr, report } = app.node(program, name);
      assert.is(status, 0, report);
      assert.is(stderr, '', report);
      assert.is(stdout, 'one current mapping\n', report);
    });
  }
}

const facadeNames = JSON.parse(app.node('context-copies.cjs', 'names').stdout) as string[];
for (const name of facadeNames) {
  test(`all copies of the keyed facade at once, first of all: ${name}`, () => {
    const { status, stdout, stderr, report } = app.node('context-copies.cjs', name);
    assert.is(status, 0, report);
    assert.is(stderr, '', report);
    assert.is(stdout, 'one dictionary\n', report);
  });
}

test('which were many', () => {
  assert.ok(names.length > 10, names.join());
  assert.ok(facadeNames.length > 5, facadeNames.join());
});

test("the README's first program runs as it stands", () => {
  const [, program] = /```js\n\/\/ app\.mjs\n([^]*?)```/.exec(readFileSync(join(project, 'README.md'), 'utf8'))!;
  app.write({ 'app.mjs': program! });
  const { stdout, stderr, report } = app.node('app.mjs');
  assert.is(stderr, '', report);
  assert.equal(stdout.trim().split('\n').sort(), ['hello ann', 'hello bob', 'hello eve'], report);
});

test.run();
