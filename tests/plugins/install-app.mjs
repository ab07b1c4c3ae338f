// Installs the packed package into an app on disk, with dependencies that cannot see the package.
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install, pack } from '../package/install.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));

const everything = realpathSync(mkdtempSync(join(tmpdir(), 'asynccontext-')));
process.on('exit', () => rmSync(everything, { recursive: true, force: true }));
let packed;

/** The packages that a user of the plugins installs as well. */
export const peers = ['unplugin', 'oxc-parser', 'magic-string'];

/**
 * @param {readonly string[]} [withPeers] the packages that are installed beside it
 * @returns {Promise<string>} the app's folder, which is removed when the process ends
 */
export async function installApp(withPeers = peers) {
  const folder = mkdtempSync(join(everything, 'with-'));
  const root = join(folder, 'app');
  const fixture = join(project, 'tests/plugins/app');
  cpSync(join(fixture, 'src'), join(root, 'src'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "private": true, "type": "module" }');
  await install(await (packed ??= pack(project, everything)), root);
  const modules = join(root, 'node_modules');
  for (const peer of withPeers) link(join(project, 'node_modules', peer), join(modules, peer));
  // In pnpm's layout: each dependency is in a folder of its own, where it finds only its own dependencies.
  for (const kind of ['cjs', 'esm']) {
    const name = `${kind}-dependency`;
    const store = join(folder, 'store', `${name}@1.0.0`, 'node_modules', name);
    cpSync(join(fixture, 'dependencies', kind), store, { recursive: true });
    link(store, join(modules, name));
  }
  return root;
}

function link(target, path) {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, 'junction');
}
