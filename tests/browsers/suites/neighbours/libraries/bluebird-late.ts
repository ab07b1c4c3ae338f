// Bluebird in place of Promise, after the first Variable.
import './first-variable.js';
import './bluebird.js';
