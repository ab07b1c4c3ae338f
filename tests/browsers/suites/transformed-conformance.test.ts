// The conformance suite, transformed: nothing is an expected failure any more.
import { conformance } from '../../conformance/conformance.js';
import { AsyncContext } from '../../../src/index.js';

declare const HOOK: string;

conformance({ name: `browser carrier ${HOOK}, transformed`, AsyncContext });
