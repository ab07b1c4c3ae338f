// Bundles a suite for the browser, in memory, with a stand-in for uvu that reports.
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { common } from '../../../build.mjs';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
const tests = join(root, 'tests/');
const standIn = fileURLToPath(new URL('page/uvu.mjs', import.meta.url));

/** `uvu` is the stand-in for everybody but the stand-in itself. `uvu/assert` stays as it is. */
const reportingUvu = {
  name: 'reporting-uvu',
  setup({ onResolve }) {
    onResolve({ filter: /^uvu$/ }, ({ importer }) => (importer === standIn ? undefined : { path: standIn }));
  },
};

/** The package says of its files that they have no side effects; those of tests are nothing but. */
const effectfulTests = {
  name: 'effectful-tests',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^\.{1,2}\// }, async ({ path, pluginData, ...options }) => {
      if (pluginData === effectfulTests) return undefined;
      const found = await resolve(path, { ...options, pluginData: effectfulTests });
      return found.path.startsWith(tests) ? { ...found, sideEffects: true } : found;
    });
  },
};

/** The bundles by the changes to how they are made: those of a row of the table. */
const bundles = new WeakMap();

/** As `make`, once for each row and format: all browsers, and all places of one format, get the same bundle. */
export function bundle(suite, format) {
  if (!bundles.has(suite.build)) bundles.set(suite.build, new Map());
  const made = bundles.get(suite.build);
  const key = `${format} ${suite.entry}`;
  if (!made.has(key)) made.set(key, make(suite, format));
  return made.get(key);
}

/**
 * @param {{ entry: string, build: import('esbuild').BuildOptions }} suite `entry` relative to the repository
 * @param {'esm' | 'iife'} format
 * @returns {Promise<{ path: string, code: string, map: string }>} `path` is the one to serve `code` under, `map` under that plus `.map`
 * @throws {Error} with file and line, if the suite cannot be bundled
 */
async function make({ entry, build: options }, format) {
  const path = `/suite/${entry.replace(/^.*\//, '').replace(/\.[^.]*$/, '')}.js`;
  const base = common('any');
  const result = await build({
    ...base,
    ...options,
    define: { ...options.define, RANDOM: JSON.stringify({ SEED: process.env.SEED, RANDOM_TIMES: process.env.RANDOM_TIMES }) },
    alias: { ...base.alias, ...options.alias },
    plugins: [reportingUvu, effectfulTests, ...(options.plugins ?? [])],
    // Imports are evaluated in order, so uvu is there before the suite, and the suite before the start.
    stdin: {
      contents: `${['uvu', `./${entry}`].map(from => `import ${JSON.stringify(from)};\n`).join('')}import { start } from 'uvu';\nstart();\n`,
      sourcefile: 'start.js',
      resolveDir: root,
    },
    platform: 'browser',
    sourcesContent: false,
    format,
    write: false,
    outfile: join(root, path),
    logLevel: 'silent',
  });
  const text = extension => result.outputFiles.find(file => file.path.endsWith(extension)).text;
  return { path, code: text('.js'), map: text('.map') };
}

/** A source's path as the map has it, relative to the repository. */
export const sourcePath = source => relative(root, join(root, dirname('/suite/x'), source));
