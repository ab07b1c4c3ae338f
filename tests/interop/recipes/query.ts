// TanStack Query: the request's context in query functions, retries, mutations and observers. Start from this.
import { MutationObserver, QueryClient, QueryObserver } from '@tanstack/query-core';
import { Snapshot, Variable } from '../../../src/index.js'; // asynccontext

export const interaction = new Variable<string>({ name: 'interaction' });

export const client = new QueryClient({ defaultOptions: { queries: { retry: 2, retryDelay: 1 } } });

/** A key that several flows share is loaded once, in the context of the first flow that asks for it. */
export const getItem = (id: string, load: () => Promise<string>): Promise<string> => client.fetchQuery({ queryKey: ['item', id], queryFn: load });

/** The callbacks run in the context of whoever calls `mutate`. */
export const save = (id: string, send: () => Promise<string>, onSuccess: () => void): Promise<string> =>
  new MutationObserver(client, { mutationKey: ['item', id], mutationFn: send, onSuccess }).mutate();

/** Observers are notified in batches, in the context of whoever starts a batch. `wrap` makes a listener run in the subscriber's context instead. */
export const watch = (id: string, listener: (data: unknown) => void): (() => void) =>
  new QueryObserver(client, { queryKey: ['item', id], enabled: false }).subscribe(Snapshot.wrap(({ data }) => listener(data)));
