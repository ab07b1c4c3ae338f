// An esbuild plugin that transforms all code except the library itself, for lanes that run a suite transformed.
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform as esbuild } from 'esbuild';
import { parseSync } from 'oxc-parser';

const root = fileURLToPath(new URL('../..', import.meta.url));
const own = ['src/', 'polyfill/', 'dist/'].map(folder => join(root, folder));

/**
 * @param {string} [runtime] the module to use as the runtime, relative to the repository
 * @param {{ external?: boolean, leave?: string[] }} [options] whether the runtime stays outside of the bundle; names of functions to leave untransformed
 * @returns {import('esbuild').Plugin}
 */
export const transformed = (runtime = 'src/runtime/index.ts', { external = false, leave = [] } = {}) => ({
  name: 'transformed',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^asynccontext\/runtime$/ }, () => ({ path: join(root, runtime), external }));
    onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, async ({ path }) => {
      if (own.some(folder => path.startsWith(folder))) return undefined;
      // The built transform, since tests run after the build.
      const { transform } = await import('../../dist/esm/node/transform.js');
      const text = await readFile(path, 'utf8');
      const result = transform(leave.length > 0 ? await hide(text, path, leave) : text, { filename: path.replace(/\.ts$/, leave.length > 0 ? '.js' : '.ts') });
      if (result === null) return undefined;
      const { code, map } = result;
      const loader = /^\.[cm]?(?=[jt])/.test(extname(path)) ? extname(path).replace(/^\.[cm]?/, '') : 'js';
      return { contents: `${code}\n//# sourceMappingURL=${map.toUrl()}`, loader };
    });
  },
});

/** Puts functions into strings, which no transform changes. */
async function hide(text, path, names) {
  const { code } = await esbuild(text, { loader: path.endsWith('ts') ? 'ts' : 'js', target: 'es2022' });
  const found = [];
  const visit = node => {
    if (typeof node !== 'object' || node === null) return;
    if (node.type === 'FunctionDeclaration' && names.includes(node.id.name)) found.push(node);
    else Object.values(node).forEach(visit);
  };
  visit(parseSync('file.js', code).program);
  let result = code;
  for (const { start, end, id } of found.sort((a, b) => b.start - a.start)) {
    result = `${result.slice(0, start)}var ${id.name} = eval(${JSON.stringify(`(${result.slice(start, end)})`)});${result.slice(end)}`;
  }
  return result;
}
