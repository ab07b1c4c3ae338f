// The conformance suite on the lowered package, in a browser.
import { AsyncContext } from '../../src/index.js';
import { conformance } from '../conformance/conformance.js';

declare const EXPECTED: Readonly<Record<string, string>>;

conformance({ name: 'lowered', AsyncContext, expectedFailures: EXPECTED });
