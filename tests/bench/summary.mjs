// Reduces the figures of all rounds to one figure each, and computes ratios.
import { AIMS, REFERENCE } from './plan.mjs';

/** The quantile of some numbers, interpolated between two of them. */
export function quantile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below + (above - below) * (at % 1);
}

/** The median of some numbers. */
export const median = numbers => quantile(numbers, 0.5);

/** Half the distance between the quartiles, relative to the median: the spread of the rounds. */
const spread = numbers => (quantile(numbers, 0.75) - quantile(numbers, 0.25)) / 2 / median(numbers);

/**
 * Sums the rounds up.
 *
 * @param results - The result of each process in each round: `{ subject, count, figures, context, failure }`.
 * @param about - `node`, `machine`, `date` and `rounds`.
 * @returns The input of the report and the plot: `figures`, one for each subject, operation and count that could be measured, in nanoseconds; and `failures`,
 *   a line for each subject that could not.
 */
export function summarize(results, about) {
  const groups = new Map();
  const failures = {};
  for (const { subject, count, figures, context, failure } of results) {
    if (failure) failures[subject] = failure;
    for (const [operation, nanoseconds] of Object.entries(figures)) {
      const key = `${subject} ${operation} ${count}`;
      const group = groups.get(key) ?? { subject, operation, count, rounds: [], contexts: [] };
      groups.set(key, group);
      group.rounds.push(nanoseconds);
      if (context[operation]) group.contexts.push(context[operation]);
    }
  }
  const figures = [...groups.values()].map(({ subject, operation, count, rounds, contexts }) => ({
    subject,
    operation,
    count,
    nanoseconds: Number(median(rounds).toPrecision(4)),
    spread: Number(spread(rounds).toFixed(3)),
    // The worst result of the rounds. Undefined if there is no asynchronous step, or nothing to lose.
    context: ['another’s', 'lost', 'kept'].find(context => contexts.includes(context)),
  }));
  return { major: Number(about.node.split('.')[0]), ...about, failures, figures };
}

/** A figure of a summary, or undefined if it was not measured. A subject without live values has the same figure for every count. */
export const figure = ({ figures }, subject, operation, count) =>
  figures.find(found => found.subject === subject && found.operation === operation && (found.count === count || found.count === 0));

/** The ratio of a figure to the reference's figure for the same operation and count. */
export function ratio(summary, { subject, operation, count, nanoseconds }) {
  const reference = figure(summary, REFERENCE, operation, count);
  return reference && subject !== REFERENCE ? nanoseconds / reference.nanoseconds : undefined;
}

/** The aims for this version of Node with the results: `{ title, atMost, reached, met }`; `reached` is undefined if not measured. */
export function aims(summary) {
  return AIMS.filter(({ majors }) => majors === undefined || majors(summary.major)).map(({ title, of, to, atMost }) => {
    const [upper, lower] = [of, to].map(({ subject, operation, count }) => figure(summary, subject, operation, count));
    const reached = upper && lower && upper.nanoseconds / lower.nanoseconds;
    return { title, atMost, reached, met: reached !== undefined && reached <= atMost };
  });
}
