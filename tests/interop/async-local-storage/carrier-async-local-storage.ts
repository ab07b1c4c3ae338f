// Stands for `#carrier`: Node's, under our classes instead of under Node's own.
export { createCarrier } from '../../../src/carriers/for-node.js';

export const asyncHooks = undefined;
