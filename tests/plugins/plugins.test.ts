// The plugins: what all of them have in common, their types, and Vite's server.
import { AsyncLocalStorage as NodesOwn } from 'node:async_hooks';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { build, bundlers, installApp, peers, resultsOf, root, runIn, type Task } from './check-bundler.js';
import { expected } from './expected.mjs';

const { runtime } = (await import(pathToFileURL(join(process.cwd(), 'tests/runtimes.mjs')).href)) as { runtime: (name: string) => Promise<string> };

for (const absent of peers as string[]) {
  test(`without ${absent}, each plugin says what to install`, async () => {
    const poor: string = await installApp((peers as string[]).filter(name => name !== absent));
    for (const bundler of Object.keys(bundlers)) {
      writeFileSync(
        join(poor, 'build.mjs'),
        `
        import { bundlers } from ${JSON.stringify(pathToFileURL(join(process.cwd(), 'tests/plugins/bundlers.mjs')).href)};
        await bundlers[${JSON.stringify(bundler)}]({ root: ${JSON.stringify(poor)}, entry: 'src/main.ts', outdir: ${JSON.stringify(join(poor, 'built'))} });`,
      );
      const { status, stderr } = spawnSync(process.execPath, ['build.mjs'], { cwd: poor, encoding: 'utf8' });
      assert.is.not(status, 0);
      assert.match(stderr, new RegExp(`expected the packages? '[^]*${absent}[^]*npm install --save-dev [^]*${absent}`));
    }
  });
}

test('the same as a CommonJS module', async () => {
  const node = await runtime('node-24');
  for (const bundler of Object.keys(bundlers)) {
    const program = `import { createRequire } from 'node:module';
      const [plugin] = [createRequire(${JSON.stringify(join(root, 'x.cjs'))})('asynccontext/${bundler}').default()].flat();
      give([typeof plugin, plugin.name ?? typeof plugin.apply]);`;
    // Node before 20.19 cannot require the ES modules that these tools consist of.
    assert.equal(runIn(node, program), ['object', /pack$/.test(bundler) ? 'function' : 'asynccontext']);
  }
});

test('TypeScript takes each for a plugin of its bundler', async () => {
  const types = {
    esbuild: 'Plugin',
    rollup: 'Plugin',
    vite: 'PluginOption',
    webpack: 'WebpackPluginInstance',
    rspack: 'RspackPluginInstance',
    rolldown: 'Plugin',
    farm: 'JsPlugin[]',
  };
  const packages: Readonly<Record<string, string>> = { rspack: '@rspack/core', rolldown: 'rolldown', farm: '@farmfe/core' };
  for (const name of Object.keys(types)) {
    const installed = packages[name] ? dirname(await runtime(name)) : join(process.cwd(), 'node_modules', name);
    const path = join(root, 'node_modules', packages[name] ?? name);
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) symlinkSync(installed, path, 'junction');
  }
  const lines = Object.entries(types).flatMap(([name, type]) => [
    `import ${name} from 'asynccontext/${name}';`,
    `import type { ${type.replace('[]', '')} as ${name}Type } from '${packages[name] ?? name}';`,
    `export const ${name}Plugin: ${name}Type${type.endsWith('[]') ? '[]' : ''} = ${name}({ include: ['/src/', /x/], exclude: 'y', awaitHook: true, asyncHooks: false });`,
    `// @ts-expect-error: no such option\n${name}({ include: 1 });`,
  ]);
  writeFileSync(join(root, 'types.ts'), `import 'asynccontext/register';\n${lines.join('\n')}\n`);
  // `skipLibCheck`, since the bundlers' own declarations have errors.
  const compilerOptions = { strict: true, exactOptionalPropertyTypes: true, module: 'nodenext', target: 'es2022', noEmit: true, skipLibCheck: true, types: [] };
  writeFileSync(join(root, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['types.ts'] }));
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(process.cwd(), 'node_modules/typescript/bin/tsc'), '-p', root], { encoding: 'utf8' });
  assert.is(status, 0, `${stdout}${stderr}`);
});

test("esbuild: the map of a file that was compiled leads on to the file's sources, as without the plugin", async () => {
  const { build: esbuild } = await import('esbuild');
  const { default: plugin } = await import(pathToFileURL(join(root, 'node_modules/asynccontext/dist/esm/node/esbuild.js')).href);
  const folder = join(root, 'compiled');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'source.ts'), 'export const later = async (): Promise<number> => { await null; return 1; };\n');
  const tsc = join(process.cwd(), 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(
    process.execPath,
    [tsc, '--ignoreConfig', '--module', 'esnext', '--target', 'es2022', '--sourceMap', '--outDir', 'out', 'source.ts'],
    { cwd: folder, encoding: 'utf8' },
  );
  assert.is(status, 0, stdout);
  for (const plugins of [[], [plugin()]]) {
    const options = {
      entryPoints: [join(folder, 'out/source.js')],
      outdir: join(folder, 'built'),
      bundle: true,
      write: false as const,
      sourcemap: 'external' as const,
    };
    const { outputFiles } = await esbuild({ ...options, plugins: [...plugins] });
    const { sources } = JSON.parse(outputFiles.find(({ path }) => path.endsWith('.map'))!.text) as { sources: string[] };
    assert.ok(sources.includes('../source.ts'), sources.join());
    assert.not.ok(
      sources.some(name => name.endsWith('source.js')),
      sources.join(),
    );
  }
});

/** Vite's development server for the app, with the plugin. */
async function developmentServer(options: object, settings: object) {
  const { createServer } = await import('vite');
  const { default: plugin } = await import(pathToFileURL(join(root, 'node_modules/asynccontext/dist/esm/node/vite.js')).href);
  return createServer({
    root,
    configFile: false,
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false },
    appType: 'custom',
    plugins: [plugin(options)],
    ...settings,
  });
}

test("node:async_hooks becomes the entry for browsers in the dependencies that Vite's development server bundles", async () => {
  const dependencies = {
    'hooks-esm': "export { AsyncLocalStorage } from 'node:async_hooks';",
    'hooks-cjs': "exports.AsyncLocalStorage = require('async_hooks').AsyncLocalStorage;",
  };
  for (const [name, code] of Object.entries(dependencies)) {
    const folder = join(root, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, type: name.endsWith('esm') ? 'module' : 'commonjs', exports: './index.js' }));
    writeFileSync(join(folder, 'index.js'), code);
    writeFileSync(join(root, `src/${name}.js`), `export { AsyncLocalStorage } from '${name}';\n`);
  }
  const server = await developmentServer(
    { asyncHooks: true },
    {
      cacheDir: join(root, 'node_modules/.vite-hooks'),
      optimizeDeps: { include: Object.keys(dependencies), noDiscovery: true },
    },
  );
  const served = async (path: string): Promise<string> => {
    const { code } = (await server.transformRequest(path))!;
    const imported = [...code.matchAll(/"(\/node_modules\/(?:\.vite-hooks\/deps|asynccontext)\/[^"]+)"/g)].map(([, path]) => path!);
    const files = imported.filter(path => !seen.has(path) && seen.add(path)).map(served);
    return [code, ...(await Promise.all(files))].join('\n');
  };
  const seen = new Set<string>();
  try {
    for (const name of Object.keys(dependencies)) {
      seen.clear();
      const code = await served(`/src/${name}.js`);
      assert.match(code, /asynccontext\/dist\/esm\/any\/async-local-storage\.js/, name);
      assert.match(code, /asynccontext\/dist\/esm\/transformed\/carrier\.js/, name);
      assert.not.match(code, /asynccontext\/dist\/esm\/any\/carrier\.js/, name);
      const { AsyncLocalStorage } = await server.ssrLoadModule(`/src/${name}.js`);
      assert.is(AsyncLocalStorage, NodesOwn, `${name} on the server`);
    }
  } finally {
    await server.close();
  }
});

test('node:async_hooks becomes the entry for browsers, in bundles for browsers', async () => {
  // Replaces the package's own entry by a stand-in, wherever it is.
  const manifest = join(root, 'node_modules/asynccontext/package.json');
  const settings = JSON.parse(readFileSync(manifest, 'utf8'));
  settings.exports['./async-local-storage'] = { node: './dist/esm/node/stand-in.js', default: './dist/esm/any/stand-in.js' };
  writeFileSync(manifest, JSON.stringify(settings));
  for (const engine of ['node', 'any', 'transformed']) {
    writeFileSync(join(root, `node_modules/asynccontext/dist/esm/${engine}/stand-in.js`), `export const AsyncLocalStorage = 'for ${engine}';\n`);
  }
  writeFileSync(
    join(root, 'src/hooks.js'),
    `
    import { AsyncLocalStorage } from 'node:async_hooks';
    import { AsyncLocalStorage as again } from 'async_hooks';
    export const results = [AsyncLocalStorage, again].map(found => typeof found === 'string' ? found : 'of Node');\n`,
  );
  // Farm's output for browsers runs nowhere else.
  for (const bundler of Object.keys(bundlers).filter(name => name !== 'farm')) {
    const found = async (task: Partial<Task>) => resultsOf(await build(bundler, { entry: 'src/hooks.js', options: { asyncHooks: true }, ...task }));
    assert.equal(await found({}), ['for transformed', 'for transformed'], bundler);
    assert.equal(await found({ options: { asyncHooks: true, awaitHook: true } }), ['for any', 'for any'], bundler);
    // In Node the alias is Node's own module.
    const inNode = await found({ platform: 'node' });
    assert.ok(
      inNode.every((name: string) => name === 'of Node' || name === 'for node'),
      `${bundler}: ${inNode}`,
    );
  }
});

test("Vite's development server: its pages, and what it renders", async () => {
  writeFileSync(join(root, 'index.html'), '<script type="module" src="/src/main.ts"></script>');
  const server = await developmentServer({}, { ssr: { noExternal: ['esm-dependency'] } });
  try {
    // On the server Node imports the dependencies itself, so they are not transformed.
    const { results } = await server.ssrLoadModule('/src/main.ts');
    assert.equal(results, { ...expected, 'a generator in CommonJS': ['none', 'none'] });
    const { code } = (await server.transformRequest('/src/main.ts'))!;
    const runtime = /"(\/node_modules\/asynccontext\/dist\/esm\/any\/runtime\.js[^"]*)"/;
    assert.match((await server.transformRequest(runtime.exec(code)![1]!))!.code, /asynccontext\/dist\/esm\/transformed\/carrier\.js/);
    const bundled = /"(\/node_modules\/\.vite\/deps\/cjs-dependency\.js[^"]*)"/.exec(code)?.[1];
    assert.ok(bundled, code);
    assert.match((await server.transformRequest(bundled!))!.code, runtime);
    // A browser takes the file for an ES module, which has no `require`.
    writeFileSync(join(root, 'src/unclear.js'), '// In this module, a word that is one of CommonJS.\nglobalThis.promise.then(() => this);\n');
    assert.not.match((await server.transformRequest('/src/unclear.js'))!.code, /\brequire\b/);
  } finally {
    await server.close();
  }
});

test("Vite's development server: browsers keep no dependencies of other options, nor of this package in another version", async () => {
  const served = async (options: object) => {
    const server = await developmentServer(options, {
      cacheDir: join(root, 'node_modules/.vite-options'),
      optimizeDeps: { include: ['cjs-dependency'], noDiscovery: true },
    });
    try {
      const { code } = (await server.transformRequest('/src/main.ts'))!;
      return /deps\/cjs-dependency\.js\?v=(\w+)/.exec(code)![1];
    } finally {
      await server.close();
    }
  };
  const [all, again, some] = [await served({}), await served({}), await served({ exclude: /cjs/ })];
  assert.is(again, all);
  assert.is.not(some, all);
});

test.run();
