// Chosen by the conditions `node`, `bun`, `deno`, `workerd` and `edge-light` of the package's exports.
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import type { Carrier } from '../agent/carrier.js';
import { createAsyncLocalStorageCarrier, type AsyncHooks } from './async-local-storage.js';

/** `node:async_hooks`, as far as it is needed. */
export const asyncHooks: AsyncHooks | undefined = { AsyncLocalStorage, AsyncResource } as unknown as AsyncHooks;

/** Makes the carrier of this engine. */
export const createCarrier = (): Carrier => createAsyncLocalStorageCarrier(asyncHooks as AsyncHooks);
