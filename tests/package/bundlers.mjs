// Popular bundlers, each with the settings of a plain app for browsers: takes a file, and returns the text of one classic script.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @type {Record<string, (root: string, entry: string) => Promise<string>>} */
export const bundlers = {
  async esbuild(root, entry) {
    const { build } = await import('esbuild');
    const { outputFiles } = await build({ absWorkingDir: root, entryPoints: [entry], bundle: true, minify: true, write: false, logLevel: 'silent' });
    return outputFiles[0].text;
  },

  async rollup(root, entry) {
    const { rollup } = await import('rollup');
    const { nodeResolve } = await import('@rollup/plugin-node-resolve');
    const onLog = (level, { message }) => {
      throw new Error(message);
    };
    const bundle = await rollup({ input: join(root, entry), plugins: [nodeResolve({ browser: true })], onLog });
    const { output } = await bundle.generate({ format: 'iife' });
    await bundle.close();
    return output[0].code;
  },

  async vite(root, entry) {
    const { build } = await import('vite');
    const rollupOptions = { input: join(root, entry), output: { format: 'iife' } };
    const result = await build({ root, configFile: false, logLevel: 'silent', build: { write: false, modulePreload: false, rollupOptions } });
    return result.output[0].code;
  },

  async webpack(root, entry) {
    const { default: webpack } = await import('webpack');
    const path = join(root, 'webpack');
    const settings = { context: root, entry: `./${entry}`, mode: 'production', target: 'web', output: { path, filename: 'main.js' } };
    const stats = await new Promise((resolve, reject) => webpack(settings, (error, done) => (error ? reject(error) : resolve(done))));
    if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString('errors-warnings'));
    return readFileSync(join(path, 'main.js'), 'utf8');
  },
};
