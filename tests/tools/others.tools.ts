// Tools that cannot use one of our plugins, and frameworks that are built on Vite.
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createApp, env, exact, run, runtime } from './app.js';

/** The folder with the `node_modules` of a tool. */
const folderOf = (path: string) => realpathSync(path.slice(0, path.indexOf('/node_modules/', path.indexOf('/runtimes/'))));
const check = readFileSync(join(process.cwd(), 'tests/tools/next/lib/check.ts'), 'utf8').replace("import('./late')", "import('./late.ts')");
const late = readFileSync(join(process.cwd(), 'tests/tools/next/lib/late.ts'), 'utf8').replace("'./check'", "'./check.ts'");
const sources = { 'src/check.ts': check, 'src/late.ts': late };
/** The result without the transform: a generator's body sees the context of whoever asks, and a late module that of its import. */
const untransformed = { ...exact, own: ['none', 'none'], esm: ['none', 'none'], cjs: ['none', 'none'], awaited: ['bob', 'bob', 'bob'] };
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

test('Parcel 2: a page has the await hook', async () => {
  const parcel = await runtime('parcel');
  const root = await createApp(folderOf(parcel), {
    'src/main.js': `
      import { Variable } from 'asynccontext';
      const user = new Variable({ defaultValue: 'none' });
      globalThis.result = user.run('ada', async () => { await Promise.resolve(); const seen = user.get(); return [seen, await Promise.resolve().then(() => user.get())]; });`,
  });
  await run([parcel, 'build', 'src/main.js', '--no-cache', '--no-source-maps', '--dist-dir', 'dist'], root);
  const page = createContext({ console });
  runInContext(readFileSync(join(root, 'dist/main.js'), 'utf8'), page);
  assert.equal(plain(await page['result']), ['ada', 'ada']);
});

test('Deno 2: run and bundle, as they are and bundled by esbuild', async () => {
  const deno = await runtime('deno');
  const root = await createApp(undefined, {
    ...sources,
    'src/main.ts': "import { check } from './check.ts';\nconsole.log(`given ${JSON.stringify(await check())}`);\n",
  });
  const ask = async (...args: string[]) => {
    const { stdout, stderr } = await promisify(execFile)(deno, args, { cwd: root, env });
    const given = /^given (.*)$/m.exec(stdout)?.[1];
    assert.ok(args[0] === 'bundle' || given, stdout + stderr);
    return given && JSON.parse(given);
  };
  assert.equal(await ask('run', '-A', '--node-modules-dir=manual', 'src/main.ts'), untransformed);
  await ask('bundle', '--node-modules-dir=manual', '-o', 'bundled.js', 'src/main.ts');
  assert.equal(await ask('run', '-A', '--node-modules-dir=manual', 'bundled.js'), untransformed);
  const { build } = await import('esbuild');
  const { default: asynccontext } = await import(pathToFileURL(join(root, 'node_modules/asynccontext/dist/esm/node/esbuild.js')).href);
  await build({
    absWorkingDir: root,
    entryPoints: ['src/main.ts'],
    outfile: join(root, 'built.js'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['deno'],
    plugins: [asynccontext()],
  });
  assert.equal(await ask('run', '-A', 'built.js'), exact);
});

/** The result in the HTML of a static site's page. */
const resultIn = (html: string) => JSON.parse(/<pre>(.*?)<\/pre>/.exec(html)![1]!.replaceAll('&quot;', '"').replaceAll('&#34;', '"'));

test('Astro: a page, rendered and in its script', async () => {
  const astro = await runtime('astro');
  const root = await createApp(folderOf(astro), {
    ...sources,
    'astro.config.mjs': `
      import asynccontext from 'asynccontext/vite';
      export default { vite: { plugins: [asynccontext()], environments: { prerender: { resolve: { noExternal: ['esm-dep', 'cjs-dep'] } } }, build: { assetsInlineLimit: 0 } } };`,
    'src/pages/index.astro':
      "---\nimport { check } from '../check.ts';\nconst found = JSON.stringify(await check());\n---\n<html><body><pre>{found}</pre><script>import { check } from '../check.ts'; globalThis.found = check();</script></body></html>\n",
  });
  await run([join(dirname(astro), 'bin/astro.mjs'), 'build'], root);
  assert.equal(resultIn(readFileSync(join(root, 'dist/index.html'), 'utf8')), exact);
  const scripts = readdirSync(join(root, 'dist/_astro'))
    .map(name => readFileSync(join(root, 'dist/_astro', name), 'utf8'))
    .join('\n');
  assert.equal([/["'`]browser, transformed["'`]/.test(scripts), /["'`]browser["'`]/.test(scripts)], [true, false]);
});

test('SvelteKit: a page, rendered and in the client', async () => {
  const kit = await runtime('sveltekit');
  const root = await createApp(folderOf(kit), {
    ...sources,
    'vite.config.js': `
      import { sveltekit } from '@sveltejs/kit/vite';
      import adapter from '@sveltejs/adapter-static';
      import asynccontext from 'asynccontext/vite';
      export default { plugins: [sveltekit({ adapter: adapter() }), asynccontext()], ssr: { noExternal: ['esm-dep', 'cjs-dep'] } };`,
    'src/app.html': '<!doctype html><html><head>%sveltekit.head%</head><body>%sveltekit.body%</body></html>',
    'src/routes/+page.js':
      "import { check } from '../check.ts';\nexport const prerender = true;\nexport const load = async () => ({ found: JSON.stringify(await check()) });\n",
    'src/routes/+page.svelte': '<script>let { data } = $props();</script><pre>{data.found}</pre>\n',
  });
  await run([join(dirname(kit), '../../vite/bin/vite.js'), 'build'], root);
  assert.equal(resultIn(readFileSync(join(root, 'build/index.html'), 'utf8')), exact);
  const scripts = (readdirSync(join(root, 'build/_app'), { recursive: true }) as string[])
    .filter(name => name.endsWith('.js'))
    .map(name => readFileSync(join(root, 'build/_app', name), 'utf8'))
    .join('\n');
  assert.equal([/["'`]browser, transformed["'`]/.test(scripts), /["'`]browser["'`]/.test(scripts)], [true, false]);
});

test.run();
