// Chosen where no condition says what the engine is, and by `browser`: asks the engine, and names no module that a bundler would look for.
import type { Carrier } from '../agent/carrier.js';
import { createAsyncLocalStorageCarrier, type AsyncHooks } from './async-local-storage.js';
import { browserObstacle, createBrowserCarrier } from './browser/index.js';
import { createSynchronousCarrier } from './synchronous.js';

interface NodeProcess {
  readonly versions?: { readonly node?: string };
  /** In Electron, what kind of process it is; in a renderer the event loop is the browser's. */
  readonly type?: string;
  getBuiltinModule?(id: string): unknown;
  mainModule?: { require(id: string): unknown };
}

const { process } = globalThis as { process?: NodeProcess };
// Node after all: a test under jsdom, a page's bundle rendered on the server. Patched promises would miss all of its input and output.
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

/** Makes the carrier of this engine. */
export function createCarrier(): Carrier {
  if (isNode) return asyncHooks ? createAsyncLocalStorageCarrier(asyncHooks) : createSynchronousCarrier();
  const obstacle = browserObstacle();
  return obstacle === undefined ? createBrowserCarrier() : createSynchronousCarrier(obstacle);
}
