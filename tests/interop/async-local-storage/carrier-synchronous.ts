// Stands for `#carrier`: the one that carries nothing.
export { createSynchronousCarrier as createCarrier } from '../../../src/carriers/synchronous.js';

export const asyncHooks = undefined;
