// Timers, caches and sockets that outlive a request, without keeping it alive. Start from this.
import { LRUCache } from 'lru-cache';
import { Snapshot, Variable } from 'asynccontext';

/** Made when the module is evaluated, outside of any request. Code that runs in it has no values, and no stores of other AsyncLocalStorages. */
const outside = new Snapshot();

const cache = new LRUCache({ max: 1000, ttl: 60_000, ttlAutopurge: true });

/** Caches a value. The cache starts a timer, which would otherwise keep the request's values alive for a minute. */
export const remember = (key, value) => outside.run(() => cache.set(key, value));

const current = new Variable({ name: 'request' });
export const getRequest = () => current.get()?.request;

/** For timers that you cannot reach: the timer's context keeps the holder alive, and the holder drops the request when it is over. */
export async function handle(request, handler) {
  const holder = { request };
  try {
    return await current.run(holder, handler);
  } finally {
    holder.request = undefined;
  }
}
