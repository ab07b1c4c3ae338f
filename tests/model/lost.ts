// The ways in which a flow may lose its context where code is not transformed, and why.

/** The end of a way, which is the last two steps or places; and the reason. */
const explained: readonly [end: RegExp, reason: string][] = [
  [/thenable that resolves at once$/, 'a job that no hook sees calls the `then`, and the continuation that it enqueues is seen as little'],
];

/** Those of the ways lost that have no reason, with their numbers. */
export const unexplained = (lost: ReadonlyMap<string, number>): [way: string, count: number][] =>
  [...lost].filter(([way]) => !explained.some(([end]) => end.test(way))).sort(([, a], [, b]) => b - a);

/** How many were lost. */
export const sum = (lost: ReadonlyMap<string, number>): number => [...lost.values()].reduce((a, b) => a + b, 0);
