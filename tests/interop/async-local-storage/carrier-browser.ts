// Replaces `#carrier` by the browser carrier, in Node as well.
import { createBrowserCarrier } from '../../../src/carriers/browser/index.js';

export const createCarrier = () => createBrowserCarrier()!;
export const asyncHooks = undefined;
