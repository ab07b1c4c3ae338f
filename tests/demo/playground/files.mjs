// The playground's files: its pages and styles unchanged, its scripts bundled.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { common } from '../../../build.mjs';

const folder = fileURLToPath(new URL('page/', import.meta.url));
const library = fileURLToPath(new URL('../../../src/index.ts', import.meta.url));
const assets = ['index.html', 'without.html', 'page.css', 'controls.css', 'drawing.css', 'icon.svg'];
const scripts = { page: 'page.ts', without: 'without-library.ts' };

/** The page for the user's program. The library with the debugger is a script of its own, so that stack traces tell it from the program. */
const own = { html: 'own.html', scripts: { own: 'own.ts', library: 'library.ts' } };

/**
 * Reads and bundles the files for the user's program. Positions in its script are those of the user's file.
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
 * Reads and bundles all files of the page.
 *
 * @returns {Promise<Map<string, string>>} the contents, by name
 * @throws {Error} with file and line, if a script cannot be bundled
 */
export async function readFiles() {
  const base = common('any');
  const bundling = build({
    ...base,
    // The library's build for pages, from its source, so that it need not be built.
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
