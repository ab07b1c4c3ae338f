// Chosen by the conditions `node`, `bun`, `deno`, `workerd` and `edge-light` of the package's exports.
import * as module from 'node:async_hooks';
import type { Carrier } from '../agent/carrier.js';
import { createAsyncLocalStorageCarrier, createCell, type AsyncHooks } from './async-local-storage.js';
import { withAwaitCheck } from './await-check.js';
import { showInConsole } from './inspect.js';
import { createSharedCell, sharedStorage } from './shared-cell.js';

/** `node:async_hooks`. The whole module is imported, because a named import that a runtime lacks would fail. */
export const asyncHooks = module as AsyncHooks | undefined;

/** Makes the carrier of this engine. */
export function createCarrier(hooks = asyncHooks!): Carrier {
  const storage = sharedStorage(hooks);
  const { executionAsyncResource } = hooks;
  const { kResourceStore } = storage;
  const cell = kResourceStore && executionAsyncResource ? createSharedCell(storage, kResourceStore, executionAsyncResource) : createCell(storage);
  return { ...withAwaitCheck(createAsyncLocalStorageCarrier(hooks, storage, cell)), show: showInConsole };
}
