// An app for a heavy tool, in a folder beside the tool: its files, this package, dependencies, and the processes that it starts.
import { execFile, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const load = (name: string) => import(pathToFileURL(join(process.cwd(), 'tests', name)).href);
export const { runtime } = (await load('runtimes.mjs')) as { runtime: (name: string) => Promise<string> };
const { install, pack } = await load('package/install.mjs');

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'asynccontext-')));
const made = [scratch];
process.on('exit', () => made.forEach(folder => rmSync(folder, { recursive: true, force: true })));
let packed: Promise<string> | undefined;

/** Dependencies. If one is not transformed, its generator's body sees the context of whoever asks. */
const dependencies: Readonly<Record<string, string>> = {
  'esm-dep/package.json': '{ "name": "esm-dep", "version": "1.0.0", "type": "module", "exports": "./index.js" }',
  'esm-dep/index.js': 'export async function* slowly(look) { await null; yield look(); await 1; yield look(); }',
  'cjs-dep/package.json': '{ "name": "cjs-dep", "version": "1.0.0", "main": "index.js" }',
  'cjs-dep/index.js': 'exports.steps = function* (look) { yield look(); yield look(); };',
};

/** The result of `check()` in `next/lib/check.ts`, with every tool and in every environment. */
export const exact = { own: ['ada', 'ada'], esm: ['ada', 'ada'], cjs: ['ada', 'ada'], awaited: ['bob', 'none', 'bob'], reaction: 'cy', after: 'none' };

/**
 * Makes an app.
 *
 * @param tool - The folder into which a tool was installed. The app is put there, since some tools follow no links out of it. Undefined if no tool is needed.
 * @param files - Files, by path.
 * @param fixture - A folder of `tests/tools` with further files.
 */
export async function createApp(tool: string | undefined, files: Readonly<Record<string, string>>, fixture?: string): Promise<string> {
  const around = join(tool ?? scratch, 'apps');
  mkdirSync(around, { recursive: true });
  const root = mkdtempSync(join(around, 'app-'));
  made.push(root);
  if (fixture) cpSync(join(process.cwd(), 'tests/tools', fixture), root, { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "private": true, "type": "module" }');
  await install(await (packed ??= pack(process.cwd(), scratch)), root);
  for (const peer of ['unplugin', 'oxc-parser', 'magic-string'])
    symlinkSync(join(process.cwd(), 'node_modules', peer), join(root, 'node_modules', peer), 'junction');
  const all = [...Object.entries(dependencies).map(([name, text]) => [`node_modules/${name}`, text] as const), ...Object.entries(files)];
  for (const [name, text] of all) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

export const env = {
  ...process.env,
  NODE_OPTIONS: '',
  NO_COLOR: '1',
  FORCE_COLOR: '0',
  CI: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NG_CLI_ANALYTICS: 'false',
  STORYBOOK_DISABLE_TELEMETRY: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
};

/** Runs a Node program to its end. Returns its output. */
export async function run(args: readonly string[], cwd: string): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(await runtime('node-24'), args, { cwd, env, maxBuffer: 1e8 }).catch(error => {
    throw new Error(`${error.message}\n${error.stdout}${error.stderr}`);
  });
  return stdout + stderr;
}

/** Runs a server for as long as a test needs it. */
export async function withServer<T>(args: readonly string[], cwd: string, use: (said: (words: RegExp) => Promise<RegExpExecArray>) => Promise<T>): Promise<T> {
  const child = spawn(await runtime('node-24'), args, { cwd, env, detached: true });
  let text = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<never>((_, reject) => child.on('exit', () => reject(new Error(`it has ended\n${text}`))));
  ended.catch(() => {});
  const said = (words: RegExp) =>
    Promise.race([
      new Promise<RegExpExecArray>(resolve => {
        const look = () => {
          const found = words.exec(text);
          if (found) listeners.delete(look), resolve(found);
        };
        listeners.add(look);
        look();
      }),
      ended,
      sleep(120_000, undefined, { ref: false }).then(() => Promise.reject(new Error(`expected ${words} within two minutes`))),
    ]);
  try {
    return await use(said);
  } catch (error) {
    throw new Error(`${(error as Error).stack}\n${text}`);
  } finally {
    if (child.exitCode === null) process.kill(-child.pid!, 'SIGKILL');
  }
}
