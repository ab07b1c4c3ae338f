// Replaces `#carrier` by the one that for-any.ts chooses without AsyncLocalStorage, in Node as well.
import { browserObstacle, createBrowserCarrier } from '../../src/carriers/browser/index.js';
import { createSynchronousCarrier } from '../../src/carriers/synchronous.js';

export const asyncHooks = undefined;
export function createCarrier() {
  const obstacle = browserObstacle();
  return obstacle ? createSynchronousCarrier(obstacle) : createBrowserCarrier();
}
