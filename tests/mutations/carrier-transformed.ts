// Stands for `#carrier`: that of pages all of whose code is transformed, in Node as well.
export { createTransformedCarrier as createCarrier } from '../../src/carriers/browser/index.js';
export const asyncHooks = undefined;
