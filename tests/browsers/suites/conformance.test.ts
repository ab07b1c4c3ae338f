// The conformance suite on the source, with the browser carrier.
import { conformance } from '../../conformance/conformance.js';
import { browserFailures } from '../../conformance/expected-failures.mjs';
import { AsyncContext } from '../../../src/index.js';

conformance({ name: 'browser carrier', AsyncContext, expectedFailures: browserFailures });
