// The modules of core-js for promises, tasks and events: it checks all of them, and replaces what the engine lacks.
import 'core-js/actual/promise/index.js';
import 'core-js/actual/async-iterator/index.js';
import 'core-js/actual/iterator/index.js';
import 'core-js/web/index.js';
export { promisesWork as works } from './promises.js';

export const name = 'core-js';
export const replaces = false;
