// The conformance suite, transformed: with the await hook, there are no expected failures any more.
import { conformance } from '../../conformance/conformance.js';
import { AsyncContext } from '../../../src/index.js';

declare const HOOK: string;

const unseen = 'a promise calls it from a job that belongs to no context; only a hook could see what resolves a promise by hand';

conformance({
  name: `browser carrier ${HOOK}, transformed`,
  AsyncContext,
  expectedFailures:
    HOOK === 'with the await hook' ? {} : { 'promise reactions: the then of a thenable runs in the context of what resolved with it: an executor': unseen },
});
