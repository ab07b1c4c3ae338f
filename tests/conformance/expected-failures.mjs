// The tests of the conformance suite that a carrier cannot pass, as `section: test`, with the reason.

const resumptions = [
  'generators: the body runs in the context of the call',
  'generators: the body of a generator without a context has none',
  'generators: yield* goes on in the context of the call',
  'async generators: the body runs in the context of the call',
  'async generators: requests that queue up go on in the context of the call',
];
/**
 * @template T
 * @param {string[]} tests
 * @param {T} reason
 * @returns {Record<string, T>}
 */
const each = (tests, reason) => Object.fromEntries(tests.map(test => [test, reason]));

/** Tests that no carrier on AsyncLocalStorage can pass. */
export const asyncLocalStorageFailures = each(
  resumptions,
  'AsyncLocalStorage shows a generator the context of whoever resumes it; the transform makes it exact, but not in workerd, where enterWith throws',
);

/** Tests that the browser carrier cannot pass. */
export const browserFailures = {
  ...each(resumptions, 'no hook sees a generator being resumed; the transform makes it exact'),
  ...each(
    ['await: a thenable: the context is the same after it'],
    'a thenable that resolves at once takes two steps that no hook sees, one after the other: the job that calls its then, and the continuation',
  ),
};

/** Tests that need more than an engine and timers. */
export const shellFailures = each(
  [
    'events: dispatchEvent shows its listeners the context of the dispatch',
    'events: abort shows its listeners the context of the call',
    'events: a wrapped listener brings its own context',
  ],
  { reason: 'there is no EventTarget', throws: 'ReferenceError' },
);
