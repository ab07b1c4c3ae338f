// tRPC: a value of the caller's in each request, and in the procedures that it calls. Start from this.
import { createTRPCClient, httpBatchLink, httpLink, type TRPCLink } from '@trpc/client';
import { initTRPC } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Variable } from '../../../src/index.js'; // asynccontext

export const request = new Variable<string | undefined>({ name: 'request' });
const header = 'x-request';

// On the server: each procedure runs with what the request brings. One middleware, since the code of all of them is behind it.
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

/** In the client: a link is called in the context of whoever calls a procedure, and notes the value on the operation. */
const note: TRPCLink<typeof router> =
  () =>
  ({ op, next }) =>
    next({ ...op, context: { ...op.context, id: request.get() } });
const headersOf = (id: unknown): Record<string, string> => (typeof id === 'string' ? { [header]: id } : {});
const url = 'http://localhost/rpc';

export const client = createTRPCClient<typeof router>({ links: [note, httpLink({ url, fetch: serve, headers: ({ op }) => headersOf(op.context['id']) })] });

/** A batch is one request for several callers, whose headers are one's: send no caller's values with it. */
export const batching = createTRPCClient<typeof router>({ links: [httpBatchLink({ url, fetch: serve, headers: () => headersOf(request.get()) })] });
