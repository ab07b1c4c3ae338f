// React Native's engines, as shells: Hermes from npm, JavaScriptCore from Debian; and the compiler of the newer Hermes, which has no shell.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensure, find } from '../browsers/rig/install.mjs';
import { runtime } from '../runtimes.mjs';

const run = promisify(execFile);
const host = readFileSync(new URL('host.js', import.meta.url), 'utf8');

/** Runs a script together with the globals that React Native adds to the engine. */
async function runScript(code, command, args = []) {
  const folder = mkdtempSync(join(tmpdir(), 'asynccontext-engine-'));
  try {
    const file = join(folder, 'script.js');
    writeFileSync(file, `${host}\n${code}`);
    const { stdout, stderr } = await run(command, [...args, file], { timeout: 120_000, maxBuffer: 1 << 26 });
    return `${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The path of JavaScriptCore's shell, which is installed if that is allowed. */
export async function findJsc() {
  await ensure(['jsc']);
  return find('jsc');
}

/** Each engine runs a script to its end, and returns its output. @type {Record<string, (code: string) => Promise<string>>} */
export const engines = {
  // As in React Native's new architecture: promises use the engine's own queue.
  Hermes: async code => runScript(code, await runtime('hermes'), ['-w', '-Xmicrotask-queue']),
  // As in the old architecture: the queue is built on setImmediate.
  'Hermes without microtasks': async code => runScript(code, await runtime('hermes'), ['-w']),
  JavaScriptCore: async code => runScript(code, await findJsc()),
};

/** Compiles a script with the newer Hermes; fails if it contains unsupported syntax. */
export async function compile(code) {
  const folder = mkdtempSync(join(tmpdir(), 'asynccontext-engine-'));
  try {
    writeFileSync(join(folder, 'script.js'), code);
    await run(await runtime('hermes-compiler'), ['-w', '-O', '-emit-binary', '-out', join(folder, 'script.hbc'), join(folder, 'script.js')], {
      timeout: 120_000,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
