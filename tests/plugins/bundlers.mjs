// The bundlers, each with the plugin from an installed package: builds an app for browsers or for Node.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runtime } from '../runtimes.mjs';

/** @typedef {{ root: string, entry: string, outdir: string, platform?: 'browser' | 'node', isScript?: boolean, options?: object, onWarning?: (text: string) => void, settings?: object }} Task */

/** The plugin that the app has installed. */
async function pluginOf(root, name) {
  const path = createRequire(join(root, 'package.json'))
    .resolve(`asynccontext/${name}`)
    .replace(/([\\/]dist[\\/])cjs/, '$1esm');
  return (await import(pathToFileURL(path).href)).default;
}

const extensions = ['.mjs', '.js', '.ts', '.tsx', '.json'];

/** A bundler that is installed on demand. */
async function tool(name, module) {
  const manifest = await runtime(name);
  return import(pathToFileURL(join(dirname(manifest), module)).href);
}

/** TypeScript and JSX, for bundlers that have neither. */
async function compile(code, id) {
  const { transform } = await import('esbuild');
  const loader = id.endsWith('x') ? 'tsx' : 'ts';
  return transform(code, { loader, sourcemap: true, sourcefile: id, target: 'es2022' });
}

/**
 * Each bundler builds an app into a folder: ES modules with source maps, with `main.js` and the modules that it imports late; or one script.
 *
 * @type {Record<string, (task: Task) => Promise<void>>}
 */
export const bundlers = {
  async esbuild({ root, entry, outdir, platform = 'browser', isScript = false, options, onWarning = () => {} }) {
    const { build } = await import('esbuild');
    const plugin = await pluginOf(root, 'esbuild');
    const { warnings } = await build({
      absWorkingDir: root,
      entryPoints: { main: entry },
      outdir,
      bundle: true,
      splitting: !isScript,
      format: isScript ? 'iife' : 'esm',
      platform,
      sourcemap: true,
      target: 'es2022',
      logLevel: 'silent',
      plugins: [plugin(options)],
    });
    for (const { text, location } of warnings) onWarning(`${location?.file}:${location?.line}:${location?.column + 1}: ${text}`);
  },

  async rollup({ root, entry, outdir, platform = 'browser', isScript = false, options, onWarning = () => {}, settings = {} }) {
    const [{ rollup }, { default: nodeResolve }, { default: commonjs }] = await Promise.all([
      import('rollup'),
      import('@rollup/plugin-node-resolve'),
      import('@rollup/plugin-commonjs'),
    ]);
    const plugin = await pluginOf(root, 'rollup');
    const typescript = { name: 'typescript', transform: (code, id) => (/\.tsx?$/.test(id) ? compile(code, id) : null) };
    const bundle = await rollup({
      input: { main: join(root, entry) },
      plugins: [
        plugin(options),
        nodeResolve({ browser: platform === 'browser', exportConditions: platform === 'node' ? ['node'] : [], extensions }),
        commonjs(),
        typescript,
        ...(settings.plugins ?? []),
      ],
      external: platform === 'node' ? [/^node:/] : [],
      onwarn: ({ message, loc }) => onWarning(`${loc?.file}:${loc?.line}:${loc?.column + 1}: ${message}`),
    });
    await bundle.write({ dir: outdir, format: isScript ? 'iife' : 'es', sourcemap: true, entryFileNames: '[name].js' });
    await bundle.close();
  },

  async vite({ root, entry, outdir, platform = 'browser', isScript = false, options, onWarning = () => {}, settings = {} }) {
    const { build, createLogger } = await import('vite');
    const plugin = await pluginOf(root, 'vite');
    const logger = createLogger('silent');
    logger.warn = logger.warnOnce = message => onWarning(message);
    logger.info = () => {};
    await build({
      root,
      configFile: false,
      customLogger: logger,
      logLevel: 'warn',
      plugins: [plugin(options), ...(settings.plugins ?? [])],
      build: {
        outDir: outdir,
        emptyOutDir: false,
        minify: false,
        sourcemap: true,
        ssr: platform === 'node',
        modulePreload: false,
        rollupOptions: {
          input: { main: join(root, entry) },
          preserveEntrySignatures: 'strict',
          output: { format: isScript ? 'iife' : 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      },
      // Bundles the dependencies too, since code outside the bundle is not transformed.
      ssr: { noExternal: true },
    });
  },

  async rolldown({ root, entry, outdir, platform = 'browser', isScript = false, options, onWarning = () => {}, settings = {} }) {
    const { rolldown } = await tool('rolldown', 'dist/index.mjs');
    const plugin = await pluginOf(root, 'rolldown');
    const bundle = await rolldown({
      cwd: root,
      input: { main: join(root, entry) },
      platform,
      plugins: [plugin(options), ...(settings.plugins ?? [])],
      external: platform === 'node' ? [/^node:/] : [],
      onLog: (level, { message, loc }) => level === 'warn' && onWarning(`${loc?.file}:${loc?.line}:${loc?.column + 1}: ${message}`),
    });
    await bundle.write({ dir: outdir, format: isScript ? 'iife' : 'es', sourcemap: true, entryFileNames: '[name].js' });
    await bundle.close();
  },

  async webpack(task) {
    const { default: webpack } = await import('webpack');
    const rule = { test: /\.tsx?$/, loader: fileURLToPath(new URL('typescript-loader.mjs', import.meta.url)) };
    await likeWebpack(webpack, 'webpack', task, { target: task.platform === 'node' ? 'node20' : ['web', 'es2022'], module: { rules: [rule] } });
  },

  async rspack(task) {
    const { rspack } = await tool('rspack', 'dist/index.js');
    const loader = (test, syntax) => ({
      test,
      loader: 'builtin:swc-loader',
      type: 'javascript/auto',
      options: { jsc: { parser: { syntax: 'typescript', ...syntax }, target: 'es2022' } },
    });
    await likeWebpack(rspack, 'rspack', task, {
      target: task.platform === 'node' ? 'node20' : ['web', 'es2022'],
      module: { rules: [loader(/\.ts$/), loader(/\.tsx$/, { tsx: true })] },
    });
  },

  async farm({ root, entry, outdir, platform = 'browser', isScript = false, options, onWarning = () => {}, settings = {} }) {
    const { build, Logger } = await tool('farm', 'dist/index.js');
    // Farm's own logger ends the process.
    class Listener extends Logger {
      info() {}
      error(message) {
        throw new Error(message);
      }
    }
    const plugin = await pluginOf(root, 'farm');
    const jsx = {
      name: 'jsx',
      transform: {
        filters: { resolvedPaths: ['.*'], moduleTypes: ['tsx'] },
        async executor({ content, resolvedPath }) {
          const { code, map } = await compile(content, resolvedPath);
          return { content: code, moduleType: 'js', sourceMap: map };
        },
      },
    };
    // Farm has no way for a plugin to warn, so the plugin uses the console.
    const { warn } = console;
    console.warn = onWarning;
    await build({
      root,
      configFile: false,
      mode: 'production',
      logger: new Listener(),
      ...settings,
      compilation: {
        input: { main: `./${entry}` },
        output: {
          path: outdir,
          targetEnv: platform === 'node' ? 'node-next' : 'browser-esnext',
          format: isScript ? 'cjs' : 'esm',
          entryFilename: '[entryName].js',
          clean: false,
        },
        // Farm does not find packages through symbolic links.
        resolve: { symlinks: false },
        minify: false,
        presetEnv: false,
        sourcemap: true,
        progress: false,
        persistentCache: false,
        ...settings.compilation,
      },
      plugins: [plugin(options), jsx],
    }).finally(() => (console.warn = warn));
  },
};

/** webpack, and bundlers with the same interface. */
async function likeWebpack(bundle, name, { root, entry, outdir, isScript = false, options, onWarning = () => {}, settings }, own) {
  const plugin = await pluginOf(root, name);
  const stats = await new Promise((resolve, reject) => {
    const compiler = bundle(
      {
        context: root,
        mode: 'production',
        optimization: { minimize: false },
        devtool: 'source-map',
        entry: { main: join(root, entry) },
        ...(name === 'webpack' ? { experiments: { outputModule: !isScript } } : {}),
        output: {
          path: outdir,
          filename: '[name].js',
          chunkFilename: '[id].js',
          publicPath: 'auto',
          ...(isScript ? {} : { module: true, library: { type: 'module' } }),
        },
        resolve: { extensions },
        plugins: [plugin(options)],
        ...own,
        ...settings,
      },
      (error, result) => (error ? reject(error) : compiler.close(closing => (closing ? reject(closing) : resolve(result)))),
    );
  });
  const { errors, warnings } = stats.toJson({ errors: true, warnings: true, errorDetails: false });
  for (const { message } of warnings) onWarning(message);
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
}

/** Compiles TypeScript, as a webpack loader. */
export async function typescriptLoader(code) {
  const callback = this.async();
  try {
    const { code: text, map } = await compile(code, this.resourcePath);
    callback(null, text, { ...JSON.parse(map), sources: [this.resourcePath] });
  } catch (error) {
    callback(error);
  }
}
