// Core-js in place of Promise, after the first Variable.
import './first-variable.js';
import './core-js-forced.js';
