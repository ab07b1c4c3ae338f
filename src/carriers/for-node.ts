// Chosen by the conditions `node`, `bun`, `deno`, `workerd` and `edge-light` of the package's exports.
import * as module from 'node:async_hooks';
import type { Carrier } from '../agent/carrier.js';
import { createAsyncLocalStorageCarrier, type AsyncHooks } from './async-local-storage.js';

/** `node:async_hooks`, as far as it is needed. Not by names: not every runtime has all of them. */
export const asyncHooks = module as unknown as AsyncHooks | undefined;

/** Makes the carrier of this engine. */
export const createCarrier = (): Carrier => createAsyncLocalStorageCarrier(asyncHooks as AsyncHooks);
