// Chosen by builds of pages all of whose code is transformed.
import type { Carrier } from '../agent/carrier.js';
import { createTransformedCarrier } from './browser/index.js';
import { createCarrierInNode } from './in-node.js';

export { asyncHooks } from './in-node.js';

/** Makes the carrier of this engine. */
export const createCarrier = (): Carrier => createCarrierInNode() ?? createTransformedCarrier();
