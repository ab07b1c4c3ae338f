// promises-es6-tests, on what ECMAScript said of promises when they were new.
import 'promises-es6-tests/tests/all.js';
import 'promises-es6-tests/tests/constructor.js';
import 'promises-es6-tests/tests/incorrect-subclassing.js';
import 'promises-es6-tests/tests/prototype.js';
import 'promises-es6-tests/tests/race.js';
import 'promises-es6-tests/tests/reject.js';
import 'promises-es6-tests/tests/resolve.js';
import 'promises-es6-tests/tests/sequence.js';

/** How many tests it has, so that none is left out unnoticed. */
export const COUNT = 69;
