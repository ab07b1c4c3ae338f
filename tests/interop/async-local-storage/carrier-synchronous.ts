// Replaces `#carrier` by the synchronous carrier, which carries nothing across asynchronous boundaries.
export { createSynchronousCarrier as createCarrier } from '../../../src/carriers/synchronous.js';

export const asyncHooks = undefined;
