// Bundles suites of the copy with the mutants, and runs one with a mutant on, or with none.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { verdictOf } from '../verdict.mjs';
import { root } from './instrument.mjs';

const preload = fileURLToPath(new URL('preload.cjs', import.meta.url));
const standIn = fileURLToPath(new URL('uvu.mjs', import.meta.url));

const IDLE = 60_000; // ms, for a suite that waits for ever

const stoppingUvu = {
  name: 'stopping uvu',
  setup: ({ onResolve }) => onResolve({ filter: /^uvu$/ }, ({ importer }) => (importer === standIn ? { path: 'uvu', external: true } : { path: standIn })),
};
/** Keeps test modules in bundles, even where a package declares that they have no side effects. */
const effects = folder => ({
  name: 'effects',
  setup: ({ onResolve, resolve }) =>
    onResolve({ filter: /^(?:\.{1,2}\/|way$)/ }, async ({ path, pluginData, ...options }) => {
      if (pluginData === effects) return undefined;
      const found = await resolve(path, { ...options, pluginData: effects });
      return found.path.startsWith(join(folder, 'tests')) ? { ...found, sideEffects: true } : found;
    }),
});

/** Resolves `lowered:path` to a program's text: a script with async functions lowered to generators, for realms with another Promise. */
const lowered = (folder, base, transformed) => ({
  name: 'lowered',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^lowered(?:-transformed)?:/ }, ({ path }) => ({ path, namespace: 'lowered' }));
    onLoad({ filter: /./, namespace: 'lowered' }, async ({ path }) => {
      const [kind, file] = path.split(':');
      const isTransformed = kind !== 'lowered';
      const { outputFiles } = await build({
        ...base,
        alias: { ...base.alias, '#carrier': join(folder, `src/carriers/${isTransformed ? 'for-transformed' : 'for-any'}.ts`) },
        entryPoints: [join(folder, file)],
        plugins: isTransformed ? [transformed()] : [],
        supported: { 'async-await': false, 'async-generator': false },
        platform: 'browser',
        format: 'iife',
        sourcemap: false,
        write: false,
      });
      return { contents: outputFiles[0].text, loader: 'text' };
    });
  },
});

/**
 * Bundles a suite.
 *
 * @param {import('./suites.mjs').Suite} suite
 * @param {string} folder the copy with the mutants
 * @param {number} number the suite's number, for the name of its file
 * @returns {Promise<string>} the path of the bundle
 */
export async function bundleSuite(
  { name, entry, code = `import './${entry}';`, carrier, transformed: isTransformed, isWhole, define = {}, alias = {} },
  folder,
  number,
) {
  const load = path => import(pathToFileURL(join(folder, path)).href);
  const [{ common }, { transformed }] = await Promise.all(['build.mjs', 'tests/transform/plugin.mjs'].map(load));
  const base = common(carrier ? 'any' : 'node');
  const aliases = Object.fromEntries(Object.entries({ ...(carrier ? { '#carrier': carrier } : {}), ...alias }).map(([from, to]) => [from, join(folder, to)]));
  const outfile = join(folder, 'tests/.build', `${number}-${name.replace(/\W+/g, '-')}.mjs`);
  await build({
    ...base,
    alias: { ...base.alias, ...aliases },
    plugins: [stoppingUvu, lowered(folder, base, transformed), ...(isTransformed ? [transformed()] : []), effects(folder)],
    define,
    stdin: { contents: code, resolveDir: folder, loader: 'ts' },
    outfile,
    platform: 'node',
    format: 'esm',
    packages: isWhole ? 'bundle' : 'external',
    sourcemap: false,
  });
  return outfile;
}

/**
 * Runs a bundled suite to its end, or to the first test that fails.
 *
 * @param {string} file
 * @param {{ folder: string, mutant?: string, reached?: string, limit?: number, node?: string }} options - The copy; the id of the mutant that is on; a folder
 *   for the ids of mutants that are reached; a limit in seconds of CPU time, since a machine may be busy with other things.
 * @returns {Promise<{ passed: number | undefined, text: string, ms: number, isLate: boolean }>} The number of tests, if all passed; whether the suite was
 *   ended since it waited for too long.
 */
export function runSuite(file, { folder, mutant, reached, limit = 120, node = process.execPath }) {
  return new Promise(resolve => {
    const from = performance.now();
    const env = { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', NODE_OPTIONS: `--require=${preload} --max-old-space-size=400` };
    delete env.MUTANT;
    if (mutant !== undefined) env.MUTANT = mutant;
    if (reached) env.MUTANTS_REACHED = reached;
    const child = spawn('sh', ['-c', 'ulimit -t "$0"; exec "$@"', String(limit), node, '--expose-gc', file], { cwd: folder, env, detached: true });
    const end = () => {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // The process has ended.
      }
    };
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', chunk => (text = (text + chunk).slice(-50_000)));
    let isLate = false;
    const timer = setTimeout(
      () => {
        isLate = true;
        end();
      },
      IDLE + limit * 10_000,
    );
    child.on('exit', end);
    child.on('close', code => {
      clearTimeout(timer);
      const { passed, failed } = verdictOf(code, text);
      resolve({ passed: failed === 0 ? passed : undefined, text, ms: performance.now() - from, isLate });
    });
  });
}

/** A cache of the mutants that suites reach, by their bundles, so that a run that continues a stopped one starts at once. */
const known = join(root, 'tests/.build/mutants-reached');

/** Runs a suite with no mutant on, and returns the mutants that it reaches. */
export async function reachedBy(file, folder, node = process.execPath) {
  const hash = createHash('sha1').update(readFileSync(file, 'utf8').replaceAll(folder, '')).update(node).digest('hex');
  const kept = join(known, `${hash}.json`);
  if (existsSync(kept)) {
    const { ids, ...outcome } = JSON.parse(readFileSync(kept, 'utf8'));
    return { ...outcome, ids: new Set(ids) };
  }
  const reached = join(folder, 'tests/.build/reached');
  rmSync(reached, { recursive: true, force: true });
  mkdirSync(reached, { recursive: true });
  const outcome = await runSuite(file, { folder, reached, node });
  const ids = readdirSync(reached).flatMap(name => readFileSync(join(reached, name), 'utf8').split('\n'));
  mkdirSync(known, { recursive: true });
  if (outcome.passed !== undefined) writeFileSync(kept, JSON.stringify({ ...outcome, ids: [...new Set(ids)] }));
  return { ...outcome, ids: new Set(ids) };
}
