// The conformance suite on the lowered package, in a browser.
import { AsyncContext } from '../../src/index.js';
import { conformance } from '../conformance/conformance.js';
import type { ExpectedFailures } from '../conformance/section.js';

declare const EXPECTED: ExpectedFailures;

conformance({ name: 'lowered', AsyncContext, expectedFailures: EXPECTED });
