// `node --import asynccontext/register` in every version of Node that supports it, in an app that has installed the package.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

// Loaded from disk and not bundled, since these modules find other files relative to their own location.
const load = (path: string) => import(pathToFileURL(join(process.cwd(), path)).href);
const { installApp, peers } = await load('tests/plugins/install-app.mjs');
const { runtime } = (await load('tests/runtimes.mjs')) as { runtime: (name: string) => Promise<string> };
const fixture = join(process.cwd(), 'tests/register/app');

async function createApp(withPeers: readonly string[]): Promise<string> {
  const root: string = await installApp(withPeers);
  cpSync(fixture, root, { recursive: true });
  cpSync(join(fixture, 'modules'), join(root, 'node_modules'), { recursive: true });
  return root;
}
const root = await createApp(['oxc-parser', 'magic-string', 'import-in-the-middle']);
symlinkSync(dirname(dirname(await runtime('tsx'))), join(root, 'node_modules/tsx'), 'junction');

async function run(node: string, args: readonly string[], { cwd = root, env = {} } = {}) {
  const options = { cwd, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', ...env } } as const;
  const { status, stdout, stderr } = spawnSync(await runtime(node), [...args], options);
  return { status, stdout, report: `${node} ${args.join(' ')}: ${status}\n${stdout}${stderr}` };
}
const registered = ['--import', 'asynccontext/register'];
async function answerOf(node: string, args: readonly string[], options = {}) {
  const { status, stdout, report } = await run(node, [...registered, ...args], options);
  assert.is(status, 0, report);
  return JSON.parse(stdout);
}

const own = ['ada', 'ada'];
const expected = {
  'the polyfill': ['there'],
  'a module': own,
  'CommonJS, imported': own,
  'CommonJS, imported as default': own,
  'CommonJS, required by it': own,
  'CommonJS, required': own,
  'a dependency': own,
  'a module evaluated late': ['none', 'none', 'bob'],
  'in a worker': own,
};
const ofTypeScript = { TypeScript: ['1 ada', '2 ada'], 'TypeScript, CommonJS': own };

/** Whether each version runs TypeScript by itself: newer ones strip the types. */
const versions: [node: string, typescript: boolean][] = [
  ['node-20', false],
  ['node-22', true],
  ['node-24', true],
  ['node-26', true],
];
for (const [node, typescript] of versions) {
  test(`${node}: all that is loaded is transformed`, async () => {
    const args = ['main.mjs', '--require-module', ...(typescript ? ['--typescript'] : [])];
    const all = { ...expected, ...(typescript ? ofTypeScript : {}), 'a module, required': own };
    assert.equal(await answerOf(node, args), all);
    assert.equal(await answerOf(node, ['entry.cjs']), ['ada', 'ada', 'ada']);
    if (typescript) assert.equal(await answerOf(node, ['entry.ts']), ['ada', '1 ada']);
  });

  test(`${node}: errors say where they come from`, async () => {
    for (const file of ['fail.mjs', 'fail.cjs', ...(typescript ? ['fail.ts'] : [])]) {
      const { stdout, report } = await run(node, ['--enable-source-maps', ...registered, file]);
      const text = readFileSync(join(fixture, file), 'utf8').split('\n')[0]!;
      assert.match(stdout, `${file}:1:${text.indexOf('new Error') + 1}`, report);
    }
  });

  test(`${node}: a file that cannot be parsed fails with its place and its code`, async () => {
    const { status, report } = await run(node, [...registered, 'broken.mjs']);
    assert.is.not(status, 0);
    assert.match(report, /SyntaxError.*: .*broken\.mjs:3:10: /);
    assert.match(report, '5five');
  });

  test(`${node}: files can be left out`, async () => {
    const left = ['ada', 'none', 'none'];
    assert.equal(await answerOf(node, ['entry.cjs'], { env: { ASYNCCONTEXT_EXCLUDE: '/required\\.cjs$' } }), left);
    assert.equal(await answerOf(node, ['entry.cjs'], { env: { ASYNCCONTEXT_INCLUDE: '/entry\\.' } }), left);
    const { status, report } = await run(node, [...registered, 'entry.cjs'], { env: { ASYNCCONTEXT_INCLUDE: '(' } });
    assert.is.not(status, 0);
    assert.match(report, 'TypeError: asynccontext/register: expected ASYNCCONTEXT_INCLUDE to be a regular expression, got "("');
  });
}

const otherHooks = ['pass-through', 'in-the-middle', 'tsx', 'compiles', 'wraps'];
for (const [node, typescript] of versions) {
  for (const hook of otherHooks) {
    test(`${node}: all is transformed beside another hook, whichever comes first: ${hook}`, async () => {
      const other = ['--import', `./hooks/${hook}.mjs`];
      for (const hooks of [
        [...other, ...registered],
        [...registered, ...other],
      ]) {
        const { status, stdout, report } = await run(node, [...hooks, 'main.mjs', ...(typescript ? ['--typescript'] : [])]);
        assert.is(status, 0, report);
        assert.equal(JSON.parse(stdout), { ...expected, ...(typescript ? ofTypeScript : {}) }, report);
      }
    });
  }
}

// A compiler's output with its source map, in a file or inline.
for (const kind of ['--sourceMap', '--inlineSourceMap']) {
  const compile = [
    'node_modules/typescript/lib/tsc.js',
    '--ignoreConfig',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--types',
    'node',
    '--typeRoots',
    'node_modules/@types',
    '--skipLibCheck',
    kind,
  ];
  const sources = ['compiled.mts', 'compiled.cts'].map(name => join(fixture, 'sources', name));
  execFileSync(process.execPath, [...compile, '--outDir', join(root, kind.slice(2)), '--sourceRoot', pathToFileURL(join(root, 'sources')).href, ...sources]);
}
for (const [node] of versions) {
  for (const folder of ['sourceMap', 'inlineSourceMap']) {
    test(`${node}: errors of compiled code say where they come from in its sources: ${folder}`, async () => {
      for (const [file, source] of [
        ['compiled.mjs', 'compiled.mts'],
        ['compiled.cjs', 'compiled.cts'],
      ] as const) {
        const { stdout, report } = await run(node, ['--enable-source-maps', ...registered, `${folder}/${file}`]);
        const lines = readFileSync(join(fixture, 'sources', source), 'utf8').split('\n');
        const line = lines.findIndex(text => text.includes('new Error'));
        assert.match(stdout, `${source}:${line + 1}:${lines[line]!.indexOf('new Error') + 1}`, report);
      }
    });
  }
}

test('without it, a generator sees the context of whoever asks it', async () => {
  const { stdout, report } = await run('node-24', ['entry.cjs']);
  assert.equal(JSON.parse(stdout), ['none', 'none', 'none'], report);
});

test('Node 18 is too old, and hears so', async () => {
  const { status, report } = await run('node-18', [...registered, 'entry.cjs']);
  assert.is.not(status, 0);
  assert.match(report, /asynccontext\/register: expected Node 20\.6 or later, got v18\./);
});

test('Deno: all is transformed in the main thread, with --preload', async () => {
  const args = ['run', '--allow-all', '--preload', 'node_modules/asynccontext/dist/esm/node/register.js', 'main.mjs'];
  const { status, stdout, report } = await run('deno', args);
  assert.is(status, 0, report);
  assert.equal(JSON.parse(stdout), { ...expected, 'in a worker': ['none', 'none'] });
});

test('Bun shows nobody what it loads, and says so instead of running the app', async () => {
  const { status, stdout, report } = await run('bun', ['--preload', 'asynccontext/register', 'entry.cjs']);
  assert.is.not(status, 0);
  assert.is(stdout, '');
  assert.match(report, /asynccontext\/register: expected Node 20\.6 or later, got Bun [\d.]+, which .*asynccontext\/esbuild.*asynccontext\/polyfill/);
});

test('a missing package is named together with the command that installs it', async () => {
  for (const absent of ['oxc-parser', 'magic-string']) {
    const poor = await createApp((peers as string[]).filter(name => name !== absent));
    const { status, report } = await run('node-22', [...registered, 'entry.cjs'], { cwd: poor });
    assert.is.not(status, 0);
    assert.match(report, new RegExp(`expected the packages '[^]*${absent}[^]*npm install --save-dev [^]*${absent}`));
  }
});

test('ts-node beside it: what it compiles is transformed', async () => {
  const tsNode = dirname(dirname(await runtime('ts-node')));
  const app = join(root, 'ts-node-app');
  mkdirSync(app, { recursive: true });
  writeFileSync(join(app, 'package.json'), '{ "type": "commonjs" }');
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions: { target: 'es2022', module: 'commonjs', esModuleInterop: true } }));
  // With --import, Node loads the first file as a module without ts-node, so that file only requires main.ts.
  writeFileSync(join(app, 'entry.cjs'), "require('./main.ts');\n");
  writeFileSync(
    join(app, 'part.ts'),
    'export enum Kind { Own = "own" }\nexport function* look(see: () => string): Generator<string> { yield see(); yield see(); }\n',
  );
  writeFileSync(
    join(app, 'main.ts'),
    `
    import { Variable } from 'asynccontext';
    import { look, Kind } from './part';
    const user = new Variable<string>({ defaultValue: 'none' });
    const made = user.run('ada', () => look(() => user.get()));
    console.log(JSON.stringify([Kind.Own, ...made]));`,
  );
  const env = { TS_NODE_TRANSPILE_ONLY: '1', TS_NODE_PROJECT: join(app, 'tsconfig.json'), TS_NODE_COMPILER: join(dirname(tsNode), 'typescript') };
  for (const node of ['node-20', 'node-22', 'node-24']) {
    for (const before of [true, false]) {
      const hooks = ['--require', join(tsNode, 'register')];
      const { status, stdout, report } = await run(node, [...(before ? [...hooks, ...registered] : [...registered, ...hooks]), join(app, 'entry.cjs')], {
        env,
      });
      assert.is(status, 0, report);
      assert.equal(JSON.parse(stdout), ['own', 'ada', 'ada'], report);
    }
  }
});

test.run();
