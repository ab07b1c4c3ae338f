// express, fastify and undici beside the library: our Snapshots carry their stores, theirs carry ours, and every request finds its own.
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import express from 'express';
import fastify from 'fastify';
import { fastifyRequestContext, requestContext } from '@fastify/request-context';
import { Client, Pool, fetch as undiciFetch } from 'undici';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Snapshot, Variable } from '../../../src/index.js';

const request = new Variable<string>({ name: 'request' });
const theirs = new AsyncLocalStorage<string>();
const after = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));
const ids = Array.from({ length: 20 }, (_, id) => `${id}`);
const open: (() => unknown)[] = [];
test.after(async () => {
  for (const close of open.reverse()) await close();
});

async function listen(server: Server): Promise<string> {
  // Never closes idle connections: a request on a connection that is just being closed would fail.
  server.keepAliveTimeout = 0;
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  open.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const ask = async (url: string): Promise<unknown> => (await undiciFetch(url)).json();

test('express 5: middleware, asynchronous handlers, errors, a stream of the body', async () => {
  const app = express();
  app.use((req, _res, next) => request.run(String(req.query['id']), () => theirs.run(`their ${String(req.query['id'])}`, next)));
  app.use(async (_req, _res, next) => {
    await null;
    await after(1);
    next();
  });
  app.post('/body', async (req, res) => {
    let length = 0;
    for await (const chunk of req) length += (chunk as Buffer).length;
    res.json([length, request.get(), theirs.getStore()]);
  });
  app.get('/fine', async (_req, res) => {
    await Promise.all([after(2), Promise.resolve()]);
    res.json([request.get(), theirs.getStore()]);
  });
  app.get('/broken', async () => {
    await after(1);
    throw new Error('broken');
  });
  app.use((error: Error, _req: express.Request, res: express.Response, _next: express.NextFunction) => {
    res.status(500).json([error.message, request.get()]);
  });
  const url = await listen(createServer(app));
  assert.equal(
    await Promise.all(ids.map(id => ask(`${url}/fine?id=${id}`))),
    ids.map(id => [id, `their ${id}`]),
  );
  assert.equal(
    await Promise.all(ids.map(id => ask(`${url}/broken?id=${id}`))),
    ids.map(id => ['broken', id]),
  );
  const post = async (id: string) => (await undiciFetch(`${url}/body?id=${id}`, { method: 'POST', body: 'x'.repeat(100_000) })).json();
  assert.equal(
    await Promise.all(ids.map(post)),
    ids.map(id => [100_000, id, `their ${id}`]),
  );
});

test('fastify 5 with @fastify/request-context: hooks, handlers, what is kept and called later', async () => {
  const app = fastify({ keepAliveTimeout: 0 });
  await app.register(fastifyRequestContext, { defaultStoreValues: () => ({ user: 'nobody' }) as never });
  app.addHook('onRequest', (req, _reply, done) => {
    requestContext.set('user' as never, (req.query as { id: string }).id as never);
    request.run((req.query as { id: string }).id, done);
  });
  const user = () => requestContext.get('user' as never) as unknown;
  const kept: { ours: Snapshot; theirs: ReturnType<typeof AsyncLocalStorage.snapshot>; wrapped: () => unknown[] }[] = [];
  app.get('/', async () => {
    await null;
    await after(1);
    kept.push({ ours: new Snapshot(), theirs: AsyncLocalStorage.snapshot(), wrapped: Snapshot.wrap(() => [request.get(), user()]) });
    return [request.get(), user()];
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  open.push(() => app.close());
  assert.equal(
    await Promise.all(ids.map(id => ask(`${url}/?id=${id}`))),
    ids.map(id => [id, id]),
  );
  const look = () => [request.get(), user()];
  assert.equal(look(), [undefined, undefined]);
  const sorted = (all: unknown[][]) => all.sort(([a], [b]) => Number(a) - Number(b));
  const both = ids.map(id => [id, id]);
  assert.equal(sorted(kept.map(({ ours }) => ours.run(look))), both);
  assert.equal(sorted(kept.map(snapshot => snapshot.theirs(look))), both);
  assert.equal(sorted(kept.map(({ wrapped }) => wrapped())), both);
  assert.equal(sorted(await Promise.all(kept.map(({ ours }) => ours.run(async () => (await after(1), look()))))), both);
});

test('undici: callbacks, streams and promises of one pool, many requests on few connections', async () => {
  const url = await listen(createServer((req, res) => setTimeout(() => res.end(req.url), 1)));
  const [pool, client] = [new Pool(url, { connections: 2, pipelining: 4 }), new Client(url)];
  open.push(() => Promise.all([pool.close(), client.close()]));
  const seen = await Promise.all(
    ids.map(id =>
      request.run(id, async () => {
        const found: unknown[] = [];
        const { body } = await pool.request({ path: `/${id}`, method: 'GET' });
        found.push(await body.text(), request.get());
        await new Promise<void>((resolve, reject) =>
          client.request({ path: `/${id}`, method: 'GET' }, (error, data) => {
            found.push(request.get());
            if (error) reject(error);
            else void data!.body.dump().then(() => resolve());
          }),
        );
        found.push(request.get());
        return found;
      }),
    ),
  );
  assert.equal(
    seen,
    ids.map(id => [`/${id}`, id, id, id]),
  );
});

test('an AsyncResource of theirs carries our values, a Snapshot of ours their stores', () => {
  const look = () => [request.get(), theirs.getStore()];
  const [resource, snapshot] = request.run('ours', () => theirs.run('theirs', () => [new AsyncResource('test'), new Snapshot()] as const));
  assert.equal(
    [resource.runInAsyncScope(look), snapshot.run(look), look()],
    [
      ['ours', 'theirs'],
      ['ours', 'theirs'],
      [undefined, undefined],
    ],
  );
});

test.run();
