// pg's pool with a real server: connections are made for one flow and used by others, and every query finds its own context.
import pg from 'pg';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Snapshot, Variable } from '../../../src/index.js';
import { AsyncLocalStorage } from '../../../src/interop/async-local-storage.js';
import { startPostgres } from './postgres.js';

const database = await startPostgres();
const request = new Variable<string>({ name: 'request' });
const theirs = new AsyncLocalStorage<string>();
const look = () => [request.get(), theirs.getStore()];
const ids = Array.from({ length: 20 }, (_, id) => `${id}`);

const pool = new pg.Pool({ host: database.host, user: database.user, database: 'postgres', max: 3 });
test.after(async () => {
  await pool.end();
  await database.stop();
});
const inContext = <T>(id: string, run: () => T): T => request.run(id, () => theirs.run(`their ${id}`, run));
const expected = (times: number) => ids.map(id => Array.from({ length: times }, () => [id, `their ${id}`]));

test('queries awaited, twenty flows on three connections', async () => {
  const seen = await Promise.all(
    ids.map(id =>
      inContext(id, async () => {
        const { rows } = await pool.query<{ id: string }>('select $1::text as id, pg_sleep(0.002)', [id]);
        assert.is(rows[0]!.id, id);
        const first = look();
        await pool.query('select 1');
        return [first, look()];
      }),
    ),
  );
  assert.equal(seen, expected(2));
});

test('a transaction on one connection, with notices and a cursor of rows', async () => {
  const seen = await Promise.all(
    ids.map(id =>
      inContext(id, async () => {
        const client = await pool.connect();
        const found = [look()];
        try {
          await client.query('begin');
          await client.query(`create temporary table t${id} as select generate_series(1, 3) as n`);
          found.push(look());
          await client.query('rollback');
        } finally {
          client.release();
        }
        found.push(look());
        return found;
      }),
    ),
  );
  assert.equal(seen, expected(3));
});

test('callbacks run where the connection calls them: a Snapshot brings them home', async () => {
  const seen = await Promise.all(
    ids.map(id =>
      inContext(
        id,
        () =>
          new Promise<unknown[]>((resolve, reject) => {
            pool.query(
              'select 1',
              Snapshot.wrap((error: Error | null) => (error ? reject(error) : resolve([look()]))),
            );
          }),
      ),
    ),
  );
  assert.equal(seen, expected(1));
});

test('errors are rejections in the context of their query', async () => {
  const seen = await Promise.all(
    ids.map(id =>
      inContext(id, async () => {
        try {
          await pool.query(`select ${id} / 0`);
        } catch (error) {
          return [(error as { code: string }).code, ...look()];
        }
        return undefined;
      }),
    ),
  );
  assert.equal(
    seen,
    ids.map(id => ['22012', id, `their ${id}`]),
  );
});

test.run();
