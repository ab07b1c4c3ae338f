// What is measured in browsers: subjects, operations, figures to reach.

/** @typedef {Record<string, number>} Figures nanoseconds of each loop in work.ts and of the subject's own */

/** The subjects, in the order of the plot's bars. `build` are changes to how the subject's file, which is called like it, is bundled. */
export const SUBJECTS = [
  { id: 'asynccontext', title: 'asynccontext, nothing lowered' },
  { id: 'transformed', file: 'asynccontext', title: 'asynccontext, code transformed, no await hook' },
  { id: 'zone', title: 'zone.js, code lowered to ES2016', build: { target: 'es2016', format: 'iife' } },
  { id: 'native', title: 'nothing installed' },
];

const mean = (a, b) => (a + b) / 2;

/** The operations. `of` computes the nanoseconds from a subject's figures; a subject without them is left out. */
export const OPERATIONS = [
  { id: 'await', title: 'await in a context', of: f => mean(f.settled, f.call) },
  { id: 'awaitOutside', title: 'await outside any context', of: f => mean(f.emptySettled, f.emptyCall) },
  { id: 'run', title: 'run a synchronous function', of: f => f.run },
  { id: 'marks', title: 'two empty microtasks, which a run needs', of: f => f.marks },
  { id: 'get', title: 'get', of: f => f.get },
  { id: 'step', title: 'step of a generator in its context', of: f => f.step },
];

/** Figures to reach: an operation of ours, or of the subject named, against one of another's, at most so many times as long. */
export const AIMS = [
  { title: 'an `await` in a context, × zone.js lowered', operation: 'await', against: 'zone', atMost: { chromium: 0.5, firefox: 2.5, webkit: 0.8 } },
  { title: 'an `await` outside any context, × native', operation: 'awaitOutside', against: 'native', atMost: { chromium: 8, firefox: 12, webkit: 4 } },
  { title: "`run` of a synchronous function, × a zone's fork and run", operation: 'run', against: 'zone', atMost: { chromium: 0.35, firefox: 1.2, webkit: 1 } },
  // Where a native await takes less than 20 ns, 2.5 times is as good.
  { title: 'transformed: an `await`, × native', subject: 'transformed', operation: 'await', against: 'native', atMost: { chromium: 2.5, firefox: 1.6, webkit: 1.6 } },
  { title: 'transformed: a step of a generator, × native', subject: 'transformed', operation: 'step', against: 'native', atMost: { chromium: 2, firefox: 2, webkit: 2 } },
  { title: '`get`, × `Zone.current.get`', operation: 'get', against: 'zone', atMost: { chromium: 1, firefox: 1, webkit: 1 } },
];
