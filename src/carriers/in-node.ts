// Finds Node's AsyncLocalStorage from code that was bundled for browsers.
import type { Carrier } from '../agent/carrier.js';
import { createAsyncLocalStorageCarrier, createStorage, type AsyncHooks } from './async-local-storage.js';
import { createSynchronousCarrier } from './synchronous.js';

interface NodeProcess {
  readonly versions?: { readonly node?: string };
  /** The type of an Electron process. In a `renderer` the event loop is the browser's. */
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

/** `node:async_hooks`, if the code runs in Node and can reach the module; `undefined` in a browser. */
export const asyncHooks: AsyncHooks | undefined = isNode ? findAsyncHooks() : undefined;

/** Makes the carrier of Node if the code runs in Node: in a test under jsdom, or when a server renders a page's bundle. */
export function createCarrierInNode(): Carrier | undefined {
  // Not the browser carrier: patched promises would not see Node's input and output.
  if (isNode) return asyncHooks ? createAsyncLocalStorageCarrier(asyncHooks, createStorage(asyncHooks)) : createSynchronousCarrier();
  return undefined;
}
