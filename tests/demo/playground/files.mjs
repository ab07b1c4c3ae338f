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

/** A program of the user's: its page, and the library with the debugger, which is a script of its own so that stacks tell it from the program. */
const own = { html: 'own.html', scripts: { own: 'own.ts', library: 'library.ts' } };

/**
 * Reads and bundles what a program of the user's needs. Positions in it are those of the file.
 *
 * @param {string} program its path
 * @returns {Promise<Map<string, string>>} the contents, by name
 * @throws {Error} if there is no such file
 */
export async function readOwn(program) {
  const base = common('any');
  const { outputFiles } = await build({
    ...base,
    entryPoints: Object.fromEntries(Object.entries(own.scripts).map(([name, file]) => [name, join(folder, file)])),
    platform: 'browser',
    format: 'esm',
    external: ['/library.js', '/program.js'],
    sourcemap: false,
    write: false,
    outdir: folder,
    logLevel: 'silent',
  });
  const text = await readFile(program, 'utf8');
  return new Map([
    [own.html, await readFile(join(folder, own.html), 'utf8')],
    ...outputFiles.map(({ path, text }) => [path.slice(folder.length), text]),
    ['program.js', text.replace(/(["'])asynccontext(?:\/debug)?\1/g, "'/library.js'")],
  ]);
}

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
  return new Map([...assets.map((name, index) => [name, texts[index]]), ...outputFiles.map(({ path, text }) => [path.slice(folder.length), text])]);
}
