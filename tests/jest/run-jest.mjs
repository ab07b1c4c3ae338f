// Runs Jest in an app on disk, as users run it.
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runtime } from '../runtimes.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));
const everything = realpathSync(mkdtempSync(join(tmpdir(), 'asynccontext-')));
process.on('exit', () => rmSync(everything, { recursive: true, force: true }));

/**
 * Makes an app with the files of `app` beside this file and some others, with Jest and its dependencies, this library and its tools.
 *
 * @param {string} jest - The version of Jest, as named in `runtimes.mjs`.
 * @param {object} config - Jest's configuration.
 * @param {Record<string, string>} [files] - More files.
 * @returns {Promise<string>} Its folder.
 */
export async function createApp(jest, config, files = {}) {
  const root = mkdtempSync(join(everything, 'app-'));
  cpSync(fileURLToPath(new URL('app', import.meta.url)), root, { recursive: true });
  const modules = join(root, 'node_modules');
  mkdirSync(modules);
  const installed = dirname(dirname(dirname(await runtime(jest))));
  const link = (target, name) => {
    if (existsSync(join(modules, name))) return;
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(target, join(modules, name), 'junction');
  };
  link(project, 'asynccontext');
  for (const name of ['oxc-parser', 'magic-string']) link(join(project, 'node_modules', name), name);
  for (const name of readdirSync(installed).filter(name => !name.startsWith('.'))) link(join(installed, name), name);
  const all = { 'package.json': JSON.stringify({ private: true, jest: config }), ...files };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(root, name), text);
  return root;
}

/**
 * @param {string} jest - The version of Jest.
 * @param {string} root - The app's folder.
 * @param {string[]} args
 * @param {string[]} [nodeArgs]
 * @returns {Promise<{ failed: boolean, text: string }>} Whether it failed, and its output.
 */
export async function runJest(jest, root, args = [], nodeArgs = []) {
  const command = [...nodeArgs, await runtime(jest), '--runInBand', '--cacheDirectory', join(root, '.cache'), ...args];
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, command, {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '', FORCE_COLOR: '0', CI: 'true' },
    });
    return { failed: false, text: stdout + stderr };
  } catch (error) {
    return { failed: true, text: `${error.stdout}${error.stderr}` || error.message };
  }
}

/**
 * The coverage that Jest has recorded for each file: the places of its statements, functions and branches, and how often each ran.
 *
 * @param {string} root - The app's folder.
 * @returns {Record<string, object>} By the file's name.
 */
export function coverageOf(root) {
  const files = JSON.parse(readFileSync(join(root, 'coverage/coverage-final.json'), 'utf8'));
  return Object.fromEntries(
    Object.values(files).map(({ path, statementMap, fnMap, branchMap, s, f, b }) => [path.slice(root.length + 1), { statementMap, fnMap, branchMap, s, f, b }]),
  );
}
