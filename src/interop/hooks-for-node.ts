// Chosen by the conditions `node`, `bun`, `deno`, `workerd` and `edge-light` of the package's exports: the runtime's own classes.
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { createNodeStore } from './node-store.js';
import type { Store } from './store.js';

export { AsyncLocalStorage, AsyncResource };

/** Makes the store of a context manager. */
export const createStore = <T>(manager: object): Store<T> => createNodeStore(AsyncLocalStorage, manager);
