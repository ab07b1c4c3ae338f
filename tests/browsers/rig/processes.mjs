// Tracks every process and folder that the rig makes, and removes them when the rig ends, however it ends.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const grace = 2000; // ms between asking a process to end and killing it
const children = new Set();
const launches = new Set();
const ending = new AbortController();
const folders = new Set();

/** Aborted when the rig has to end early: then nothing may be started any more, and failures mean nothing. */
export const { signal: ended } = ending;

/** Starts a command as the leader of a process group of its own, so that its child processes can be ended with it. */
export function start(command, args, options) {
  ended.throwIfAborted();
  return adopt(spawn(command, args, { ...options, detached: true }));
}

/** Tracks a child process that other code has started as the leader of a process group. */
export function adopt(child) {
  if (hasEnded(child)) return child;
  children.add(child);
  // A command that cannot be started emits `error` and never `exit`.
  child.once('error', () => children.delete(child));
  child.once('exit', () => {
    signal(child, 'SIGKILL');
    children.delete(child);
  });
  return child;
}

/**
 * Waits for other code that starts a child process. That code has to end the process when `ended` is aborted.
 * @template T
 * @param {() => Promise<T>} launch
 * @returns {Promise<T>}
 */
export async function launching(launch) {
  ended.throwIfAborted();
  const launched = launch();
  launches.add(launched);
  try {
    return await launched;
  } finally {
    launches.delete(launched);
  }
}

/** Ends a child process and its group: asks first, then kills. */
export async function end(child) {
  if (!children.has(child)) return;
  const gone = new Promise(resolve => child.once('exit', resolve));
  signal(child, 'SIGTERM');
  const timer = setTimeout(signal, grace, child, 'SIGKILL');
  await gone;
  clearTimeout(timer);
}

/** Makes a new empty home for a browser, with environment variables that keep its files in it, and keep the browser away from the desktop's services. */
export function home(name) {
  const folder = mkdtempSync(join(tmpdir(), `asynccontext-${name}-`));
  folders.add(folder);
  for (const part of ['profile', 'run', 'tmp']) mkdirSync(join(folder, part), { mode: 0o700 });
  const env = {
    PATH: process.env.PATH,
    LANG: 'C.UTF-8',
    HOME: folder,
    TMPDIR: join(folder, 'tmp'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    // Without these, a GTK program starts a session bus, an accessibility bus and dconf, which do not end with it.
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    NO_AT_BRIDGE: '1',
    GSETTINGS_BACKEND: 'memory',
    GIO_USE_VFS: 'local',
    // For Firefox: no crash reports; makes it heed the preference for the remote settings' server.
    MOZ_CRASHREPORTER_DISABLE: '1',
    MOZ_REMOTE_SETTINGS_DEVTOOLS: '1',
  };
  for (const display of ['DISPLAY', 'XAUTHORITY']) if (process.env[display]) env[display] = process.env[display];
  return { folder, env, remove: () => removeFolder(folder) };
}

/** Ends all processes and removes all folders that are left. */
export async function endAll() {
  // Code that is launching a process ends it because of `ended`. Waits for that, but not for ever.
  await Promise.race([Promise.allSettled(launches), sleep(grace)]);
  await Promise.all([...children].map(end));
  await Promise.all([...folders].map(removeFolder));
}

// With retries, since the processes of a killed group may still write for a moment.
const removal = { recursive: true, force: true, maxRetries: 10, retryDelay: 20 };

async function removeFolder(folder) {
  for (let tries = 1; ; tries++) {
    endStragglers(folder);
    try {
      await rm(folder, removal);
      break;
    } catch (error) {
      // On a busy machine a killed process takes a while to disappear.
      if (tries === 20) throw error;
      await sleep(250);
    }
  }
  folders.delete(folder);
}

/** Kills crash handlers, which leave their browser's process group and outlive it by a second. They are found by their HOME variable. */
function endStragglers(folder) {
  if (!existsSync('/proc/self/environ')) return;
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      if (readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(`HOME=${folder}`)) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // The process has ended meanwhile, or belongs to another user.
    }
  }
}

const hasEnded = child => child.exitCode !== null || child.signalCode !== null;

function signal(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

for (const [name, number] of [
  ['SIGHUP', 1],
  ['SIGINT', 2],
  ['SIGTERM', 15],
]) {
  process.once(name, async () => {
    ending.abort();
    await endAll().finally(() => process.exit(128 + number));
  });
}

// The last resort, after an uncaught error or process.exit(): asynchronous code no longer runs.
process.on('exit', () => {
  if (children.size > 0) {
    for (const child of children) signal(child, 'SIGTERM');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    for (const child of children) signal(child, 'SIGKILL');
  }
  for (const folder of folders) {
    endStragglers(folder);
    rmSync(folder, removal);
  }
});
