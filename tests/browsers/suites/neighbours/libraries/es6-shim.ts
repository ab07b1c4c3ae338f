// es6-shim, which tests the engine's promises and replaces them if they fail.
import 'es6-shim';
export { promisesWork as works } from './promises.js';

export const name = 'es6-shim';
export const replaces = false;
