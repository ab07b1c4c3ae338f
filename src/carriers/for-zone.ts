// Chosen by the entry `asynccontext/zone`, which throws if there is no zone.js.
import type { Carrier } from '../agent/carrier.js';
import { browserObstacle } from './browser/index.js';
import { createSynchronousCarrier } from './synchronous.js';
import { createZoneCarrier } from './zone/index.js';

/** Always `undefined`: a page with zone.js has no `node:async_hooks`. */
export const asyncHooks = undefined;

/** Makes the carrier of a page that has zone.js. */
export function createCarrier(): Carrier {
  const obstacle = browserObstacle();
  return obstacle === undefined ? createZoneCarrier() : createSynchronousCarrier(obstacle);
}
