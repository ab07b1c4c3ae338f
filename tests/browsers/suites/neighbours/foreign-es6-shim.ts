// The tests of promises that es6-shim ships.
import 'es6-shim/test/promise/all.js';
import 'es6-shim/test/promise/evil-promises.js';
import 'es6-shim/test/promise/race.js';
import 'es6-shim/test/promise/reject.js';
import 'es6-shim/test/promise/resolve.js';
import 'es6-shim/test/promise/simple.js';
import 'es6-shim/test/promise/subclass.js';

/** How many tests it has, so that none is left out unnoticed. */
export const COUNT = 33;
