// The causes of a loss, and their remedies: the rows of the table in the README.

/** The cause of a loss. */
export type Cause =
  | 'kept-callback'
  | 'other-value'
  | 'generator'
  | 'unseen-await'
  | 'thenable'
  | 'platform-callback'
  | 'kept-function'
  | 'replaced-timer'
  | 'defined-constructor'
  | 'enter-with'
  | 'locked-down'
  | 'unknown';

export interface Row {
  /** The text that follows the place and a colon. */
  readonly why: string;
  readonly remedy: string;
  /** Whether the remedy has a place of its own. */
  readonly hasPlace?: boolean;
}

const wrap = 'Snapshot.wrap(callback)';

export const causes: Readonly<Record<Cause, Row>> = {
  'kept-callback': { why: 'the callback was kept, and called by a flow without it', remedy: wrap, hasPlace: true },
  'other-value': { why: 'the callback was kept, and called by another flow', remedy: wrap, hasPlace: true },
  generator: {
    why: 'the body of a generator runs in the context of whoever asks for the next value',
    remedy: 'the transform, or a Snapshot that is made where the generator is',
    hasPlace: true,
  },
  'unseen-await': {
    why: 'no hook sees an await of what is no promise: of two in a row, one is lost',
    remedy: 'the transform; or keep the value in a local before it',
  },
  thenable: { why: 'the then of a thenable is called in the context of whoever resolves a promise with it', remedy: wrap, hasPlace: true },
  'platform-callback': { why: 'the platform calls this callback in no context', remedy: wrap, hasPlace: true },
  'kept-function': {
    why: 'the callback was handed to a function that was kept from before the library was loaded',
    remedy: "import 'asynccontext/polyfill' first, or Snapshot.wrap(callback)",
    hasPlace: true,
  },
  'replaced-timer': {
    why: 'the timer was replaced, by fake timers perhaps, and calls back in the context of whoever advances it',
    remedy: wrap,
    hasPlace: true,
  },
  'defined-constructor': {
    why: 'an await of a promise on which constructor was defined cannot be seen',
    remedy: 'assign it, or await Promise.resolve().then(() => promise)',
    hasPlace: true,
  },
  'enter-with': { why: 'enterWith does nothing where the end of the running code is not known', remedy: 'run(store, callback)' },
  'locked-down': {
    why: 'the promises of this realm were locked down or replaced, so contexts end with the synchronous call',
    remedy: 'load the library before that',
  },
  unknown: { why: 'what called it is not known', remedy: `if it was kept and called by somebody else, ${wrap}`, hasPlace: true },
};
