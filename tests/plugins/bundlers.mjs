// The bundlers, each with the plugin of an installed package: builds an app for browsers or for Node.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** @typedef {{ root: string, entry: string, outdir: string, platform?: 'browser' | 'node', isScript?: boolean, options?: object, onWarning?: (text: string) => void }} Task */

/** The plugin, as the app gets it. */
async function pluginOf(root, name) {
  const path = createRequire(join(root, 'package.json')).resolve(`asynccontext/${name}`).replace(/([\\/]dist[\\/])cjs/, '$1esm');
  return (await import(pathToFileURL(path).href)).default;
}

const extensions = ['.mjs', '.js', '.ts', '.tsx', '.json'];

/** TypeScript and JSX, for bundlers that have neither. */
async function compile(code, id) {
  const { transform } = await import('esbuild');
  const loader = id.endsWith('x') ? 'tsx' : 'ts';
  return transform(code, { loader, sourcemap: true, sourcefile: id, target: 'es2022' });
}

/**
 * Each builds an app into a folder: ES modules with source maps beside them, `main.js` and what it imports late; or one script.
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

  async rollup({ root, entry, outdir, platform = 'browser', isScript = false, options, onWarning = () => {} }) {
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
      ],
      external: platform === 'node' ? [/^node:/] : [],
      onwarn: ({ message, loc }) => onWarning(`${loc?.file}:${loc?.line}:${loc?.column + 1}: ${message}`),
    });
    await bundle.write({ dir: outdir, format: isScript ? 'iife' : 'es', sourcemap: true, entryFileNames: '[name].js' });
    await bundle.close();
  },

  async vite({ root, entry, outdir, platform = 'browser', isScript = false, options, onWarning = () => {} }) {
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
      plugins: [plugin(options)],
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
      // The dependencies too: what is not in the bundle is not transformed.
      ssr: { noExternal: true },
    });
  },

  async webpack({ root, entry, outdir, platform = 'browser', isScript = false, options, onWarning = () => {} }) {
    const { default: webpack } = await import('webpack');
    const plugin = await pluginOf(root, 'webpack');
    const stats = await new Promise((resolve, reject) => {
      webpack(
        {
          context: root,
          mode: 'production',
          optimization: { minimize: false },
          devtool: 'source-map',
          target: platform === 'node' ? 'node20' : ['web', 'es2022'],
          entry: { main: join(root, entry) },
          experiments: { outputModule: !isScript },
          output: {
            path: outdir,
            filename: '[name].js',
            chunkFilename: '[id].js',
            publicPath: 'auto',
            ...(isScript ? {} : { module: true, library: { type: 'module' } }),
          },
          resolve: { extensions },
          module: { rules: [{ test: /\.tsx?$/, loader: fileURLToPath(new URL('typescript-loader.mjs', import.meta.url)) }] },
          plugins: [plugin(options)],
        },
        (error, result) => (error ? reject(error) : resolve(result)),
      );
    });
    const { errors, warnings } = stats.toJson({ errors: true, warnings: true, errorDetails: false });
    for (const { message } of warnings) onWarning(message);
    if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  },
};

/** TypeScript, as a loader of webpack's gives it. */
export async function typescriptLoader(code) {
  const callback = this.async();
  try {
    const { code: text, map } = await compile(code, this.resourcePath);
    callback(null, text, { ...JSON.parse(map), sources: [this.resourcePath] });
  } catch (error) {
    callback(error);
  }
}
