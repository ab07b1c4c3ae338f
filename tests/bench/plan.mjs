// The plan of the benchmark: the subjects, the operations, the numbers of live values, and the aims.

/** The subjects, in the order of the table. `id` is the name of the file in `subjects/`. */
export const SUBJECTS = [
  { id: 'asynccontext', title: 'asynccontext' },
  { id: 'async-local-storage', title: 'raw AsyncLocalStorage' },
  { id: 'opentelemetry', title: 'OpenTelemetry' },
  { id: 'simple-async-context', title: 'simple-async-context' },
  { id: 'zone', title: 'zone.js' },
  { id: 'nothing', title: 'nothing installed' },
];

/** The subject that all ratios compare with: what Node's users have without any package. */
export const REFERENCE = 'async-local-storage';

/** The numbers of live values in the comparison. */
export const COUNTS = [1, 11, 101];

/** The numbers of live Variables where the mapping is measured alone. */
export const MAPPING_COUNTS = [1, 10, 100, 1000];
export const MAPPING_OPERATIONS = ['get', 'run'];

/**
 * The operations, in the order in which a process measures them. Synchronous ones come first, since a subject that does not restore its state after a
 * callback would affect them. `plot` is false for operations that only the table shows.
 */
export const OPERATIONS = [
  { id: 'get', title: '`get`', what: 'read one of the live values', plot: true },
  { id: 'run', title: '`run`', what: 'set one of them around an empty function', plot: true },
  { id: 'capture', title: '`Snapshot`', what: 'capture the context', plot: true },
  { id: 'resume', title: 'call in a `Snapshot`', what: 'call an empty function in a captured context', plot: false },
  { id: 'wrap', title: '`wrap`', what: 'tie an empty function to the context', plot: true },
  { id: 'wrapped', title: 'call what was wrapped', what: 'call that function', plot: false },
  { id: 'then', title: '`then`', what: 'add a callback to a settled promise and be called', plot: true },
  { id: 'await', title: '`await`', what: 'await a settled promise', plot: true },
  { id: 'lowered', title: '`await`, lowered', what: 'the same after a build step to ES2016', plot: false },
];

/** The subject without values to read or set: only these operations apply to it. */
export const BASELINE = { id: 'nothing', operations: ['then', 'await', 'lowered'] };

/** The subjects whose users are told to build for ES2016; users of the others do not. */
export const LOWERED = ['simple-async-context', 'zone', 'nothing'];

/**
 * The aims. `of` and `to` each name one measured figure; the ratio of the two has to be at most `atMost`. `majors` are the versions of Node that the aim is
 * for; without it, all versions.
 */
const ours = (operation, count) => ({ subject: 'asynccontext', operation, count });
const raw = (operation, count) => ({ subject: REFERENCE, operation, count });
const against = (operation, count, atMost, majors) => ({
  title: `\`${operation}\` with ${count} live, against raw AsyncLocalStorage`,
  of: ours(operation, count),
  to: raw(operation, count),
  atMost,
  majors,
});
export const AIMS = [
  against('get', 1, 1.3),
  against('run', 1, 2, major => major === 20),
  against('run', 1, 1.2, major => major >= 24),
  against('run', 11, 2.5, major => major === 20),
  against('run', 11, 0.35, major => major === 24),
  {
    title: '`wrap` with 1 live, against OpenTelemetry’s `bind`',
    of: ours('wrap', 1),
    to: { subject: 'opentelemetry', operation: 'wrap', count: 1 },
    atMost: 1.7,
  },
  against('await', 11, 0.3, major => major === 20),
  ...[10, 100, 1000].map(count => ({
    title: `\`get\` with ${count.toLocaleString('en')} live, against \`get\` with 1`,
    of: ours('get', count),
    to: ours('get', 1),
    atMost: 1.5,
  })),
  {
    title: '`run` with 1,000 live, against `run` with 10',
    of: ours('run', 1000),
    to: ours('run', 10),
    atMost: 4,
  },
];

/**
 * How long to measure. Samples are shorter than the time slice that a busy system gives a process, so that most of them are not interrupted. The warm-up is
 * counted in CPU time, since on a busy system a fixed time would not be enough to compile the code. A quick run shows that everything works; its figures mean
 * little.
 */
export const EFFORT = {
  full: { rounds: 7, sampleMs: 0.25, budgetMs: 25, warmUpMs: 60 },
  quick: { rounds: 1, sampleMs: 0.05, budgetMs: 0.5, warmUpMs: 0 },
};

/**
 * One process for each subject and count: a live AsyncLocalStorage, and the promise hooks or patches of a library, slow down everything that comes after them
 * in a process. Jobs that are compared with each other run one after the other.
 */
export const JOBS = [
  ...COUNTS.flatMap(count => SUBJECTS.filter(({ id }) => id !== BASELINE.id).map(({ id }) => ({ subject: id, count, operations: operationsOf(id) }))),
  { subject: BASELINE.id, count: 0, operations: BASELINE.operations },
  ...MAPPING_COUNTS.filter(count => !COUNTS.includes(count)).map(count => ({
    subject: 'asynccontext',
    count,
    operations: MAPPING_OPERATIONS,
  })),
];

function operationsOf(subject) {
  return OPERATIONS.map(({ id }) => id).filter(id => id !== 'lowered' || LOWERED.includes(subject));
}
