// Timers, caches and sockets that outlive a request, without keeping it alive. Start from this.
import { LRUCache } from 'lru-cache';
import { Snapshot, Variable } from 'asynccontext';

/** Made when the module is evaluated, where no request is around. What runs in it has no values, nor the stores of other AsyncLocalStorages. */
const outside = new Snapshot();

const cache = new LRUCache({ max: 1000, ttl: 60_000, ttlAutopurge: true });

/** Remembers something. The cache starts a timer, which would otherwise keep the request's values for a minute. */
export const remember = (key, value) => outside.run(() => cache.set(key, value));

const current = new Variable({ name: 'request' });
export const getRequest = () => current.get()?.request;

/** Where you cannot reach the timer: its context keeps the holder, and no request once that is over. */
export async function handle(request, handler) {
  const holder = { request };
  try {
    return await current.run(holder, handler);
  } finally {
    holder.request = undefined;
  }
}
