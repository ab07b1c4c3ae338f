// WebKit: WebKitGTK's MiniBrowser, controlled by WebKitWebDriver, on an invisible display of Xvfb.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { find } from './install.mjs';
import { end, home, start } from './processes.mjs';
import { isReady, openSession } from './web-driver.mjs';

const launchTimeout = 90_000; // ms

/**
 * @param {{ headed?: boolean }} options
 * @returns {Promise<import('./browsers.mjs').Browser>}
 */
export async function launchWebKit({ headed = false }) {
  const { env, remove } = home('webkit');
  const started = [];
  const close = async () => {
    // Ends the driver before the display.
    for (const child of started.reverse()) await end(child);
    await remove();
  };
  try {
    if (!headed) env.DISPLAY = await startDisplay(env, started);
    env.GDK_BACKEND = 'x11';
    env.LIBGL_ALWAYS_SOFTWARE = '1';
    const port = await startDriver(env, started);
    const session = await openSession(port, {
      // Does not wait, since a suite may keep the page from finishing its load.
      pageLoadStrategy: 'none',
      'webkitgtk:browserOptions': { binary: find('MiniBrowser'), args: ['--automation'] },
    });
    const gone = new Promise(resolve => started.at(-1).once('exit', () => resolve('the browser is gone')));
    return { name: 'webkit', version: session.version, open: url => open(session, gone, url), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Loads a URL into the only window, which all suites use one after the other. Under automation, MiniBrowser stores nothing on disk. */
async function open(session, gone, url) {
  await session.navigate(url);
  return {
    gone,
    click: session.click,
    type: session.type,
    close: () => session.navigate('about:blank'),
  };
}

async function startDisplay(env, started) {
  const child = start(find('Xvfb'), ['-displayfd', '3', '-nolisten', 'tcp', '-screen', '0', '1280x1024x24'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let number = '';
  child.stdio[3].on('data', data => (number += data));
  await until('Xvfb', child, () => number.endsWith('\n'));
  return `:${number.trim()}`;
}

async function startDriver(env, started) {
  const child = start(find('WebKitWebDriver'), ['--host=127.0.0.1', '--port=0'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  started.push(child);
  let port;
  await until('WebKitWebDriver', child, async () => {
    port ??= listeningPort(child.pid);
    return port !== undefined && (await isReady(port));
  });
  return port;
}

async function until(name, child, condition) {
  let said = '';
  let failure;
  child.stderr.on('data', data => (said = (said + data).slice(-2000)));
  child.once('error', error => (failure = error.message));
  child.once('exit', (code, signal) => (failure = `ended with ${code ?? signal}: ${said.trim()}`));
  for (const from = Date.now(); ; await sleep(20)) {
    if (Date.now() - from > launchTimeout) failure = `was not ready after ${launchTimeout / 1000} s: ${said.trim()}`;
    if (failure) throw new Error(`${name} ${failure}`);
    if (await condition()) return;
  }
}

/** The driver's port, read from /proc: the system chooses it, and the driver does not print it. https://man7.org/linux/man-pages/man5/proc_net.5.html */
function listeningPort(pid) {
  const listening = new Map();
  for (const line of readFileSync(`/proc/${pid}/net/tcp`, 'utf8').split('\n').slice(1)) {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
    if (state === '0A') listening.set(`socket:[${inode}]`, parseInt(local.split(':')[1], 16));
  }
  for (const descriptor of readdirSync(`/proc/${pid}/fd`)) {
    let target;
    try {
      target = readlinkSync(`/proc/${pid}/fd/${descriptor}`);
    } catch {
      continue; // closed since it was listed
    }
    if (listening.has(target)) return listening.get(target);
  }
  return undefined;
}
