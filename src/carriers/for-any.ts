// Chosen where no condition says what the engine is, and by `browser`: asks the engine, and names no module that a bundler would look for.
import type { Carrier } from '../agent/carrier.js';
import { createAsyncLocalStorageCarrier, type AsyncHooks } from './async-local-storage.js';
import { createBrowserCarrier } from './browser/index.js';
import { createSynchronousCarrier } from './synchronous.js';

interface NodeProcess {
  getBuiltinModule?(id: string): unknown;
  mainModule?: { require(id: string): unknown };
}

/** `node:async_hooks`, if this is Node after all: a test under jsdom, a page's bundle rendered on the server. */
function asyncHooks(): AsyncHooks | undefined {
  const { process } = globalThis as { process?: NodeProcess };
  try {
    const hooks =
      process?.getBuiltinModule?.('node:async_hooks') ?? process?.mainModule?.require('node:async_hooks');
    return hooks as AsyncHooks | undefined;
  } catch {
    return undefined;
  }
}

/** Makes the carrier of this engine. */
export function createCarrier(): Carrier {
  const hooks = asyncHooks();
  return hooks?.AsyncLocalStorage && hooks.AsyncResource
    ? createAsyncLocalStorageCarrier(hooks)
    : (createBrowserCarrier() ?? createSynchronousCarrier());
}
