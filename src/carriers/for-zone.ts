// Chosen by the entry `asynccontext/zone`, which says so where there is no zone.js.
import type { Carrier } from '../agent/carrier.js';
import { browserObstacle } from './browser/index.js';
import { createSynchronousCarrier } from './synchronous.js';
import { createZoneCarrier } from './zone/index.js';

/** No module of Node's is looked for. */
export const asyncHooks = undefined;

/** Makes the carrier of a page that has zone.js. */
export function createCarrier(): Carrier {
  const obstacle = browserObstacle();
  return obstacle === undefined ? createZoneCarrier() : createSynchronousCarrier(obstacle);
}
