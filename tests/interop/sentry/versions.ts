// Bundles programs with a version of Sentry, for Node.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';

// Not bundled with the tests, since these modules read files relative to their own location.
const load = (path: string) => import(pathToFileURL(join(process.cwd(), path)).href);
const { common } = await load('build.mjs');
const { runtime } = await load('tests/runtimes.mjs');

const folder = mkdtempSync(join(tmpdir(), 'asynccontext-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let count = 0;

/** The folder with the modules of a version, which is installed on demand. */
export const modulesOf = async (version: string): Promise<string> => dirname(dirname(dirname(await runtime(`sentry-${version}`))));

/**
 * Bundles a program.
 *
 * @param program - TypeScript, as if it were in a file at the top of the repository.
 * @param alias - Files that replace modules.
 * @returns The path of the bundle.
 */
export async function bundle(program: string, alias: Readonly<Record<string, string>>, engine = 'any'): Promise<string> {
  const outfile = join(folder, `${count++}.mjs`);
  const base = common(engine);
  const stdin = { contents: program, resolveDir: process.cwd(), loader: 'ts' };
  await build({ ...base, alias: { ...base.alias, ...alias }, stdin, outfile, platform: 'node', format: 'esm' });
  return outfile;
}

/** Writes a module that replaces another one. */
export async function module(code: string): Promise<string> {
  const outfile = join(folder, `${count++}.cjs`);
  await build({ stdin: { contents: code }, outfile });
  return outfile;
}

export const onBrowsersCarrier = { '#carrier': join(process.cwd(), 'tests/interop/async-local-storage/carrier-browser.ts') };

/** Runs the cases with an installed version, or with the project's own, and returns what they print. */
export async function casesOf(version: string | undefined, alias: Readonly<Record<string, string>> = onBrowsersCarrier, engine = 'any'): Promise<string> {
  const modules = version === undefined ? 'node_modules' : await modulesOf(version);
  const sdk = Object.fromEntries(['core', 'browser'].map(name => [`@sentry/${name}`, join(modules, '@sentry', name)]));
  const file = await bundle("import { sentry } from './tests/interop/sentry/cases.js'; sentry();", { ...alias, ...(version === undefined ? {} : sdk) }, engine);
  const { stdout } = await promisify(execFile)(process.execPath, [file], { env: { ...process.env, NO_COLOR: '1' } }).catch(error => {
    throw new Error(`${error.stdout}\n${error.stderr}`);
  });
  return stdout;
}
