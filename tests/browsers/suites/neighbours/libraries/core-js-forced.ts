// core-js told to replace Promise, as it does in engines that it finds lacking.
import './core-js-configuration.js';
import 'core-js/actual/promise/index.js';
export { promisesWork as works } from './promises.js';

export const name = 'core-js in place of Promise';
export const replaces = true;
/** It takes the constructor from the engine's promises. */
export const hides = true;
