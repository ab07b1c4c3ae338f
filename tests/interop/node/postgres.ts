// A PostgreSQL server for a test, on a socket in a folder of its own.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { until } from '../../until.js';

/** A running server. */
export interface Database {
  /** The folder of the socket, which `pg` takes as the host. */
  readonly host: string;
  readonly user: string;
  /** Stops the server once its last client has gone. */
  stop(): Promise<void>;
}

const { runtime } = (await import(`${process.cwd()}/tests/runtimes.mjs`)) as typeof import('../../runtimes.mjs');

/**
 * Starts a server.
 *
 * @returns The server, ready for connections.
 * @throws Error with the command's output if npm cannot install PostgreSQL, or if it does not start.
 */
export async function startPostgres(): Promise<Database> {
  const installed = dirname(dirname(await runtime('postgres')));
  // PostgreSQL refuses to run as root, so root runs it as the user nobody.
  const asOther = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const folder = mkdtempSync(join(tmpdir(), 'asynccontext-pg-'));
  let server: ChildProcess | undefined;
  process.on('exit', () => {
    server?.kill('SIGKILL');
    // With retries, since a process that was killed may still write for a moment.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  });
  let native = installed;
  if (asOther.uid) {
    chownSync(folder, asOther.uid, asOther.gid!);
    // A copy, since the other user may not have access to the project's folder.
    native = join(folder, 'native');
    cpSync(installed, native, { recursive: true, verbatimSymlinks: true });
  }
  const [initdb, postgres] = ['initdb', 'postgres'].map(name => join(native, 'bin', name)) as [string, string];
  const data = join(folder, 'data');
  const env = { ...process.env, LC_ALL: 'C' };
  const made = spawnSync(initdb, ['-D', data, '-U', 'test', '--auth=trust', '--no-sync'], { ...asOther, cwd: folder, env, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error?.message}`);
  const running = (server = spawn(postgres, ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'], { ...asOther, cwd: folder, env }));
  let log = '';
  running.stderr.setEncoding('utf8').on('data', text => (log += text));
  let ended = false;
  running.on('error', error => (log += error.message)).on('close', () => (ended = true));
  await until(
    () => ended || log.includes('ready to accept connections'),
    () => `a server that is ready, got ${log}`,
  );
  if (ended) throw new Error(`postgres failed: ${log}`);
  return {
    host: folder,
    user: 'test',
    async stop() {
      // Not SIGINT, which disconnects clients that are just closing, and causes an error in each of them.
      running.kill('SIGTERM');
      await until(
        () => ended,
        () => `a server that ends once its clients have gone, got ${log}`,
      );
    },
  };
}
