// Bundles the script of a page in memory, together with a build of this library.
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { common } from '../../../build.mjs';
import { transformed } from '../../transform/plugin.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The build of this checkout. */
export const DIST = resolve(here, '../../../dist');

/** Replaces the library's source, from which the types come, by the built library. */
const built = (dist, carrier) => ({
  name: 'built',
  setup({ onResolve }) {
    onResolve({ filter: /\/(?:src|polyfill)\/.*\.js$/ }, ({ path }) => ({ path: join(dist, 'esm/any', path.replace(/.*\//, '')) }));
    // As the plugins do it.
    onResolve({ filter: /^\.\.?\/(?:any\/)?carrier\.js$/ }, () => ({ path: join(dist, 'esm', carrier, 'carrier.js') }));
  },
});

/**
 * Bundles a subject of `plan.mjs` or another file of this folder.
 *
 * @param {{ id: string, file?: string, carrier?: string, build?: import('esbuild').BuildOptions }} subject
 * @param {string} [dist] the folder of the build
 * @returns {Promise<string>} a classic script
 */
export async function bundle({ id, file = id, carrier, build: changes }, dist = DIST) {
  const isTransformed = carrier === 'transformed';
  const { outputFiles } = await build({
    ...common('any'),
    plugins: [...(carrier ? [built(dist, carrier)] : []), ...(isTransformed ? [transformed('dist/esm/any/runtime.js')] : [])],
    entryPoints: [join(here, `${file}.ts`)],
    platform: 'browser',
    format: 'iife',
    write: false,
    sourcemap: false,
    ...changes,
  });
  return outputFiles[0].text;
}
