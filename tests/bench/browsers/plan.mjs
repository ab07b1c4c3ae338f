// The plan of the browsers' benchmark: subjects, operations, aims.

/** @typedef {Record<string, number>} Figures nanoseconds of each loop in work.ts and of the subject's own loops, and numbers of calls */

/**
 * The subjects, in the order of the plot's bars. `file` is the page's source, if its name is not the id; `carrier` is the build of this library in it;
 * `build` changes how it is bundled.
 */
export const SUBJECTS = [
  { id: 'asynccontext', title: 'asynccontext, nothing lowered', carrier: 'any' },
  { id: 'transformed', file: 'asynccontext', title: 'asynccontext, code transformed, no await hook', carrier: 'transformed' },
  { id: 'byZone', file: 'asynccontext', title: 'asynccontext/zone, nothing lowered', carrier: 'any', build: { inject: ['dist/esm/any/zone.js'] } },
  { id: 'floor', title: 'the await hook alone' },
  { id: 'zone', title: 'zone.js, code lowered to ES2016', build: { target: 'es2016' } },
  { id: 'native', title: 'nothing installed' },
];

/** Another build of this library, measured beside this one on demand. */
export const BESIDE = { id: 'beside', file: 'asynccontext', title: 'asynccontext, the other build', carrier: 'any' };

const mean = (a, b) => (a + b) / 2;

/**
 * The operations. `of` computes nanoseconds from a subject's figures, or a number of calls if `isCount` is set; a subject without these figures is left
 * out. `plot` is false for operations that only the table shows.
 */
export const OPERATIONS = [
  { id: 'await', title: 'await in a context', of: f => mean(f.settled, f.call), plot: true },
  { id: 'awaitOutside', title: 'await outside any context', of: f => mean(f.emptySettled, f.emptyCall), plot: true },
  { id: 'then', title: 'then in a context', of: f => f.then, plot: true },
  { id: 'thenOutside', title: 'then outside any context', of: f => f.emptyThen, plot: true },
  { id: 'run', title: 'run a synchronous function', of: f => f.run, plot: true },
  { id: 'timer', title: 'set and clear a timer in a context', of: f => f.timer, plot: false },
  { id: 'listener', title: 'dispatch an event to one listener in a context', of: f => f.listener, plot: false },
  { id: 'marks', title: 'two empty microtasks, which a run needs', of: f => f.marks, plot: false },
  { id: 'get', title: 'get', of: f => f.get, plot: true },
  { id: 'step', title: 'step of a generator in its context', of: f => f.step, plot: true },
  { id: 'nesting', title: 'run inside run, until the stack is full', of: f => f.nesting, isCount: true, plot: false },
  { id: 'nestingStorage', title: 'the same of an AsyncLocalStorage', of: f => f.nestingStorage, isCount: true, plot: false },
];

/**
 * The aims. Each compares an operation of this library, or of the subject named, with one of another subject: at most so many times as long; or it sets a
 * minimal number of calls. `isAim` says that missing it is no failure.
 */
export const GOALS = [
  { title: 'an `await` in a context, × the hook alone', operation: 'await', against: 'floor', atMost: { chromium: 1.3, firefox: 1.3, webkit: 1.3 } },
  { title: '`then` in a context, × the hook alone', operation: 'then', against: 'floor', atMost: { chromium: 1.3, firefox: 1.3, webkit: 1.3 } },
  { title: 'an `await` in a context, × zone.js lowered', operation: 'await', against: 'zone', atMost: { chromium: 0.3 } },
  { title: 'the same', isAim: true, operation: 'await', against: 'zone', atMost: { firefox: 1, webkit: 1 } },
  { title: '`then` in a context, × zone.js lowered', operation: 'then', against: 'zone', atMost: { chromium: 0.5 } },
  { title: 'an `await` outside any context, × native', operation: 'awaitOutside', against: 'native', atMost: { chromium: 3.5, firefox: 4.5, webkit: 2.5 } },
  {
    title: "`run` of a synchronous function, × a zone's fork and run",
    operation: 'run',
    against: 'zone',
    atMost: { chromium: 0.3, firefox: 1.1, webkit: 1.3 },
  },
  // Where a native await takes less than 20 ns, 2.5 times that is accepted as well.
  {
    title: 'transformed: an `await`, × native',
    subject: 'transformed',
    operation: 'await',
    against: 'native',
    atMost: { chromium: 2.5, firefox: 1.6, webkit: 1.6 },
  },
  {
    title: 'transformed: a step of a generator, × native',
    subject: 'transformed',
    operation: 'step',
    against: 'native',
    atMost: { chromium: 2, firefox: 2, webkit: 2 },
  },
  { title: '`get`, × `Zone.current.get`', operation: 'get', against: 'zone', atMost: { chromium: 1, firefox: 1, webkit: 1 } },
  { title: '`run` inside `run`', operation: 'nesting', atLeast: { chromium: 2000, firefox: 2000 } },
  { title: "an AsyncLocalStorage's `run` inside `run`", operation: 'nestingStorage', atLeast: { chromium: 1500, firefox: 1500 } },
];

/** Limits for the classic script's gzipped size in kB. */
export const SIZE = { atMost: 10.7, aim: 9.8 };
