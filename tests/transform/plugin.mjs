// An esbuild plugin that transforms everything but the library itself, for lanes that run a suite transformed.
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const own = ['src/', 'polyfill/', 'dist/'].map(folder => join(root, folder));

/**
 * @param {string} [runtime] the module that is the runtime, relative to the repository
 * @param {{ external?: boolean }} [options] whether it stays outside of the bundle
 * @returns {import('esbuild').Plugin}
 */
export const transformed = (runtime = 'src/runtime/index.ts', { external = false } = {}) => ({
  name: 'transformed',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^asynccontext\/runtime$/ }, () => ({ path: join(root, runtime), external }));
    onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, async ({ path }) => {
      if (own.some(folder => path.startsWith(folder))) return undefined;
      // As it was built: the tests run after the build.
      const { transform } = await import('../../dist/esm/node/transform.js');
      const result = transform(await readFile(path, 'utf8'), { filename: path });
      if (result === null) return undefined;
      const { code, map } = result;
      const loader = /^\.[cm]?(?=[jt])/.test(extname(path)) ? extname(path).replace(/^\.[cm]?/, '') : 'js';
      return { contents: `${code}\n//# sourceMappingURL=${map.toUrl()}`, loader };
    });
  },
});
