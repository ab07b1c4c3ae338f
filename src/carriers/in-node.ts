// Node, found by code that was built for browsers.
import type { Carrier } from '../agent/carrier.js';
import { createAsyncLocalStorageCarrier, createStorage, type AsyncHooks } from './async-local-storage.js';
import { createSynchronousCarrier } from './synchronous.js';

interface NodeProcess {
  readonly versions?: { readonly node?: string };
  /** In Electron, what kind of process it is; in a renderer the event loop is the browser's. */
  readonly type?: string;
  getBuiltinModule?(id: string): unknown;
  mainModule?: { require(id: string): unknown };
}

const { process } = globalThis as { process?: NodeProcess };
const isNode = process?.versions?.node !== undefined && process.type !== 'renderer';

function findAsyncHooks(): AsyncHooks | undefined {
  try {
    const hooks = process?.getBuiltinModule?.('node:async_hooks') ?? process?.mainModule?.require('node:async_hooks');
    return (hooks as AsyncHooks | undefined)?.AsyncLocalStorage && (hooks as AsyncHooks);
  } catch {
    return undefined;
  }
}

/** `node:async_hooks`, as far as code that was bundled for browsers can reach it; in a browser there is none. */
export const asyncHooks: AsyncHooks | undefined = isNode ? findAsyncHooks() : undefined;

/** Makes the carrier of Node, if this is Node after all: a test under jsdom, a page's bundle rendered on the server. */
export function createCarrierInNode(): Carrier | undefined {
  // Patched promises would miss all of its input and output.
  if (isNode) return asyncHooks ? createAsyncLocalStorageCarrier(asyncHooks, createStorage(asyncHooks)) : createSynchronousCarrier();
  return undefined;
}
