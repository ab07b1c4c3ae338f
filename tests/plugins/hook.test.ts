// Code that does not reach the plugin: the await hook stays for it, and the bundle works in a page.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import type { BuildOptions, BuildResult, Plugin } from 'esbuild';
import { TraceMap, originalPositionFor } from '@jridgewell/trace-mapping';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bundlers, root } from './check-bundler.js';

const { build: esbuild, context } = await import('esbuild');
const { default: asynccontext } = await import(pathToFileURL(join(root, 'node_modules/asynccontext/dist/esm/node/esbuild.js')).href);

const files: Readonly<Record<string, string>> = {
  'main.js': `
    import { Variable } from 'asynccontext';
    import { later } from './part.js';
    const user = new Variable({ defaultValue: 'none' });
    const look = async () => { await null; await later(); return user.get(); };
    globalThis.result = user.run('ada', () => later(() => user.get()).then(async seen => [seen, await look()]));
    globalThis.generator = (function* () { yield user.get() });
    globalThis.made = user.run('bob', () => globalThis.generator());`,
  'part.js': 'export async function later(f = () => {}) {\n  await Promise.resolve();\n  const seen = f();\n  return seen;\n}\n',
  'page.vue': 'export async function later(f = () => {}) { await Promise.resolve(); return f(); }',
  'with-page.js': "import { later } from './page.vue'; import './main.js'; globalThis.page = later;",
  'with-data.js': "import data from './data.json'; import text from './text.txt'; import './main.js'; globalThis.data = [data, text];",
  'data.json': '{ "await": 1 }',
  'text.txt': 'await',
};
const folder = join(root, 'hook');
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);

/** A plugin that loads files by itself: esbuild asks no further plugin then. */
const loading = (filter: RegExp, loader: 'js' | 'ts' = 'js'): Plugin => ({
  name: 'loading',
  setup({ onLoad }) {
    onLoad({ filter }, ({ path }) => ({ contents: readFileSync(path, 'utf8'), loader }));
  },
});
const styles: Plugin = { name: 'styles', setup: ({ onLoad }) => onLoad({ filter: /\.css$/ }, () => ({ contents: '', loader: 'css' })) };

async function bundle(plugins: Plugin[], options: BuildOptions = {}): Promise<{ code: string; map: string; warnings: string[]; result: BuildResult }> {
  const result = await esbuild({
    absWorkingDir: folder,
    entryPoints: ['main.js'],
    outfile: join(folder, 'built/out.js'),
    bundle: true,
    format: 'iife',
    sourcemap: true,
    write: false,
    logLevel: 'silent',
    plugins,
    ...options,
  });
  const text = (end: string) => {
    const path = (readdirSync(folder, { recursive: true }) as string[]).includes('built/out.js') && options.write ? join(folder, `built/out${end}`) : undefined;
    return path ? readFileSync(path, 'utf8') : (result.outputFiles?.find(file => file.path.endsWith(end))?.text ?? '');
  };
  return { code: text('.js'), map: text('.js.map'), warnings: result.warnings.map(({ text }) => text), result };
}

/** Runs a script in a realm that does not look like Node, and returns what the page's code has seen. */
async function seenBy(code: string): Promise<unknown> {
  const page = createContext({ console, setTimeout });
  runInContext(code, page);
  const { result, made } = page as { result?: Promise<unknown>; made: Iterator<unknown> };
  return [...((await result) as unknown[]), made.next().value];
}
const positionIn = (code: string, text: string) => {
  const before = code.slice(0, code.indexOf(text)).split('\n');
  return { line: before.length, column: before.at(-1)!.length };
};
const hooks = (code: string) => ['"browser, transformed"', '"browser"'].map(name => code.split(name).length - 1);

test('esbuild: all is transformed, beside a plugin that loads something else', async () => {
  for (const [plugins, entry] of [
    [[asynccontext()], 'main.js'],
    [[styles, asynccontext()], 'main.js'],
    [[asynccontext(), styles], 'with-data.js'],
  ] as const) {
    const { code, warnings, result } = await bundle([...plugins], { entryPoints: [entry] });
    assert.equal([hooks(code), warnings], [[1, 0], []]);
    assert.equal(await seenBy(code), ['ada', 'ada', 'bob']);
    assert.is(result.metafile, undefined);
  }
});

for (const settings of [
  {},
  { minify: true },
  { format: 'esm' },
  { format: 'cjs', banner: { js: '"use strict";' } },
  { write: true },
  { sourcemap: 'inline' },
] as BuildOptions[]) {
  test(`esbuild: a plugin before this one loads all files, ${JSON.stringify(settings)}`, async () => {
    const { code, map, warnings } = await bundle([loading(/\.js$/), asynccontext()], settings);
    assert.is(warnings.length, 1, warnings.join());
    assert.match(warnings[0]!, /the await hook stays(?=[^]*\n {2}main\.js\n)(?=[^]*\n {2}part\.js\n)[^]*put this plugin before the others/);
    // The body of an untransformed generator runs in the context of whoever asks for the next value.
    assert.equal(await seenBy(code), ['ada', 'ada', 'none']);
    const json = map || Buffer.from(/base64,(\S+)\s*$/.exec(code)![1]!, 'base64').toString();
    // The line of `const seen = f()`, in bundles that keep the source's names.
    const line = code.split('\n').findIndex(text => text.includes('seen = f()'));
    if (!settings.minify) assert.is(originalPositionFor(new TraceMap(json), { line: line + 1, column: code.split('\n')[line]!.indexOf('f()') }).line, 3);
    else assert.is(originalPositionFor(new TraceMap(json), positionIn(code, 'Promise.resolve()')).source?.endsWith('part.js'), true);
  });
}

test('esbuild: one file that another plugin makes code of', async () => {
  const page = async (code: string) => {
    const realm = createContext({ console });
    runInContext(code, realm);
    return seenBy(code);
  };
  for (const plugins of [
    [loading(/\.vue$/), asynccontext()],
    [asynccontext(), loading(/\.vue$/)],
  ]) {
    const { code, warnings } = await bundle(plugins, { entryPoints: ['with-page.js'] });
    assert.match(warnings.join('\n'), /the await hook stays[^]*\n {2}page\.vue\n/);
    assert.not.match(warnings.join('\n'), /main\.js/);
    assert.equal(await page(code), ['ada', 'ada', 'bob']);
  }
  const { code, warnings } = await bundle([asynccontext({ awaitHook: false }), loading(/\.vue$/)], { entryPoints: ['with-page.js'] });
  assert.equal([hooks(code), warnings], [[1, 0], []]);
});

test('esbuild: a build that is repeated', async () => {
  const again = await context({
    absWorkingDir: folder,
    entryPoints: ['with-page.js'],
    bundle: true,
    write: false,
    logLevel: 'silent',
    plugins: [asynccontext(), loading(/\.vue$/)],
    metafile: true,
  });
  try {
    for (const hasTwo of [true, false]) {
      const { outputFiles, warnings, metafile } = await again.rebuild();
      const { text } = outputFiles![0]!;
      assert.equal(hooks(text), hasTwo ? [1, 1] : [0, 1]);
      assert.equal(await seenBy(text), ['ada', 'ada', 'bob']);
      assert.is(warnings.length, 1);
      assert.ok(metafile);
    }
  } finally {
    await again.dispose();
  }
});

test('esbuild: what comes by stdin, and what a loader makes a script', async () => {
  const stdin = { contents: files['main.js']!.replace('./part.js', './part.mine'), resolveDir: folder };
  writeFileSync(join(folder, 'part.mine'), `${files['part.js']}const typed: number = 1;`);
  const options: BuildOptions = { stdin, entryPoints: [], loader: { '.mine': 'ts' } };
  for (let i = 0; i < 2; i++) {
    const { code, warnings } = await bundle([asynccontext()], options);
    assert.equal([hooks(code), warnings, await seenBy(code)], [[1, 0], [], ['ada', 'ada', 'bob']]);
    assert.is(options.stdin, stdin);
    assert.is(options.metafile, undefined);
  }
});

for (const bundler of ['webpack', 'rspack']) {
  test(`${bundler}: what is imported past all loaders`, async () => {
    writeFileSync(join(folder, 'past.js'), files['main.js']!.replace('./part.js', '!!./part.js'));
    for (const [entry, present] of [
      ['hook/main.js', [1, 0]],
      ['hook/past.js', [0, 1]],
    ] as const) {
      const warnings: string[] = [];
      await bundlers[bundler]!({ root, entry, outdir: join(folder, bundler), isScript: true, onWarning: text => warnings.push(text) });
      const code = readFileSync(join(folder, bundler, 'main.js'), 'utf8');
      assert.equal([hooks(code), await seenBy(code)], [present, ['ada', 'ada', 'bob']]);
      assert.is(warnings.length, present[1]);
      if (present[1]) assert.match(warnings[0]!, /part\.js[^]*leave that out/);
    }
  });

  test(`${bundler}: what becomes a text stays as it is`, async () => {
    writeFileSync(join(folder, 'raw.js'), "import text from './part.js?raw'; import './main.js'; globalThis.text = text;");
    const rules = [{ resourceQuery: /raw/, type: 'asset/source' }];
    const warnings: string[] = [];
    await bundlers[bundler]!({
      root,
      entry: 'hook/raw.js',
      outdir: join(folder, bundler),
      isScript: true,
      settings: { module: { rules } },
      onWarning: text => warnings.push(text),
    });
    const page = createContext({ console });
    runInContext(readFileSync(join(folder, bundler, 'main.js'), 'utf8'), page);
    assert.equal([page['text'], warnings], [files['part.js'], []]);
  });

  test(`${bundler}: a cache that outlives the process knows options apart`, async () => {
    const cacheFolder = join(folder, `${bundler}-cache`);
    const cache =
      bundler === 'webpack'
        ? { type: 'filesystem', cacheDirectory: cacheFolder }
        : { type: 'persistent', storage: { type: 'filesystem', directory: cacheFolder } };
    const found = async (options: object) => {
      await bundlers[bundler]!({ root, entry: 'hook/main.js', outdir: join(folder, bundler), isScript: true, options, settings: { cache } });
      const code = readFileSync(join(folder, bundler, 'main.js'), 'utf8');
      return [...hooks(code), /async function later[^]{0,120}\btry ?\{/.test(code)];
    };
    for (const [options, expected] of [
      [{}, [1, 0, true]],
      [{ exclude: 'part.js' }, [0, 1, false]],
      [{}, [1, 0, true]],
      [{ awaitHook: true }, [0, 1, true]],
      [{ exclude: /part\.js/, awaitHook: false }, [1, 0, false]],
    ] as const) {
      assert.equal(await found(options), expected, JSON.stringify(options));
      assert.equal(await found(options), expected, `${JSON.stringify(options)} again`);
    }
    assert.ok(readdirSync(cacheFolder).length > 0);
  });
}

for (const bundler of ['rollup', 'rolldown', 'vite']) {
  test(`${bundler}: what becomes JavaScript under another name is transformed, and what is none stays as it is`, async () => {
    writeFileSync(join(folder, 'page.md'), 'await');
    writeFileSync(join(folder, 'with-md.js'), "import { look } from './page.md'; import './main.js'; globalThis.look = look;");
    const markdown = {
      name: 'markdown',
      transform: (_: string, id: string) =>
        id.endsWith('.md') ? { code: 'export const look = function* () { yield 1 };', map: null, moduleType: 'js' } : null,
    };
    const plugins = [markdown];
    const outdir = join(folder, `${bundler}-md`);
    await bundlers[bundler]!({ root, entry: 'hook/with-md.js', outdir, isScript: true, settings: { plugins } });
    const code = readFileSync(join(outdir, 'main.js'), 'utf8');
    assert.equal(hooks(code), [1, 0]);
    assert.match(code, /\blook\b[^]{0,200}\byield\b[^]{0,100}\bfinally\b/);
  });
}

test.run();
