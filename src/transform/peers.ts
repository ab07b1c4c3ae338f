// Checks the versions of the packages that a build needs. They are optional peers of any version, so that a project which only runs this package need
// not change its own tools. So the version is checked here, when a package is loaded.
import { here } from '#here';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A package that a build needs. */
export interface Peer {
  readonly name: string;
  /** The oldest tested version. */
  readonly since: string;
  /** The names that it must export. */
  readonly exports: readonly string[];
}

/** Finds the installed version, and its folder. Reads package.json as a file, because the package's `exports` may not include it. */
function installed(name: string): { readonly version: string; readonly folder: string } | undefined {
  for (const modules of createRequire(here).resolve.paths(name) ?? []) {
    const folder = join(modules, name);
    try {
      const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
      return { version, folder };
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/** Whether a version comes before another. A pre-release counts as its release. */
function isBefore(version: string, other: string): boolean {
  const [a, b] = [version, other].map(text => text.split(/[-+]/)[0]!.split('.').map(Number)) as [number[], number[]];
  const first = a.findIndex((part, index) => part !== b[index]);
  return first >= 0 && a[first]! < b[first]!;
}

function unfit({ name, since, exports }: Peer, by: string, lacks?: string): Error {
  const found = installed(name);
  const what = `${found?.version ?? 'an unknown version'}${lacks === undefined ? '' : ` without ${lacks}`}${found ? ` in ${found.folder}` : ''}`;
  const latest = isBefore(found?.version ?? since, since);
  return new Error(
    `${by}: expected the package '${name}' in version ${since} or later, with ${exports.join(' and ')}, found ${what}. ` +
      (latest
        ? `Install a later one: npm install --save-dev ${name}@latest`
        : `This package was not tried with that version; install one that was: npm install --save-dev ${name}@${since}`),
  );
}

/**
 * Checks a package before it is loaded.
 *
 * @param by - The entry that needs it, for the message.
 * @throws Error if the installed version is too old. A missing package is reported when it is loaded.
 */
export function checkVersion(peer: Peer, by: string): void {
  const found = installed(peer.name);
  if (found !== undefined && isBefore(found.version, peer.since)) throw unfit(peer, by);
}

/**
 * Checks a package once it is loaded.
 *
 * @param module - The exports of the package.
 * @param by - The entry that needs it, for the message.
 * @throws Error if it lacks a needed export, as an untested version may.
 */
export function checkExports(peer: Peer, module: object, by: string): void {
  const lacks = peer.exports.filter(name => (module as Readonly<Record<string, unknown>>)[name] === undefined);
  if (lacks.length > 0) throw unfit(peer, by, lacks.join(' and '));
}
