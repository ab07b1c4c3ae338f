// tRPC: sends a value of the caller's with each request, and makes it current in the procedures that it calls. Start from this.
import { createTRPCClient, httpBatchLink, httpLink, type TRPCLink } from '@trpc/client';
import { initTRPC } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Variable } from '../../../src/index.js'; // asynccontext

export const request = new Variable<string | undefined>({ name: 'request' });
const header = 'x-request';

// On the server one middleware runs each procedure with the request's value, since the code of all procedures is called through it.
const t = initTRPC.context<{ readonly id: string | undefined }>().create({ allowOutsideOfServer: true }); // both sides are in this program
const procedure = t.procedure.use(({ ctx, next }) => request.run(ctx.id, () => next()));
const whose = async (): Promise<string | undefined> => (await null, request.get());
const router = t.router({ whose: procedure.query(whose), change: procedure.mutation(whose) });
const serve = (url: unknown, init: unknown): Promise<Response> =>
  fetchRequestHandler({
    endpoint: '/rpc',
    router,
    req: new Request(url as string, init as RequestInit),
    createContext: ({ req }) => ({ id: req.headers.get(header) ?? undefined }),
  });

/** In the client, a link is called in the context of whoever calls a procedure. It puts the value into the operation's context. */
const note: TRPCLink<typeof router> =
  () =>
  ({ op, next }) =>
    next({ ...op, context: { ...op.context, id: request.get() } });
const headersOf = (id: unknown): Record<string, string> => (typeof id === 'string' ? { [header]: id } : {});
const url = 'http://localhost/rpc';

export const client = createTRPCClient<typeof router>({ links: [note, httpLink({ url, fetch: serve, headers: ({ op }) => headersOf(op.context['id']) })] });

/** A batch is one request for several callers and has one set of headers, so it cannot carry each caller's value. */
export const batching = createTRPCClient<typeof router>({ links: [httpBatchLink({ url, fetch: serve, headers: () => headersOf(request.get()) })] });
