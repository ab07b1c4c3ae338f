// An empty app that has installed the packed tarball. The tests of this folder use it instead of the source.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { install, pack } from './install.mjs';

/** The root of the project, in which the tests run. */
export const project = process.cwd();

/** How a command ended. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The text that a failed assertion shows. */
  readonly report: string;
}

/** Runs a command to its end. */
export function run(command: string, args: readonly string[], cwd: string): Outcome {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });
  const report = `${command} ${args.join(' ')}: ended with ${status}${error ? ` (${error.message})` : ''}\n${stdout}${stderr}`;
  return { status, stdout, stderr, report };
}

/** An app on disk. It is removed when the process ends, however it ends. */
export interface App {
  /** Its folder. */
  readonly root: string;
  /** The package in its `node_modules`. */
  readonly installed: string;
  /** The path of the installed tarball. */
  readonly tarball: string;
  /** Writes files, by their paths relative to the root. */
  write(files: Readonly<Record<string, string>>): void;
  /** Runs Node in the root. */
  node(...args: string[]): Outcome;
}

/**
 * Packs the built project and installs the tarball into an app.
 *
 * @param manifest - Further fields of the app's package.json. If it has dependencies, these and the tarball are added there, and not installed.
 */
export async function createApp(manifest?: { devDependencies: Readonly<Record<string, string>> }): Promise<App> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'asynccontext-')));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const tarball = await pack(project, folder);
  const root = join(folder, 'app');
  const app: App = {
    root,
    installed: join(root, 'node_modules/asynccontext'),
    tarball,
    write(files) {
      for (const [name, text] of Object.entries(files)) {
        const path = join(root, name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
    },
    node: (...args) => run(process.execPath, args, root),
  };
  const dependencies = manifest && { asynccontext: `file:${tarball}` };
  app.write({ 'package.json': JSON.stringify({ private: true, ...manifest, dependencies }) });
  if (!manifest) await install(tarball, root);
  return app;
}
