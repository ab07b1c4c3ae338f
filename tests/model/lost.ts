// The ways in which a flow may lose its context, with the reasons.
import { derived } from './steps/derived.js';
import { makers } from './steps/makers.js';
import { thenables } from './steps/thenables.js';

/** Awaits of values that are not the engine's own promises: a job that no hook sees comes between the await and its continuation. */
const unseen = [
  'primitive',
  'another primitive',
  ...Object.keys(thenables),
  ...Object.keys(derived),
  ...Object.keys(makers).map(name => `settled with a ${name}`),
  ...Object.keys(makers).map(name => `${name} of another flow`),
].join('|');

/** A pattern for the end of a way, which is the last two steps or places; and the reason. */
type Explained = readonly (readonly [end: RegExp, reason: string])[];

/** With the await hook, in code that is not transformed. */
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
export const besideOthers: Explained = [...hooked, [/ after settling(, [^,]+)?$/, 'what was settled was awaited by a flow without a context, as above']];

/** The same in transformed code, which itself restores the context after an await. */
export const transformedAndHooked: Explained = [
  [/ after settling, in its then$/, 'what was settled was awaited by a flow without a context, whose continuation stands before the job that calls the `then`'],
];

/** In transformed code where promises are not hooked: calls that the engine makes from a job of its own. */
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
 * The lost ways that have no reason, with their numbers: a line for each. Returns an empty text if they are at most one look in 10,000: a way has only the
 * last two steps, and the step that has emptied the region may lie further back.
 */
export function unexplained(lost: ReadonlyMap<string, number>, explained: Explained, steps: number): string {
  const ways = [...lost].filter(([way]) => !explained.some(([end]) => end.test(way)));
  return sum(new Map(ways)) * 10_000 <= steps ? '' : ways.map(([way, count]) => `${count} × ${way}`).join('\n');
}

/** The number of lost looks. */
export const sum = (lost: ReadonlyMap<string, number>): number => [...lost.values()].reduce((a, b) => a + b, 0);
