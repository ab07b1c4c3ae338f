// Stands for `#carrier`: what for-any.ts chooses where nothing is Node's, in Node as well.
import { browserObstacle, createBrowserCarrier } from '../../src/carriers/browser/index.js';
import { createSynchronousCarrier } from '../../src/carriers/synchronous.js';

export const asyncHooks = undefined;
export function createCarrier() {
  const obstacle = browserObstacle();
  return obstacle ? createSynchronousCarrier(obstacle) : createBrowserCarrier();
}
