// The playground's files: its pages and styles as they are, its scripts bundled.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { common } from '../../../build.mjs';

const folder = fileURLToPath(new URL('page/', import.meta.url));
const library = fileURLToPath(new URL('../../../src/index.ts', import.meta.url));
const assets = ['index.html', 'without.html', 'page.css', 'controls.css', 'drawing.css', 'icon.svg'];
const scripts = { page: 'page.ts', without: 'without-library.ts' };

/**
 * Reads and bundles everything that the page is made of.
 *
 * @returns {Promise<Map<string, string>>} the contents, by name
 * @throws {Error} with file and line, if a script cannot be bundled
 */
export async function readFiles() {
  const base = common('any');
  const bundling = build({
    ...base,
    // The library as its own page has it, whether it was built or not.
    alias: { ...base.alias, asynccontext: library },
    entryPoints: Object.fromEntries(Object.entries(scripts).map(([name, file]) => [name, join(folder, file)])),
    platform: 'browser',
    format: 'esm',
    sourcemap: false,
    write: false,
    outdir: folder,
    logLevel: 'silent',
  });
  const [texts, { outputFiles }] = await Promise.all([Promise.all(assets.map(name => readFile(join(folder, name), 'utf8'))), bundling]);
  return new Map([
    ...assets.map((name, index) => [name, texts[index]]),
    ...outputFiles.map(({ path, text }) => [path.slice(folder.length), text]),
  ]);
}
