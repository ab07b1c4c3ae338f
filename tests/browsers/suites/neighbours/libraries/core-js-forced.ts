// core-js, configured to replace Promise, as it does in engines whose Promise fails its checks.
import './core-js-configuration.js';
import 'core-js/actual/promise/index.js';
export { promisesWork as works } from './promises.js';

export const name = 'core-js in place of Promise';
export const replaces = true;
/** core-js takes the constructor away from the engine's promises. */
export const hides = true;
