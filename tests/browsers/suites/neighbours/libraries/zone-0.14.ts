// zone.js 0.14.
import 'zone.js-0.14';
export { zonesWork as works } from './zones.js';

export const name = 'zone.js 0.14';
export const replaces = true;
