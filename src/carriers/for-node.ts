// Chosen by the conditions `node`, `bun`, `deno` and `workerd` of the package's exports.
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import type { Carrier } from '../agent/carrier.js';
import { createAsyncLocalStorageCarrier, type AsyncHooks } from './async-local-storage.js';

/** Makes the carrier of this engine. */
export const createCarrier = (): Carrier =>
  createAsyncLocalStorageCarrier({ AsyncLocalStorage, AsyncResource } as unknown as AsyncHooks);
