// Checks the packages that a build needs of elsewhere. They are optional peers of any version, so that nobody who only runs this package is told to change
// their own tools: whoever loads one finds out here whether it will do.
import { here } from '#here';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A package, and what is needed of it. */
export interface Peer {
  readonly name: string;
  /** The oldest version that was tried. */
  readonly since: string;
  /** The names it has to export. */
  readonly exports: readonly string[];
}

/** Which version is installed, and where. Not by the package's exports, which may not name its package.json. */
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
 * @param by - The entry that needs it.
 * @throws Error if a version is installed that is too old. Whether there is one at all, loading it says.
 */
export function checkVersion(peer: Peer, by: string): void {
  const found = installed(peer.name);
  if (found !== undefined && isBefore(found.version, peer.since)) throw unfit(peer, by);
}

/**
 * Checks a package once it is loaded.
 *
 * @param module - Its exports.
 * @param by - The entry that needs it.
 * @throws Error if it does not export what is needed, as a version that was not tried may not.
 */
export function checkExports(peer: Peer, module: object, by: string): void {
  const lacks = peer.exports.filter(name => (module as Readonly<Record<string, unknown>>)[name] === undefined);
  if (lacks.length > 0) throw unfit(peer, by, lacks.join(' and '));
}
