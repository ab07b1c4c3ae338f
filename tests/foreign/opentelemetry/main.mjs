// Runs the tests of OpenTelemetry's context managers with ours in their place: those for Node on both carriers, those for pages in Chromium.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { common } from '../../../build.mjs';
import { runtime } from '../../runtimes.mjs';
import { sortOut } from '../part.mjs';
import { exceptions } from './exceptions.mjs';

const project = fileURLToPath(new URL('../../..', import.meta.url));
const NODE = 'node-26';
const LIMIT = 120_000; // ms for a suite, against one that hangs

/** Our manager under the names of theirs, since the tests import it by these names. */
const named = names => names.map(name => `export class ${name} extends AsyncContextManager {}`).join('\n');
const forNode = `packages/opentelemetry-context-async-hooks/test/AsyncHooksContextManager.test.ts`;
const forPages = `packages/opentelemetry-context-zone-peer-dep/test/ZoneContextManager.test.ts`;
const nodeManagers = named(['AsyncHooksContextManager', 'AsyncLocalStorageContextManager']);

const ours = path => JSON.stringify(join(project, path));
const required = path => `const { AsyncContextManager } = require(${ours(path)});\n${nodeManagers}`;
const parts = [
  { name: 'AsyncHooksContextManager, on AsyncLocalStorage', test: forNode, manager: required('dist/cjs/node/opentelemetry.js') },
  {
    name: 'AsyncHooksContextManager, on the browser carrier',
    test: forNode,
    manager: required('dist/cjs/any/opentelemetry.js'),
    // Loaded before mocha, as an app loads the library before its own code.
    preload: fileURLToPath(new URL('../as-in-browser.cjs', import.meta.url)),
  },
  ...[
    { name: 'ZoneContextManager, on the browser carrier, without zone.js', first: ['dist/asynccontext.global.min.js'], carrier: 'browser' },
    {
      name: 'ZoneContextManager, on the zone carrier, with zone.js',
      first: ['node_modules/zone.js/bundles/zone.umd.js', 'dist/asynccontext.zone.min.js'],
      carrier: 'zone',
    },
  ].map(part => ({
    ...part,
    isPage: true,
    test: forPages,
    manager: `import { AsyncContextManager } from ${ours('src/interop/opentelemetry.ts')};\n${named(['ZoneContextManager'])}`,
  })),
];

/** Bundles a suite with our managers in place of theirs. */
async function bundle({ checkout, test, manager, isPage, mocha }) {
  const base = common(isPage ? 'any' : 'node');
  const forPage = { assert: join(project, 'tests/foreign/opentelemetry/assert.mjs'), sinon: join(mocha, '../../../sinon/pkg/sinon-esm.js') };
  const replace = {
    name: 'ours',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\.\/src$/ }, () => ({ path: 'ours', namespace: 'ours' }));
      onLoad({ filter: /.*/, namespace: 'ours' }, () => ({ contents: manager, resolveDir: project, loader: 'ts' }));
      // Our manager does not need zone.js. A page that has zone.js loads it before.
      if (isPage) onResolve({ filter: /^zone\.js$/ }, () => ({ path: 'none', namespace: 'none' }));
      onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: '' }));
    },
  };
  const { outputFiles } = await build({
    ...base,
    entryPoints: [join(checkout, test)],
    plugins: [replace],
    alias: isPage ? { ...base.alias, ...forPage } : base.alias,
    nodePaths: [join(project, 'node_modules')],
    external: isPage ? [] : ['@opentelemetry/api', `${project}dist/*`],
    platform: isPage ? 'browser' : 'node',
    format: isPage ? 'iife' : 'cjs',
    // TypeScript's modules are strict, too.
    banner: { js: '"use strict";' },
    // The checkout's own configuration refers to packages that are not installed.
    tsconfigRaw: {},
    sourcemap: false,
    write: false,
  });
  return outputFiles[0].text;
}

/** @typedef {{ name: string, reason?: string }} Test a test, with the reason for its failure if it failed */

/** Runs a suite in Node. @returns {Promise<Test[]>} */
async function runInNode(text, { folder, mocha, execPath, preload }) {
  const [file, output] = [join(folder, 'suite.cjs'), join(folder, 'output.json')];
  writeFileSync(file, text);
  const args = [...(preload ? ['--require', preload] : []), mocha, '--reporter=json', `--reporter-option=output=${output}`, '--exit', file];
  const env = { ...process.env, NODE_PATH: join(project, 'node_modules') };
  const options = { cwd: folder, env, timeout: LIMIT };
  const said = await new Promise(resolve => execFile(execPath, args, options, (error, stdout, stderr) => resolve(`${error ?? ''}${stdout}${stderr}`)));
  try {
    const { tests } = JSON.parse(readFileSync(output, 'utf8'));
    return tests.map(({ fullTitle, err }) => ({ name: fullTitle, reason: err.stack ?? err.message }));
  } catch {
    throw new Error(`expected mocha to write what came of the tests, got ${said}`);
  }
}

/** Runs a suite in a page. @returns {Promise<Test[]>} */
async function runInPage(text, { mocha, first, carrier: expected }) {
  // The library comes first, as in a page.
  const scripts = [...first.map(path => join(project, path)), join(dirname(mocha), '../mocha.js'), fileURLToPath(new URL('page.mjs', import.meta.url))];
  const files = Object.fromEntries(scripts.map((path, index) => [`/${index}.js`, path]));
  const tags = [...Object.keys(files), '/suite.js'].map(path => `<script src="${path}"></script>`).join('');
  const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><div id="mocha"></div>${tags}<script>runTests();</script>`;
  let say;
  const said = new Promise(resolve => (say = resolve));
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      say(JSON.parse((await request.toArray()).join('')));
      return response.end();
    }
    response.setHeader('content-type', request.url === '/' ? 'text/html' : 'text/javascript');
    response.end(request.url === '/' ? html : request.url === '/suite.js' ? text : files[request.url] ? readFileSync(files[request.url]) : '');
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const [{ browsers }, { ensure }] = await Promise.all(['browsers', 'install'].map(name => import(`../../browsers/rig/${name}.mjs`)));
  await ensure(['chromium'], { log: () => {} });
  const browser = await browsers.chromium({});
  const timer = setTimeout(say, LIMIT, { carrier: `nothing within ${LIMIT / 1000} s` });
  try {
    await browser.open(`http://127.0.0.1:${server.address().port}/`);
    const { carrier, tests } = await said;
    if (carrier !== expected) throw new Error(`expected the carrier ${expected} in the page, got ${carrier}`);
    return tests;
  } finally {
    clearTimeout(timer);
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

/** @type {import('../suites.mjs').Suite['run']} */
export async function run(checkout, words, { part }) {
  const [mocha, execPath] = await Promise.all([runtime('mocha'), runtime(NODE)]);
  const folder = mkdtempSync(join(tmpdir(), 'opentelemetry-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const done = [];
  for (const { name, isPage = false, preload, first, carrier, ...suite } of parts.filter(({ name }) => name.includes(part))) {
    const text = await bundle({ checkout, isPage, mocha, ...suite });
    const all = await (isPage ? runInPage(text, { mocha, first, carrier }) : runInNode(text, { folder, mocha, execPath, preload }));
    const tests = all.filter(test => words.length === 0 || words.some(word => test.name.includes(word)));
    const failures = tests.filter(({ reason }) => reason !== undefined);
    done.push(sortOut({ name, on: isPage ? 'chromium' : NODE, runs: tests.length, failures, exceptions: exceptions[name], isWhole: words.length === 0 }));
  }
  return done;
}
