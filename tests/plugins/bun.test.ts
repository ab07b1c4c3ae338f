// The plugin in Bun: in Bun.build, where the plugin for esbuild works as well, and for modules that Bun loads at run time.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { resultsOf, root, run } from './check-bundler.js';
import { expected } from './expected.mjs';

const { runtime } = (await import(pathToFileURL(join(process.cwd(), 'tests/runtimes.mjs')).href)) as { runtime: (name: string) => Promise<string> };
const bun = await runtime('bun');

function runBun(args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(bun, args, { cwd: root, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
}

let count = 0;
/** Builds with Bun. `plugins` is code. */
function build(entry: string, plugins: string, settings: object = {}) {
  const outdir = join(root, `bun-${count++}`);
  writeFileSync(
    join(root, 'build-with-bun.mjs'),
    `
    import asynccontext from 'asynccontext/bun';
    import forEsbuild from 'asynccontext/esbuild';
    import { readFileSync } from 'node:fs';
    const loading = (filter, loader) => ({ name: 'loading', setup({ onLoad }) { onLoad({ filter }, ({ path }) => ({ contents: readFileSync(path, 'utf8'), loader })) } });
    const result = await Bun.build({ entrypoints: [${JSON.stringify(join(root, entry))}], outdir: ${JSON.stringify(outdir)}, naming: 'main.js', plugins: [${plugins}], ...${JSON.stringify(settings)} });
    if (!result.success) throw new Error(result.logs.join('\\n'));`,
  );
  const { status, stdout, stderr } = runBun(['build-with-bun.mjs']);
  if (status !== 0) throw new Error(stdout + stderr);
  return { folder: outdir, warnings: stderr, code: readFileSync(join(outdir, 'main.js'), 'utf8') };
}
const hooks = (code: string) => ['"browser, transformed"', '"browser"'].map(name => code.split(name).length - 1);

for (const plugin of ['asynccontext', 'forEsbuild']) {
  for (const target of ['browser', 'node', 'bun']) {
    test(`${plugin}, for ${target}: an app finds the context everywhere`, () => {
      const { folder, code, warnings } = build('src/main.ts', `${plugin}()`, { target });
      assert.equal(hooks(code), target === 'browser' ? [1, 0] : [0, 0]);
      assert.is(warnings, '');
      if (target !== 'bun') assert.equal(resultsOf(folder), expected);
      else {
        writeFileSync(join(root, 'run.mjs'), `console.log(JSON.stringify((await import(${JSON.stringify(join(folder, 'main.js'))})).results))`);
        assert.equal(JSON.parse(runBun(['run.mjs']).stdout), expected);
      }
    });
  }
}

const app: Readonly<Record<string, string>> = {
  'main.js': `
    import { Variable } from 'asynccontext';
    import { later } from './part.js';
    const user = new Variable({ defaultValue: 'none' });
    globalThis.result = user.run('ada', () => later(() => user.get()).then(async seen => [seen, await (async () => { await null; await later(); return user.get(); })()]));`,
  'part.js': 'export async function later(f = () => {}) { await Promise.resolve(); return f(); }',
};
mkdirSync(join(root, 'bun'), { recursive: true });
for (const [name, text] of Object.entries(app)) writeFileSync(join(root, 'bun', name), text);

const cases: [plugins: string, present: number[], names: RegExp | undefined][] = [
  ['asynccontext()', [1, 0], undefined],
  ['loading(/\\.css$/, "css"), asynccontext()', [1, 0], undefined],
  ['loading(/\\.js$/, "js"), asynccontext({ awaitHook: true })', [0, 1], undefined],
  ['loading(/part\\.js$/, "js"), asynccontext()', [0, 1], /part\.js/],
  ['loading(/bun.main\\.js$/, "js"), asynccontext()', [0, 1], /main\.js/],
  ['loading(/\\.js$/, "js"), asynccontext({ awaitHook: false })', [1, 0], undefined],
  ['asynccontext({ exclude: "part.js" })', [0, 1], /part\.js/],
  ['asynccontext({ awaitHook: true })', [0, 1], undefined],
];
for (const [plugins, present, names] of cases) {
  test(`the await hook is where it is needed: ${plugins}`, async () => {
    const { code, warnings } = build('bun/main.js', plugins, { format: 'iife' });
    // A plugin that loads all files also loads those of this package, where it leaves the await hook in.
    const isAll = plugins.includes('loading(/\\.js$/');
    assert.equal(hooks(code), isAll ? [0, 1] : present);
    if (names) assert.match(warnings, new RegExp(`the await hook stays[^]*${names.source}`));
    else assert.is(warnings, '');
    const page = createContext({ console });
    runInContext(code, page);
    if (!isAll) assert.equal([...((await page['result']) as unknown[])], ['ada', 'ada']);
  });
}

test('node:async_hooks becomes the entry for browsers', () => {
  writeFileSync(join(root, 'bun/hooks.js'), "import { AsyncLocalStorage } from 'node:async_hooks';\nglobalThis.storage = AsyncLocalStorage;\n");
  assert.match(build('bun/hooks.js', 'asynccontext({ asyncHooks: true })').code, /withScope/);
  assert.not.match(build('bun/hooks.js', 'asynccontext({ asyncHooks: true })', { target: 'bun' }).code, /withScope/);
});

test('the error for code that cannot be parsed names its place', () => {
  writeFileSync(join(root, 'bun/broken.js'), 'export async function f() {\n  await 1;\n  const 5five = 5;\n}\n');
  assert.throws(() => build('bun/broken.js', 'asynccontext()'), /broken\.js:3:\d+: [^]*5five/);
});

test('modules that Bun loads at run time, with --preload', () => {
  writeFileSync(join(root, 'preload.mjs'), "import asynccontext from 'asynccontext/bun';\nBun.plugin(asynccontext());\n");
  writeFileSync(join(root, 'run.mjs'), "const { results } = await import('./src/main.ts'); console.log(JSON.stringify(results));");
  const { status, stdout, stderr } = runBun(['--preload', './preload.mjs', 'run.mjs']);
  assert.is(status, 0, stderr);
  // Bun does not load CommonJS through plugins, so dependencies are not transformed.
  assert.equal(JSON.parse(stdout), { ...expected, 'a generator in CommonJS': ['none', 'none'], 'an async generator of a dependency': ['none', 'none'] });
  writeFileSync(join(root, 'src/common.js'), 'exports.f = async () => { await 1; return 2 };\n');
  writeFileSync(join(root, 'run.mjs'), "await import('./src/common.js');");
  assert.match(runBun(['--preload', './preload.mjs', 'run.mjs']).stderr, /expected an ES module, got .*common\.js, which is CommonJS/);
});

test('in Node, an error says that it is for Bun', () => {
  assert.match(
    run("const { default: plugin } = await import('asynccontext/bun'); try { plugin() } catch (error) { give(error.message) }"),
    /^asynccontext\/bun: expected Bun, got Node/,
  );
});

test.run();
