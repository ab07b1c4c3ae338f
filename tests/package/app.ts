// An empty app that installed the packed tarball: what the tests of this folder look at, instead of the source.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The root of the project: the tests run there. */
export const project = process.cwd();

/** How a command ended. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** All that a failed assertion should show. */
  readonly report: string;
}

/** Runs a command to its end. */
export function run(command: string, args: readonly string[], cwd: string): Outcome {
  // On Windows, npm is a script that only a shell can start.
  const shell = process.platform === 'win32' && command === 'npm';
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, shell, encoding: 'utf8', maxBuffer: 1 << 26 });
  const report = `${command} ${args.join(' ')}: ended with ${status}${error ? ` (${error.message})` : ''}\n${stdout}${stderr}`;
  return { status, stdout, stderr, report };
}

function npm(args: readonly string[], cwd: string): void {
  const { status, report } = run('npm', args, cwd);
  if (status !== 0) throw new Error(report);
}

/** An app on disk, removed when the process ends, however it ends. */
export interface App {
  /** Its folder. */
  readonly root: string;
  /** The package in its `node_modules`. */
  readonly installed: string;
  /** What was installed. */
  readonly tarball: string;
  /** Writes files, named relative to the root. */
  write(files: Readonly<Record<string, string>>): void;
  /** Runs Node in the root. */
  node(...args: string[]): Outcome;
}

/** Packs the project as it was built and installs the tarball into an empty app. */
export function createApp(): App {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'asynccontext-')));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  // Without the scripts, since they would build again what other tests are reading.
  npm(['pack', '--ignore-scripts', '--pack-destination', folder], project);
  const tarball = join(folder, readdirSync(folder).find(name => name.endsWith('.tgz'))!);
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
  app.write({ 'package.json': '{ "private": true }' });
  // Offline: a package that needs nothing but itself asks no registry for anything.
  npm(['install', '--offline', '--no-audit', '--no-fund', '--no-package-lock', tarball], root);
  return app;
}
