// The suite of the keyed facade on the lowered package, in a browser.
import * as facade from '../../src/context/index.js';
import { contextSuite } from '../context/suite.js';
import type { ExpectedFailures } from '../conformance/section.js';

declare const EXPECTED: ExpectedFailures;

contextSuite({ name: 'lowered', facade, expectedFailures: EXPECTED });
