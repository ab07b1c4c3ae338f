// promises-es6-tests, which test promises as they were first specified.
import 'promises-es6-tests/tests/all.js';
import 'promises-es6-tests/tests/constructor.js';
import 'promises-es6-tests/tests/incorrect-subclassing.js';
import 'promises-es6-tests/tests/prototype.js';
import 'promises-es6-tests/tests/race.js';
import 'promises-es6-tests/tests/reject.js';
import 'promises-es6-tests/tests/resolve.js';
import 'promises-es6-tests/tests/sequence.js';

/** The number of its tests, so that a missing one is noticed. */
export const COUNT = 69;
