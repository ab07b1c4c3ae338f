// An esbuild plugin that lowers the package, as it is shipped, with Babel: for engines without classes.
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform as esbuild } from 'esbuild';
import { entries } from '../../build.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'dist/');

/**
 * Presets as apps use them. They keep modules, which esbuild bundles, and put helpers into each file, so that no further package is needed. They are imported
 * only when needed, since few users of this file need them.
 */
const presets = {
  'preset-env': async () => [(await import('@babel/preset-env')).default, { modules: false }],
  'react-native': async () => [(await import('@react-native/babel-preset')).default, { disableImportExportTransform: true, enableBabelRuntime: false }],
};

/**
 * @param {keyof typeof presets} preset
 * @param {{ format?: 'esm' | 'cjs', all?: boolean }} [options] the format of the package's files that replace an import of its source; whether the code that
 *   imports it is lowered too
 * @returns {import('esbuild').Plugin}
 */
export const lowered = (preset, { format = 'esm', all = false } = {}) => ({
  name: 'lowered',
  setup({ onLoad, onResolve, initialOptions }) {
    // Keeps the names that Babel gives, since esbuild would rename those that occur twice.
    initialOptions.keepNames = true;
    onResolve({ filter: /^\..*\/src\/.*\.js$/ }, ({ path, resolveDir }) => {
      const source = resolve(resolveDir, path).replace(/js$/, 'ts');
      const [name] = Object.entries(entries).find(([, entry]) => join(root, entry) === source) ?? [];
      return name && { path: join(dist, format, 'any', `${name}.js`) };
    });
    onLoad({ filter: /\.[cm]?[jt]s$/, namespace: 'file' }, async ({ path }) => {
      if (!all && !path.startsWith(dist)) return undefined;
      const text = await readFile(path, 'utf8');
      const script = path.endsWith('ts') ? (await esbuild(text, { loader: 'ts', target: 'es2022' })).code : text;
      const { transformAsync } = await import('@babel/core');
      const { code } = await transformAsync(script, {
        filename: path.replace(/ts$/, 'js'),
        cwd: root,
        presets: [await presets[preset]()],
        babelrc: false,
        configFile: false,
        compact: false,
        inputSourceMap: false,
        sourceMaps: 'inline',
        sourceType: 'unambiguous',
      });
      return { contents: code, loader: 'js' };
    });
  },
});
