// Compares the results of a page without the library and in a context.

/** The statuses of testharness.js: https://web-platform-tests.org/writing-tests/testharness-api.html */
const PASS = 0;

/** The name of an additional subtest for the whole page, which passes if the page came to its end. */
export const PAGE = '(the page)';

/**
 * The results of a page's subtests by name. Names that occur twice are numbered. Names may contain the origin, which is another one in each mode: it is
 * left out.
 * @param {{ href: string, status: number, message?: string, tests: { name: string, status: number, message?: string }[] } | undefined} report undefined, if none came
 * @returns {Map<string, { passed: boolean, message: string }>}
 */
export function byName(report) {
  const results = new Map([[PAGE, { passed: report?.status === 0, message: report ? (report.message ?? '') : 'nothing was reported' }]]);
  for (const { name: told, status, message } of report?.tests ?? []) {
    const name = told.replaceAll(new URL(report.href).origin, '');
    let unique = name;
    for (let count = 2; results.has(unique); count++) unique = `${name} (${count})`;
    results.set(unique, { passed: status === PASS, message: message ?? '' });
  }
  return results;
}

/**
 * The subtests that pass without the library, and fail with it.
 * @param {ReturnType<typeof byName>} without
 * @param {ReturnType<typeof byName>} within
 * @returns {{ name: string, message: string }[]}
 */
export function differing(without, within) {
  const found = [];
  for (const [name, { passed }] of without) {
    const other = within.get(name);
    if (passed && !other?.passed) found.push({ name, message: other ? other.message : 'it did not run' });
  }
  return found;
}

/**
 * Sorts differing subtests. A difference is real if the subtest passes in each further run without the library and fails in at least one with it. All
 * others are flaky.
 * @param {{ name: string, message: string }[]} first
 * @param {{ without: ReturnType<typeof byName>, within: ReturnType<typeof byName> }[]} again
 */
export function sortOut(first, again) {
  const isReal = ({ name }) => again.every(({ without }) => without.get(name)?.passed) && again.some(({ within }) => !within.get(name)?.passed);
  return { real: first.filter(isReal), flaky: first.filter(one => !isReal(one)) };
}

/**
 * Compares the differences in one browser with its exceptions.
 * @param {{ url: string, differs: { name: string }[] }[]} outcomes
 * @param {{ url: string, subtests: string[] }[]} exceptions
 * @returns {{ unexpected: string[], stale: string[] }} differences without an exception; exceptions of pages that ran without this difference
 */
export function judge(outcomes, exceptions) {
  const unexpected = [];
  const stale = [];
  for (const { url, differs } of outcomes) {
    const expected = exceptions.filter(one => one.url === url).flatMap(({ subtests }) => subtests);
    const found = differs.map(({ name }) => name);
    unexpected.push(...found.filter(name => !expected.includes(name)).map(name => `${url}: ${name}`));
    stale.push(...expected.filter(name => !found.includes(name)).map(name => `${url}: ${name}`));
  }
  return { unexpected, stale };
}
