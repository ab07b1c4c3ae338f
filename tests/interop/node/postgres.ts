// A PostgreSQL server of its own for a test, on a socket in a folder of its own.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { until } from '../../until.js';

/** A server that runs. */
export interface Database {
  /** The folder of the socket: what `pg` takes as the host. */
  readonly host: string;
  readonly user: string;
  /** Stops it, once its last client has gone. */
  stop(): Promise<void>;
}

const find = (name: string): string | undefined =>
  (process.env['PATH'] ?? '').split(delimiter).map(folder => join(folder, name)).find(path => existsSync(path));

/** Starts a server; says why, where it cannot. */
export async function startPostgres(): Promise<Database | string> {
  const [initdb, postgres] = [find('initdb'), find('postgres')];
  if (!initdb || !postgres) return 'there is no PostgreSQL server (initdb and postgres) on the PATH';
  // It does not run as root.
  const asOther = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const folder = mkdtempSync(join(tmpdir(), 'asynccontext-pg-'));
  let server: ChildProcess | undefined;
  process.on('exit', () => {
    server?.kill('SIGKILL');
    // What was killed may write for a moment yet: hence the retries.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  });
  if (asOther.uid) chownSync(folder, asOther.uid, asOther.gid!);
  const data = join(folder, 'data');
  const env = { ...process.env, LC_ALL: 'C' };
  const made = spawnSync(initdb, ['-D', data, '-U', 'test', '--auth=trust', '--no-sync'], { ...asOther, cwd: folder, env, encoding: 'utf8' });
  if (made.status !== 0) return `initdb failed: ${made.stderr || made.error?.message}`;
  const running = (server = spawn(postgres, ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'], { ...asOther, cwd: folder, env }));
  let log = '';
  running.stderr.setEncoding('utf8').on('data', text => (log += text));
  let ended = false;
  running.on('error', error => (log += error.message)).on('close', () => (ended = true));
  await until(() => ended || log.includes('ready to accept connections'), () => `a server that is ready, got ${log}`);
  if (ended) return `postgres failed: ${log}`;
  return {
    host: folder,
    user: 'test',
    async stop() {
      // Not SIGINT, which throws out the clients that are just saying goodbye: that would be an error in each of them.
      running.kill('SIGTERM');
      await until(() => ended, () => `a server that ends once its clients have gone, got ${log}`);
    },
  };
}
