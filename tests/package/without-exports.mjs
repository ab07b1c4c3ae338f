// Bundlers that do not read a package's `exports`, with the settings of a plain app: each takes a file, and returns the text of one classic script.
import { createRequire } from 'node:module';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runtime } from '../runtimes.mjs';

/** The exports of a bundler, which is installed on demand. */
async function load(name, path) {
  const require = createRequire(await runtime(name));
  return require(path ?? require('./package.json').name);
}

/** @type {Record<string, (root: string, entry: string) => Promise<string>>} */
export const bundlers = {
  async 'webpack 4'(root, entry) {
    const webpack = await load('webpack-4');
    const path = join(root, 'webpack-4');
    const settings = {
      context: root,
      entry: `./${entry}`,
      mode: 'production',
      target: 'web',
      node: false,
      output: { path, filename: 'main.js', globalObject: 'globalThis' },
    };
    const stats = await new Promise((resolve, reject) => webpack(settings, (error, done) => (error ? reject(error) : resolve(done))));
    if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString('errors-warnings'));
    return readFileSync(join(path, 'main.js'), 'utf8');
  },

  async Browserify(root, entry) {
    const browserify = await load('browserify');
    return new Promise((resolve, reject) =>
      browserify(join(root, entry), { basedir: root }).bundle((error, code) => (error ? reject(error) : resolve(code.toString()))),
    );
  },

  async Metro(root, entry) {
    const Metro = await load('metro');
    const { resolve } = createRequire(realpathSync(await runtime('metro')));
    // Every React Native app uses this preset, which turns ES modules into CommonJS.
    const preset = createRequire(import.meta.url).resolve('@react-native/babel-preset');
    writeFileSync(join(root, 'babel.config.js'), `module.exports = { presets: [[${JSON.stringify(preset)}, { enableBabelRuntime: false }]] };`);
    const config = await Metro.loadConfig(
      { cwd: root },
      {
        projectRoot: root,
        // Metro sees no files outside its folders, not even its own runtime.
        watchFolders: [dirname(resolve('metro-runtime/package.json'))],
        reporter: { update() {} },
        cacheStores: [],
        maxWorkers: 1,
        resetCache: true,
        // The same fields as in React Native's own configuration.
        resolver: { resolverMainFields: ['react-native', 'browser', 'main'], useWatchman: false },
        transformer: { babelTransformerPath: resolve('metro-babel-transformer'), asyncRequireModulePath: resolve('metro-runtime/src/modules/asyncRequire') },
      },
    );
    const { code } = await Metro.runBuild(config, { entry, dev: false, minify: false, platform: 'ios' });
    return code;
  },
};
