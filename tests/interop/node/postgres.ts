// A PostgreSQL server of its own for a test, on a socket in a folder of its own.
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

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
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  if (asOther.uid) chownSync(folder, asOther.uid, asOther.gid!);
  const data = join(folder, 'data');
  const env = { ...process.env, LC_ALL: 'C' };
  const made = spawnSync(initdb, ['-D', data, '-U', 'test', '--auth=trust', '--no-sync'], { ...asOther, cwd: folder, env, encoding: 'utf8' });
  if (made.status !== 0) return `initdb failed: ${made.stderr || made.error?.message}`;
  const server = spawn(postgres, ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'], { ...asOther, cwd: folder, env });
  const ended = new Promise<void>(resolve => server.on('close', () => resolve()));
  process.on('exit', () => server.kill('SIGKILL'));
  let log = '';
  await Promise.race([ended, new Promise<void>(resolve => server.stderr.on('data', text => {
    log += text;
    if (log.includes('ready to accept connections')) resolve();
  }))]);
  if (server.exitCode !== null) return `postgres failed: ${log}`;
  return {
    host: folder,
    user: 'test',
    async stop() {
      // Not SIGINT, which throws out the clients that are just saying goodbye: that would be an error in each of them.
      server.kill('SIGTERM');
      await ended;
    },
  };
}
