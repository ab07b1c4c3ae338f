// Hono with the context storage middleware, which imports `node:async_hooks`: with an alias for that module it runs in a page, too. Start from this.
import { Hono } from 'hono';
import { contextStorage, getContext } from 'hono/context-storage';
import { requestId } from 'hono/request-id';

interface Env {
  Variables: { user: string; requestId: string };
}

const after = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** Takes no request as an argument, and finds the current one. */
async function audit(action: string): Promise<string> {
  await after(1);
  const { var: values, req } = getContext<Env>();
  return `${values.user} ${action} ${req.path} (${values.requestId})`;
}

export const app = new Hono<Env>()
  .use(contextStorage(), requestId())
  .use(async (c, next) => {
    await null;
    c.set('user', c.req.header('x-user') ?? 'nobody');
    await next();
  })
  .get('/files/:name', async c => {
    const started = await audit('asks for');
    await Promise.all([after(2), Promise.resolve()]);
    return c.json([started, await audit('gets')]);
  })
  .get('/broken', async () => {
    await after(1);
    throw new Error('broken');
  })
  .onError(async (error, c) => c.text(`${error.message}: ${await audit('breaks')}`, 500));
