// zone.js 0.11.
import 'zone.js-0.11/bundles/zone.umd.js';
export { zonesWork as works } from './zones.js';

export const name = 'zone.js 0.11';
export const replaces = true;
