// promises-aplus-tests without section 2.2.6, whose old version of sinon cannot be bundled: that runs in Node (tests/promises).
import 'promises-aplus-tests/lib/tests/2.1.2.js';
import 'promises-aplus-tests/lib/tests/2.1.3.js';
import 'promises-aplus-tests/lib/tests/2.2.1.js';
import 'promises-aplus-tests/lib/tests/2.2.2.js';
import 'promises-aplus-tests/lib/tests/2.2.3.js';
import 'promises-aplus-tests/lib/tests/2.2.4.js';
import 'promises-aplus-tests/lib/tests/2.2.5.js';
import 'promises-aplus-tests/lib/tests/2.2.7.js';
import 'promises-aplus-tests/lib/tests/2.3.1.js';
import 'promises-aplus-tests/lib/tests/2.3.2.js';
import 'promises-aplus-tests/lib/tests/2.3.3.js';
import 'promises-aplus-tests/lib/tests/2.3.4.js';

/** The number of its tests, so that a missing one is noticed. */
export const COUNT = 840;
