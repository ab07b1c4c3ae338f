// The table and the library as one script, for each carrier.
import { build } from 'esbuild';
import { carriers, common } from '../../build.mjs';

/**
 * @param {'node' | 'any'} engine - Whose carrier is in it.
 * @returns {Promise<string>} A classic script, which finds Node's modules by a global `require`, if any.
 */
export async function bundle(engine) {
  const base = common(engine);
  const alias = { ...base.alias, '#carrier': carriers[engine] };
  // Strict, as modules are: what is sloppy in a row is code from strings.
  const settings = { entryPoints: ['tests/hostile/in-realm.ts'], alias, format: 'iife', platform: 'neutral', write: false, sourcemap: 'inline', banner: { js: '"use strict";' } };
  const { outputFiles } = await build({ ...base, ...settings });
  return outputFiles[0].text;
}
