// Stands for `#carrier`: that of browsers, in Node as well.
import { createBrowserCarrier } from '../../../src/carriers/browser/index.js';

export const createCarrier = () => createBrowserCarrier()!;
export const asyncHooks = undefined;
