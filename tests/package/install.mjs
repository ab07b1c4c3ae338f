// Packs the package as it was built, and installs it into apps, by npm: as its users do.
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

// Not synchronously: the servers of the browsers' suites go on answering meanwhile. On Windows, npm is a script that only a shell can start.
const npm = (args, cwd) => promisify(execFile)('npm', args, { cwd, shell: process.platform === 'win32' });

/**
 * Packs the package.
 * @param {string} project its folder
 * @param {string} folder an empty one, where the tarball goes
 * @returns {Promise<string>} the tarball
 */
export async function pack(project, folder) {
  // Without the scripts, since they would build again what other tests are reading.
  await npm(['pack', '--ignore-scripts', '--pack-destination', folder], project);
  return join(folder, readdirSync(folder).find(name => name.endsWith('.tgz')) ?? '');
}

/**
 * Installs a tarball into the app in a folder.
 * @param {string} tarball
 * @param {string} root
 */
export async function install(tarball, root) {
  // Offline: a package that needs nothing but itself asks no registry for anything.
  await npm(['install', '--offline', '--no-audit', '--no-fund', '--no-package-lock', tarball], root);
}

/**
 * Installs what the package.json of an app names, from the registry.
 * @param {string} root
 */
export async function installFrom(root) {
  await npm(['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--fetch-retries=4'], root);
}
