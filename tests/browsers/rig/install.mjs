// Finds the browsers on this machine, and installs Debian's packages for missing ones if it may.
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Lets apt-get survive a network that fails now and then, and wait for another apt-get. */
const patience = ['-oAcquire::Retries=3', '-oDPkg::Lock::Timeout=120'];

/** The programs that each browser needs, with the Debian package of each. */
const needs = {
  chromium: { chromium: 'chromium' },
  firefox: { 'firefox-esr': 'firefox-esr' },
  webkit: { WebKitWebDriver: 'webkit2gtk-driver', MiniBrowser: 'webkit2gtk-driver', Xvfb: 'xvfb' },
  // Not a browser, only the engine of one.
  jsc: { jsc: 'libjavascriptcoregtk-4.0-bin' },
};

/**
 * The path of a program, or undefined if it is missing.
 * @param {string} program its name, as in `needs`
 */
export function find(program) {
  // MiniBrowser is in no PATH: its folder is named after WebKitGTK's API version, below one that is named after the machine's architecture.
  const folders = program === 'MiniBrowser' ? webkitFolders() : (process.env.PATH ?? '').split(delimiter);
  return folders.map(folder => join(folder, program)).find(isExecutable);
}

/**
 * Makes sure that the programs of some browsers are installed.
 * @param {string[]} browsers
 * @param {{ log?: (line: string) => void, headed?: boolean, mayInstall?: boolean }} [options] `mayInstall` is true by default for root on Debian
 * @throws {Error} that names the packages, if they are missing and cannot be installed
 */
export async function ensure(browsers, { log = console.log, headed = false, mayInstall = isRootOnDebian() } = {}) {
  const packages = missing(browsers, headed);
  if (packages.length === 0) return;
  const advice = `install the Debian packages ${packages.join(', ')}: apt-get install --no-install-recommends ${packages.join(' ')}`;
  if (!mayInstall) throw new Error(`Browsers are missing; ${advice}`);
  log(`installing ${packages.join(', ')} …`);
  const from = Date.now();
  const seconds = () => Math.round((Date.now() - from) / 1000);
  const progress = setInterval(() => log(`still installing, ${seconds()} s`), 15_000);
  try {
    await aptGet('update', '-qq', ...patience);
    await aptGet('install', '-qq', '-y', '--no-install-recommends', ...patience, ...packages);
  } catch (error) {
    throw new Error(`Browsers are missing and could not be installed (${error.message}); ${advice}`);
  } finally {
    clearInterval(progress);
  }
  const still = missing(browsers, headed);
  if (still.length > 0) throw new Error(`The packages ${still.join(', ')} were installed, but their programs are not where they should be`);
  log(`installed in ${seconds()} s`);
}

function missing(browsers, headed) {
  const packages = new Set();
  for (const browser of browsers) {
    for (const [program, name] of Object.entries(needs[browser])) {
      if (program === 'Xvfb' && headed) continue;
      if (!find(program)) packages.add(name);
    }
  }
  return [...packages];
}

function webkitFolders() {
  const folders = [];
  for (const architecture of existsSync('/usr/lib') ? readdirSync('/usr/lib') : []) {
    for (const version of ['4.1', '6.0', '4.0'])
      folders.push(`/usr/lib/${architecture}/webkit2gtk-${version}`, `/usr/lib/${architecture}/webkitgtk-${version}`);
  }
  return folders;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isRootOnDebian() {
  return process.getuid?.() === 0 && existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Runs apt-get, and shows its output only if it fails. */
function aptGet(...args) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn('apt-get', args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (said += data));
    child.once('error', reject);
    child.once('close', code => {
      if (code === 0) resolve();
      else reject(new Error(`apt-get ${args[0]} ended with ${code}: ${said.trim().split('\n').slice(-5).join(' | ')}`));
    });
  });
}
