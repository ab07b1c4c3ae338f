// Replaces `#carrier` by Node's carrier, under our classes instead of Node's own.
export { createCarrier } from '../../../src/carriers/for-node.js';

export const asyncHooks = undefined;
