// The ways in which a flow may lose its context where code is not transformed, and why.
import { derived } from './steps/derived.js';
import { makers } from './steps/makers.js';
import { thenables } from './steps/thenables.js';

/** Awaits of what is no promise of the engine's own: a job that no hook sees stands between the await and its continuation. */
const unseen = [
  'primitive',
  'another primitive',
  ...Object.keys(thenables),
  ...Object.keys(derived),
  ...Object.keys(makers).map(name => `settled with a ${name}`),
  ...Object.keys(makers).map(name => `${name} of another flow`),
].join('|');

/** The end of a way, which is the last two steps or places; and the reason. */
type Explained = readonly (readonly [end: RegExp, reason: string])[];

/** With the await hook, where code is not transformed. */
export const hooked: Explained = [
  [new RegExp(`(^|, )(${unseen}) after settling(, in [^,]+)?$`), 'what was settled was awaited by a flow without a context, whose continuation stands between'],
  [/working after a primitive$/, 'the segment that has started the work may have settled, as above'],
  [/after a primitive in a microtask$/, 'another microtask of the same context may have settled, as above'],
  [
    /in the finally of a generator$/,
    'an async generator awaits what it returns; with the await in its `finally` that makes two in a row of things that are no promises',
  ],
  [/thenable that resolves at once$/, 'a job that no hook sees calls the `then`, and the continuation that it enqueues is seen as little'],
];

/** The same beside a Promise that is not the engine's: every await is one of a thenable. */
export const besideOthers: Explained = [...hooked, [/ after settling(, in [^,]+)?$/, 'what was settled was awaited by a flow without a context, as above']];

/** The same where code is transformed, which says itself in which context it goes on. */
export const transformedAndHooked: Explained = [
  [/ after settling, in its then$/, 'what was settled was awaited by a flow without a context, whose continuation stands before the job that calls the `then`'],
];

/** Where code is transformed, and no promise is hooked: whatever the engine calls from a job of its own. */
export const transformed: Explained = [
  [
    /in (then by call|then by Reflect|then taken out|a kept then|the then of another flow)$/,
    'the transform knows a `then` by the method call; bound or kept ones are called otherwise',
  ],
  [
    /in its (getter )?then$/,
    'a reaction has returned the thenable, or a promise was resolved with it: the engine asks for its `then` after the reaction, or in a job',
  ],
  [/in (its resolve|its reject|the executor|the species)$/, 'the engine makes a derived promise in the job of a thenable, and settles it after the reaction'],
  [/in fromAsync$/, "the engine's own loop calls back"],
];

/**
 * Those of the ways lost that have no reason, with their numbers: a line for each. Nothing, if they are one look in 10,000 at the most: a way is the last
 * two steps, and what has emptied the region may lie further back.
 */
export function unexplained(lost: ReadonlyMap<string, number>, explained: Explained, steps: number): string {
  const ways = [...lost].filter(([way]) => !explained.some(([end]) => end.test(way)));
  return sum(new Map(ways)) * 10_000 <= steps ? '' : ways.map(([way, count]) => `${count} × ${way}`).join('\n');
}

/** How many were lost. */
export const sum = (lost: ReadonlyMap<string, number>): number => [...lost.values()].reduce((a, b) => a + b, 0);
