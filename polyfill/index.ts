// The polyfill's entry.
export type {} from './global.js';
import { install } from './install.js';

install();
