// Chosen by the condition `browser`, and if no condition names the runtime. Detects the engine, and imports no module that a bundler would look for.
import type { Carrier } from '../agent/carrier.js';
import { browserObstacle, createBrowserCarrier } from './browser/index.js';
import { createCarrierInNode } from './in-node.js';
import { createSynchronousCarrier } from './synchronous.js';

export { asyncHooks } from './in-node.js';

/** Makes the carrier of this engine. */
export function createCarrier(): Carrier {
  const inNode = createCarrierInNode();
  const obstacle = inNode ? undefined : browserObstacle();
  return inNode ?? (obstacle ? createSynchronousCarrier(obstacle) : createBrowserCarrier());
}
