// Chosen where no condition says what the engine is, and by `browser`: asks the engine, and names no module that a bundler would look for.
import type { Carrier } from '../agent/carrier.js';
import { createBrowserCarrier } from './browser/index.js';
import { createCarrierInNode } from './in-node.js';
import { createSynchronousCarrier } from './synchronous.js';

/** Makes the carrier of this engine. */
export const createCarrier = (): Carrier => createCarrierInNode() ?? createBrowserCarrier() ?? createSynchronousCarrier();
