// The results of a part of a suite, with its failures sorted by its exceptions.

/**
 * @typedef {object} Exception
 * @property {RegExp} pattern matches the names of the runs that may fail
 * @property {string} reason a clause, for the README
 *
 * @typedef {object} Part
 * @property {string} name
 * @property {string} on the runtime
 * @property {number} runs the runs that count
 * @property {number} passes
 * @property {{ reason: string, names: string[] }[]} exceptions runs that failed, and may
 * @property {{ reason: string, runs: number }[]} leftOut runs that do not count
 * @property {{ name: string, reason: string }[]} fails runs that failed, and may not
 * @property {RegExp[]} stale patterns of exceptions that no failure matches any more
 */

/**
 * @param {object} outcome
 * @param {string} outcome.name
 * @param {string} outcome.on
 * @param {number} outcome.runs
 * @param {{ name: string, reason: string }[]} outcome.failures all failures, in any order
 * @param {Exception[]} [outcome.exceptions]
 * @param {{ reason: string, runs: number }[]} [outcome.leftOut]
 * @param {boolean} outcome.isWhole whether the whole part ran; only then can an exception be stale
 * @returns {Part}
 * @throws {Error} if the whole part ran, and no run counts
 */
export function sortOut({ name, on, runs, failures, exceptions = [], leftOut = [], isWhole }) {
  if (runs === 0 && isWhole) throw new Error(`expected runs that count in ${name}, got none`);
  const reasonFor = failure => exceptions.find(({ pattern }) => pattern.test(failure.name));
  const namesOf = exception =>
    failures
      .filter(failure => reasonFor(failure) === exception)
      .map(failure => failure.name)
      .sort();
  const known = exceptions.map(exception => ({ ...exception, names: namesOf(exception) }));
  return {
    name,
    on,
    runs,
    passes: runs - failures.length,
    exceptions: known.filter(({ names }) => names.length > 0).map(({ reason, names }) => ({ reason, names })),
    leftOut: leftOut.filter(each => each.runs > 0),
    fails: failures.filter(failure => !reasonFor(failure)).sort((a, b) => (a.name < b.name ? -1 : 1)),
    stale: isWhole ? known.filter(({ names }) => names.length === 0).map(({ pattern }) => pattern) : [],
  };
}

/** Prints the results of a part. */
export function print({ name, on, runs, passes, exceptions, leftOut, fails, stale }) {
  for (const { reason, names } of exceptions) console.log(`${names.length} exceptions: ${reason}${names.map(each => `\n    ${each}`).join('')}`);
  for (const pattern of stale) console.log(`✘ no failure matches this exception any more: ${pattern}`);
  for (const each of fails) console.log(`✘ ${each.name}\n    ${each.reason.replaceAll('\n', '\n    ')}`);
  const known = exceptions.reduce((sum, { names }) => sum + names.length, 0);
  const left = leftOut.map(each => `; ${each.runs} left out: ${each.reason}`).join('');
  console.log(`${name}, on ${on}: ${passes} of ${runs} runs pass, ${known} are exceptions, ${fails.length} fail${left}`);
}
