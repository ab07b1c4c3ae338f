// TanStack Query: whose request is it, in query functions, retries, mutations and observers? Start from this.
import { MutationObserver, QueryClient, QueryObserver } from '@tanstack/query-core';
import { Snapshot, Variable } from '../../../src/index.js'; // asynccontext

export const interaction = new Variable<string>({ name: 'interaction' });

export const client = new QueryClient({ defaultOptions: { queries: { retry: 2, retryDelay: 1 } } });

/** Whose query is whose: a key that several flows share is loaded once, in the context of the first that asks. */
export const getItem = (id: string, load: () => Promise<string>): Promise<string> => client.fetchQuery({ queryKey: ['item', id], queryFn: load });

/** The callbacks find the context of whoever calls `mutate`. */
export const save = (id: string, send: () => Promise<string>, onSuccess: () => void): Promise<string> =>
  new MutationObserver(client, { mutationKey: ['item', id], mutationFn: send, onSuccess }).mutate();

/** Observers are told in batches, in the context of whoever starts one. Where you want that of whoever subscribes, hand it over. */
export const watch = (id: string, listener: (data: unknown) => void): (() => void) =>
  new QueryObserver(client, { queryKey: ['item', id], enabled: false }).subscribe(Snapshot.wrap(({ data }) => listener(data)));
