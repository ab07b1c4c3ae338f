// The check of each package: it runs transformed, in the context 'ada' of `user`. `listen` starts a server on loopback.

/** @type {Record<string, string>} */
export const checks = {
  'p-queue': `
    const { default: PQueue } = await import('p-queue');
    const queue = new PQueue({ concurrency: 2 });
    const seen = await Promise.all(['a', 'b', 'c'].map(name => user.run(name, () => queue.add(async () => {
      await null;
      return name + user.get();
    }))));
    assert.equal(seen.length, 3);
    await queue.onIdle();
    assert.equal(user.get(), 'ada');`,
  execa: `
    const { execa } = await import('execa');
    const { stdout } = await execa(process.execPath, ['-v']);
    assert.equal(stdout, process.version);
    const lines = [];
    for await (const line of execa(process.execPath, ['-e', 'console.log(1); console.log(2)'])) lines.push(line + user.get());
    assert.deepEqual(lines, ['1ada', '2ada']);`,
  got: `
    const { default: got } = await import('got');
    const { origin, close } = await listen((request, response) => response.end(JSON.stringify({ url: request.url })));
    assert.deepEqual(await got(origin + '/got').json(), { url: '/got' });
    assert.equal(user.get(), 'ada');
    const pages = got.paginate(origin + '/page', { pagination: { transform: response => [response.body], paginate: () => false } });
    for await (const page of pages) assert.match(page, /page/);
    assert.equal(user.get(), 'ada');
    close();`,
  fastify: `
    const { default: fastify } = await import('fastify');
    const app = fastify();
    app.addHook('onRequest', async () => { await null; });
    app.get('/', async () => { await null; return { user: user.get() }; });
    app.get('/fails', async () => { await null; throw new Error('on purpose'); });
    assert.deepEqual((await app.inject('/')).json(), { user: 'ada' });
    assert.equal((await app.inject('/fails')).statusCode, 500);
    await app.close();`,
  hono: `
    const { Hono } = await import('hono');
    const { streamText } = await import('hono/streaming');
    const app = new Hono();
    app.use(async (context, next) => { await next(); context.header('x-user', user.get()); });
    app.get('/', async context => { await null; return context.text('hello ' + user.get()); });
    app.get('/stream', context => streamText(context, async stream => { await stream.write('a'); await stream.write(user.get()); }));
    const response = await app.request('/');
    assert.equal(await response.text(), 'hello ada');
    assert.equal(response.headers.get('x-user'), 'ada');
    assert.equal(await (await app.request('/stream')).text(), 'aada');`,
  undici: `
    const { request, fetch } = await import('undici');
    const { origin, close } = await listen((incoming, response) => response.end(incoming.url));
    const { body } = await request(origin + '/undici');
    assert.equal(await body.text(), '/undici');
    assert.equal(await (await fetch(origin + '/fetch')).text(), '/fetch');
    assert.equal(user.get(), 'ada');
    close();`,
  rxjs: `
    const { from, interval, lastValueFrom, map, mergeMap, take, toArray } = await import('rxjs');
    const pipeline = interval(1).pipe(take(3), mergeMap(async n => { await null; return n * 2; }), map(n => n + user.get()), toArray());
    assert.deepEqual(await lastValueFrom(pipeline), ['0ada', '2ada', '4ada']);
    assert.deepEqual(await lastValueFrom(from((async function* () { yield 1; await null; yield user.get(); })()).pipe(toArray())), [1, 'ada']);`,
  langchain: `
    const { RunnableLambda } = await import('@langchain/core/runnables');
    const chain = RunnableLambda.from(async text => { await null; return text + user.get(); }).pipe(RunnableLambda.from(text => text.toUpperCase()));
    assert.equal(await chain.invoke('hello '), 'HELLO ADA');
    const parts = [];
    for await (const part of await chain.stream('s ')) parts.push(part);
    assert.equal(parts.join(''), 'S ADA');
    assert.deepEqual(await chain.batch(['a', 'b']), ['AADA', 'BADA']);`,
  vue: `
    const { computed, nextTick, ref, watch, createSSRApp, h } = await import('vue');
    const { renderToString } = await import('vue/server-renderer');
    const count = ref(1);
    let seen;
    watch(count, value => { seen = value; });
    count.value = 5;
    await nextTick();
    assert.equal(seen, 5);
    assert.equal(computed(() => count.value * 2).value, 10);
    const app = createSSRApp({ async setup() { await null; const name = user.get(); return () => h('p', name); } });
    assert.equal(await renderToString(app), '<p>ada</p>');`,
  react: `
    const { createElement, Suspense, use } = await import('react');
    const { renderToReadableStream } = await import('react-dom/server.edge');
    const data = (async () => { await null; return user.get(); })();
    const Page = () => createElement('p', null, use(data));
    const stream = await renderToReadableStream(createElement(Suspense, { fallback: 'wait' }, createElement(Page)));
    await stream.allReady;
    assert.match(await new Response(stream).text(), /<p>ada<\\/p>/);`,
  express: `
    const { default: express } = await import('express');
    const app = express();
    app.get('/', async (request, response) => { await null; response.json({ user: user.run('bob', () => user.get()) }); });
    const { origin, close } = await listen(app);
    assert.deepEqual(await (await fetch(origin)).json(), { user: 'bob' });
    close();`,
  koa: `
    const { default: Koa } = await import('koa');
    const app = new Koa();
    app.use(async (context, next) => { const before = user.get(); await next(); assert.equal(user.get(), before); });
    app.use(async context => { await null; context.body = 'koa'; });
    const { origin, close } = await listen(app.callback());
    assert.equal(await (await fetch(origin)).text(), 'koa');
    close();`,
  axios: `
    const { default: axios } = await import('axios');
    const { origin, close } = await listen((request, response) => response.end('{"a":1}'));
    assert.deepEqual((await axios.get(origin)).data, { a: 1 });
    assert.equal(user.get(), 'ada');
    close();`,
  zod: `
    const { z } = await import('zod');
    const schema = z.object({ name: z.string().refine(async name => { await null; return name === user.get(); }) });
    assert.deepEqual(await schema.parseAsync({ name: 'ada' }), { name: 'ada' });
    assert.equal((await schema.safeParseAsync({ name: 'bob' })).success, false);`,
  graphql: `
    const { buildSchema, graphql } = await import('graphql');
    const rootValue = { user: async () => { await null; return user.get(); } };
    assert.equal((await graphql({ schema: buildSchema('type Query { user: String }'), source: '{ user }', rootValue })).data.user, 'ada');`,
  ws: `
    const { WebSocket, WebSocketServer } = await import('ws');
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    server.on('connection', socket => socket.on('message', data => socket.send('echo ' + data)));
    const socket = new WebSocket('ws://127.0.0.1:' + server.address().port);
    await once(socket, 'open');
    socket.send('hello');
    const [data] = await once(socket, 'message');
    assert.equal(String(data), 'echo hello');
    assert.equal(user.get(), 'ada');
    socket.terminate();
    server.close();`,
  knex: `
    const { default: knex } = await import('knex');
    const query = knex({ client: 'pg' })('users').where({ name: user.get() }).select('id');
    assert.equal(query.toString(), 'select "id" from "users" where "name" = \\'ada\\'');`,
  pino: `
    const { default: pino } = await import('pino');
    const lines = [];
    pino({ mixin: () => ({ user: user.get() }) }, { write: line => lines.push(JSON.parse(line)) }).info('hello');
    assert.equal(lines[0].user, 'ada');`,
  typescript: `
    const { default: ts } = await import('typescript');
    assert.match(ts.transpileModule('export const a: number = 1;', { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } }).outputText, /export const a = 1;/);`,
};
