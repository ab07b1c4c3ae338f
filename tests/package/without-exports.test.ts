// Tools that do not read `exports`: webpack 4, Browserify, Metro before 0.79. They find each entry that runs in an app, and it works.
import { cpSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createApp, project } from './app.js';

const { bundlers } = (await import(join(project, 'tests/package/without-exports.mjs'))) as typeof import('./without-exports.mjs');
const { entries } = (await import(join(project, 'build.mjs'))) as typeof import('../../build.mjs');
const app = await createApp();
// Copies the optional peers, as if the app had installed them.
for (const peer of ['@opentelemetry/api', 'zone.js']) cpSync(join(project, 'node_modules', peer), join(app.root, 'node_modules', peer), { recursive: true });
// A stand-in for Sentry's core, whose own syntax is too new for webpack 4.
app.write({
  'node_modules/@sentry/core/package.json': '{ "name": "@sentry/core", "main": "index.js" }',
  'node_modules/@sentry/core/index.js': `
    const version = exports.SDK_VERSION = '11.0.0';
    const scope = (tags = {}) => ({ tags, clone: () => scope(Object.assign({}, tags)), getClient() {} });
    const outside = scope();
    let strategy;
    exports.getDefaultCurrentScope = exports.getDefaultIsolationScope = () => outside;
    exports.setAsyncContextStrategy = acs => { strategy = acs; globalThis.__SENTRY__ = { [version]: { acs } }; };
    exports.withScope = callback => strategy.withScope(callback);
    exports.getCurrentScope = () => strategy.getCurrentScope();`,
});

/** A program for each entry. It stores what it finds, in a context and after it. */
const programs: Record<keyof typeof entries, string> = {
  index:
    "const { Variable } = require('asynccontext'); const variable = new Variable(); run = (value, fn) => variable.run(value, fn); get = () => variable.get();",
  polyfill:
    "require('asynccontext/polyfill'); const variable = new AsyncContext.Variable(); run = (value, fn) => variable.run(value, fn); get = () => variable.get();",
  zone: "require('asynccontext/zone'); const variable = new AsyncContext.Variable(); run = (value, fn) => variable.run(value, fn); get = () => variable.get();",
  context:
    "const { context } = require('asynccontext/context'); run = (value, fn) => context.run(() => (context.set('key', value), fn())); get = () => context.get('key', undefined);",
  'async-local-storage':
    "const { AsyncLocalStorage } = require('asynccontext/async-local-storage'); const storage = new AsyncLocalStorage(); run = (value, fn) => storage.run(value, fn); get = () => storage.getStore();",
  opentelemetry: `
    const { AsyncContextManager } = require('asynccontext/opentelemetry');
    const { context, createContextKey } = require('@opentelemetry/api');
    const key = createContextKey('key');
    context.setGlobalContextManager(new AsyncContextManager().enable());
    run = (value, fn) => context.with(context.active().setValue(key, value), fn);
    get = () => context.active().getValue(key);`,
  sentry: `
    const { getCurrentScope, withScope } = require('@sentry/core');
    require('asynccontext/sentry').installStrategy();
    run = (value, fn) => withScope(scope => (scope.tags.key = value, fn()));
    get = () => getCurrentScope().tags.key;`,
  debug:
    "require('asynccontext/debug'); const { Variable } = require('asynccontext'); const variable = new Variable(); run = (value, fn) => variable.run(value, fn); get = () => variable.get();",
  runtime: `
    const { call, enter, leave, suspend } = require('asynccontext/runtime');
    const { Variable } = require('asynccontext');
    const variable = new Variable();
    run = (value, fn) => variable.run(value, () => { const activation = call(); try { return fn(); } finally { leave(activation); } });
    get = () => [enter, suspend].every(each => typeof each === 'function') && variable.get();`,
};
const flow = `
  async function flow() { await null; await Promise.resolve(); return get(); }
  globalThis.result = Promise.all([run('a', flow), get(), run('b', get)]).then(values => values.join());`;

for (const [bundler, bundle] of Object.entries(bundlers)) {
  for (const [name, program] of Object.entries(programs)) {
    test(`${bundler}: ${name}`, async () => {
      const entry = `${name}-in-${bundler.replace(' ', '-')}.js`;
      app.write({ [entry]: `let run, get;\n${program}\n${flow}\n` });
      const code = await bundle(app.root, entry);
      assert.is(await runInNewContext(`${code};\nresult`, { console, setTimeout }), 'a,,b');
    });
  }
}

test('each entry of an app has a program here, and a folder for such tools', () => {
  assert.equal(Object.keys(programs).sort(), Object.keys(entries).sort());
  for (const name of Object.keys(programs).filter(name => name !== 'index')) {
    const folder = join(app.installed, name);
    const stub = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
    for (const field of ['main', 'browser', 'react-native', 'types']) assert.ok(readFileSync(join(folder, stub[field]!)).length > 0, `${name}: ${field}`);
  }
});

test('Node finds the build for Node by `main`, where nothing reads `exports`', () => {
  // As in Jest before version 28.
  const { resolve } = createRequire(join(app.root, 'x.cjs'));
  for (const name of Object.keys(programs).filter(name => name !== 'index')) {
    assert.is(resolve(`./node_modules/asynccontext/${name}`), join(app.installed, `dist/cjs/node/${name}.js`));
  }
});

test.run();
