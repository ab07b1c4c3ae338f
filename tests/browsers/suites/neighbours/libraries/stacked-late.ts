// Several patches of `then`, after the first Variable.
import './first-variable.js';
import './stacked.js';
