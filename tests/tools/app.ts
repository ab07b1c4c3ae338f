// An app for a heavy tool, beside what the tool has installed: its files, this package, dependencies, and the processes that it starts.
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

/** Dependencies: what stays as it is has a generator whose body sees whoever asks. */
const dependencies: Readonly<Record<string, string>> = {
  'esm-dep/package.json': '{ "name": "esm-dep", "version": "1.0.0", "type": "module", "exports": "./index.js" }',
  'esm-dep/index.js': 'export async function* slowly(look) { await null; yield look(); await 1; yield look(); }',
  'cjs-dep/package.json': '{ "name": "cjs-dep", "version": "1.0.0", "main": "index.js" }',
  'cjs-dep/index.js': 'exports.steps = function* (look) { yield look(); yield look(); };',
};

/** What `check()` of `next/lib/check.ts` finds, whoever builds it, wherever it runs. */
export const exact = { own: ['ada', 'ada'], esm: ['ada', 'ada'], cjs: ['ada', 'ada'], awaited: ['bob', 'none', 'bob'], reaction: 'cy', after: 'none' };

/**
 * Makes an app.
 *
 * @param tool - The folder that a tool was installed into: the app is in it, since some follow no links out of theirs. Nothing for a tool that needs none.
 * @param files - By their paths.
 * @param fixture - A folder of `tests/tools` with more.
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

/** Runs a program of Node's to its end. Returns what it prints. */
export async function run(args: readonly string[], cwd: string): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(await runtime('node-24'), args, { cwd, env, maxBuffer: 1e8 }).catch(error => {
    throw new Error(`${error.message}\n${error.stdout}${error.stderr}`);
  });
  return stdout + stderr;
}

/** A server, as long as a test needs it. */
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
