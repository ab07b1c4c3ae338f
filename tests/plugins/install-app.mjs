// Installs the packed package into an app of its own on disk, with dependencies that cannot see it.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

const everything = realpathSync(mkdtempSync(join(tmpdir(), 'asynccontext-')));
process.on('exit', () => rmSync(everything, { recursive: true, force: true }));
const run = (args, cwd) => execFileSync(npm, args, { cwd, stdio: 'pipe' });

let tarball;
function pack() {
  // Without the scripts, since they would build again what other tests are reading.
  run(['pack', '--ignore-scripts', '--pack-destination', everything], project);
  return join(everything, readdirSync(everything).find(name => name.endsWith('.tgz')));
}

/** What a user of the plugins installs beside. */
export const peers = ['unplugin', 'oxc-parser', 'magic-string'];

/**
 * @param {readonly string[]} [withPeers] the packages to be found beside it
 * @returns {string} the app's folder, which is removed when the process ends
 */
export function installApp(withPeers = peers) {
  const folder = mkdtempSync(join(everything, 'with-'));
  const root = join(folder, 'app');
  const fixture = join(project, 'tests/plugins/app');
  cpSync(join(fixture, 'src'), join(root, 'src'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "private": true, "type": "module" }');
  run(['install', '--offline', '--no-audit', '--no-fund', '--no-package-lock', '--no-save', '--legacy-peer-deps', (tarball ??= pack())], root);
  const modules = join(root, 'node_modules');
  for (const peer of withPeers) link(join(project, 'node_modules', peer), join(modules, peer));
  // As pnpm lays them out: each in a folder of its own, where it finds only what it depends on.
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
