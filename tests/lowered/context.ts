// The suite of the keyed facade on the lowered package, in a browser.
import * as facade from '../../src/context/index.js';
import { contextSuite } from '../context/suite.js';

declare const EXPECTED: Readonly<Record<string, string>>;

contextSuite({ name: 'lowered', facade, expectedFailures: EXPECTED });
