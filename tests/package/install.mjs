// Packs the built package, and installs it into apps with npm, as its users do.
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

// Asynchronous, so that the servers of the browsers' suites keep answering. On Windows npm is a script that only a shell can start.
const npm = (args, cwd) => promisify(execFile)('npm', args, { cwd, shell: process.platform === 'win32' });

/**
 * Packs the package.
 * @param {string} project its folder
 * @param {string} folder an empty folder for the tarball
 * @returns {Promise<string>} the path of the tarball
 */
export async function pack(project, folder) {
  // Without npm's scripts, which would rebuild files that other tests are reading.
  await npm(['pack', '--ignore-scripts', '--pack-destination', folder], project);
  return join(folder, readdirSync(folder).find(name => name.endsWith('.tgz')) ?? '');
}

/**
 * Installs a tarball into the app in a folder.
 * @param {string} tarball
 * @param {string} root
 */
export async function install(tarball, root) {
  // Offline, since a package without dependencies needs no registry.
  await npm(['install', '--offline', '--no-audit', '--no-fund', '--no-package-lock', tarball], root);
}

/**
 * Installs the dependencies in an app's package.json from the registry.
 * @param {string} root
 */
export async function installFrom(root) {
  await npm(['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--fetch-retries=4'], root);
}
