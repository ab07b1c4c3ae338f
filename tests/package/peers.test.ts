// The optional peers: any version may be installed beside this package. Loading a version that is too old throws an error that names it and the remedy.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createApp, project } from './app.js';

const { installFrom } = (await import(join(project, 'tests/package/install.mjs'))) as typeof import('./install.mjs');
const { peerDependencies, peerDependenciesMeta } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));

/** Old versions that an app may have for other reasons. */
const old = {
  unplugin: '2.3.11',
  'magic-string': '0.27.0',
  'oxc-parser': '0.72.0',
  '@opentelemetry/api': '0.10.2',
  '@sentry/core': '8.55.0',
  'zone.js': '0.11.4',
};

const app = await createApp({ devDependencies: old });

test('every peer is optional, and of any version', () => {
  assert.equal(Object.keys(peerDependencies).sort(), Object.keys(old).sort(), 'each has an old version here');
  for (const name of Object.keys(peerDependencies)) {
    assert.is(peerDependencies[name], '*', name);
    assert.equal(peerDependenciesMeta[name], { optional: true }, name);
  }
});

test('a project with old versions of them installs this package, and runs it', async () => {
  await installFrom(app.root);
  for (const [name, version] of Object.entries(old)) {
    assert.is(JSON.parse(readFileSync(join(app.root, 'node_modules', name, 'package.json'), 'utf8')).version, version);
  }
  const { status, report } = app.node('-e', "require('asynccontext'); require('asynccontext/polyfill'); require('asynccontext/runtime')");
  assert.is(status, 0, report);
});

/** The error of an entry when it is used. */
function said(program: string, type: 'module' | 'commonjs'): string {
  app.write({ [type === 'module' ? 'program.mjs' : 'program.cjs']: program });
  const { status, stderr, report } = app.node(type === 'module' ? 'program.mjs' : 'program.cjs');
  assert.is.not(status, 0, report);
  return /^Error: (.*)$/m.exec(stderr)?.[1] ?? stderr;
}
app.write({ 'inner.cjs': 'module.exports = { process: code => ({ code }) };' });
const uses = {
  transform: (load: string) => `${load} entry.transform('async () => { await 1; 2 }');`,
  register: (load: string) => load,
  babel: (load: string) => `${load}
    const file = { code: 'async () => { await 1; 2 }', ast: { program: { sourceType: 'module' } }, opts: { filename: '/file.js', cwd: '/', parserOpts: {}, plugins: [] } };
    entry.default({}, {}).pre(file);`,
  jest: (load: string) =>
    `${load} entry.createTransformer({ transformer: './inner.cjs' }).then(made => made.process('async function f() { await 1; 2 }', '/file.js', {}));`,
  ...Object.fromEntries(['esbuild', 'vite', 'rollup', 'webpack'].map(name => [name, (load: string) => `${load} entry.default();`])),
};
const loads = {
  module: (entry: string) => `const entry = await import('asynccontext/${entry}');`,
  commonjs: (entry: string) => `const entry = require('asynccontext/${entry}');`,
} as const;

test('asynccontext/opentelemetry says so too: Node of an ES module, the manager of a CommonJS module', () => {
  const message = said("new (require('asynccontext/opentelemetry').AsyncContextManager)();", 'commonjs');
  assert.match(message, "expected the package '@opentelemetry/api' in version 0.12 or later, with ROOT_CONTEXT, found one without it");
  assert.match(
    said("import 'asynccontext/opentelemetry';", 'module'),
    /api' does not provide an export named 'ROOT_CONTEXT'|Named export 'ROOT_CONTEXT' not found/,
  );
});

test('asynccontext/sentry works with what was not tried, if it has what is needed, and warns', () => {
  for (const [type, load] of [
    ['mjs', "const { installStrategy } = await import('asynccontext/sentry');"],
    ['cjs', "const { installStrategy } = require('asynccontext/sentry');"],
  ] as const) {
    app.write({ [`program.${type}`]: `${load} installStrategy();` });
    const { status, stderr, report } = app.node(`program.${type}`);
    assert.is(status, 0, report);
    assert.match(stderr, "expected the package '@sentry/core' in version 9 to 11, found 8.55.0");
  }
});

/** Changes a package's version number, as if another version were installed. */
function pretend(name: string, version: string): void {
  const file = join(app.root, 'node_modules', name, 'package.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), version }));
}

for (const [type, load] of Object.entries(loads) as ['module' | 'commonjs', (entry: string) => string][]) {
  for (const [entry, use] of Object.entries(uses)) {
    const isPlugin = !['transform', 'register', 'babel', 'jest'].includes(entry);
    test(`asynccontext/${entry} as ${type}: says of a tool that is too old what it needs, and what it found where`, () => {
      const [by, name, since] = isPlugin ? [`asynccontext/${entry}`, 'unplugin', '3.7.0'] : ['asynccontext/transform', 'oxc-parser', '0.115.0'];
      const message = said(use(load(entry)), type);
      assert.match(message, `${by}: expected the package '${name}' in version ${since} or later`);
      assert.match(message, `found ${old[name as 'unplugin']} in ${join(app.root, 'node_modules', name)}`);
      assert.match(message, `npm install --save-dev ${name}@latest`);
    });
  }

  test(`as ${type}: of the second tool as well, and of versions that were not tried and lack what is needed`, () => {
    pretend('oxc-parser', '0.115.0');
    try {
      assert.match(said(uses.transform(load('transform')), type), "expected the package 'magic-string' in version 0.30.0 or later");
      pretend('magic-string', '0.30.0');
      pretend('oxc-parser', '9.0.0');
      const message = said(uses.transform(load('transform')), type);
      assert.match(
        message,
        "expected the package 'oxc-parser' in version 0.115.0 or later, with parseSync and visitorKeys, found 9.0.0 without visitorKeys in ",
      );
      assert.match(message, 'not tried');
    } finally {
      for (const name of ['oxc-parser', 'magic-string'] as const) pretend(name, old[name]);
    }
  });
}

test.run();
