// Bundles the table and the library into one script, for each carrier.
import { build } from 'esbuild';
import { carriers, common } from '../../build.mjs';

/**
 * @param {'node' | 'any'} engine - The engine whose carrier the bundle has.
 * @returns {Promise<string>} A classic script. It finds Node's modules by a global `require`, if there is one.
 */
export async function bundle(engine) {
  const base = common(engine);
  const alias = { ...base.alias, '#carrier': carriers[engine] };
  const script = async entry =>
    (await build({ ...base, ...entry, alias, format: 'iife', platform: 'neutral', write: false, sourcemap: false })).outputFiles[0].text;
  // Without exports: a bundler's code for exports inherits from Object.prototype, which a row changes before the library is loaded.
  const library = await script({
    stdin: { contents: "import { AsyncContext } from './src/index.js'; globalThis.hostileLibrary = { AsyncContext };", resolveDir: base.absWorkingDir },
  });
  const table = await script({ entryPoints: ['tests/hostile/in-realm.ts'] });
  // Strict, as modules are. Rows that need sloppy code make it from strings.
  return `"use strict"; globalThis.hostileLoad = function () {\n${library}\n};\n${table}`;
}
