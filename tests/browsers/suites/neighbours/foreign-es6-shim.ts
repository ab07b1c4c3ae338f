// The tests of promises that come with es6-shim.
import 'es6-shim/test/promise/all.js';
import 'es6-shim/test/promise/evil-promises.js';
import 'es6-shim/test/promise/race.js';
import 'es6-shim/test/promise/reject.js';
import 'es6-shim/test/promise/resolve.js';
import 'es6-shim/test/promise/simple.js';
import 'es6-shim/test/promise/subclass.js';

/** The number of its tests, so that a missing one is noticed. */
export const COUNT = 33;
