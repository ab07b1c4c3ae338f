// Writes the results to a file, and to a table in the README.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { exceptions } from './exceptions.mjs';
import { parts } from './parts.mjs';

const file = name => new URL(name, import.meta.url);
const [START, END] = ['<!-- results -->\n\n', '\n\n<!-- end -->'];

/** The results of the last whole runs. */
export const read = () => JSON.parse(readFileSync(file('results.json'), 'utf8'));

/** Sums up the outcomes of one part in one browser. */
function summary(outcomes) {
  const sum = of => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  return {
    files: new Set(outcomes.map(({ path }) => path)).size,
    pages: outcomes.length,
    subtests: sum(({ subtests }) => subtests),
    passed: sum(({ passed }) => passed),
    differ: sum(({ differs }) => differs.length),
    flaky: sum(({ flaky }) => flaky.length),
  };
}

/**
 * Records a whole run of one browser.
 * @param {{ browser: string, version: string, outcomes: object[] }} result
 * @param {{ commit: string, left: Map<string, number> }} of the checkout's commit; the number of pages left out for each reason
 */
export function record({ browser, version, outcomes }, { commit, left }) {
  const results = read();
  results.leftOut = Object.fromEntries(left);
  results.browsers[browser] = {
    version,
    commit,
    parts: Object.fromEntries(parts.map(({ name }) => [name, summary(outcomes.filter(({ part }) => part === name))]).filter(([, { pages }]) => pages > 0)),
    differing: outcomes.filter(({ differs }) => differs.length > 0).map(({ url, differs }) => ({ url, subtests: differs.map(({ name }) => name) })),
  };
  writeFileSync(file('results.json'), `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(file('README.md'), drawn(results));
}

const number = value => value.toLocaleString('en');

/** The README's text with the table of these results. */
export function drawn({ browsers, leftOut }) {
  const names = Object.keys(browsers);
  const row = (name, of) => {
    const any = of(names.find(of));
    return `| ${name} | ${number(any.files)} | ${number(any.pages)} | ${names.map(browser => cell(of(browser))).join(' | ')} |`;
  };
  const cell = of => (of ? `${number(of.passed)} of ${number(of.subtests)} | ${of.differ} | ${of.flaky}` : '– | – | –');
  const total = browser =>
    Object.values(browsers[browser].parts).reduce(
      (sum, part) => Object.fromEntries(Object.entries(part).map(([key, value]) => [key, value + (sum[key] ?? 0)])),
      {},
    );
  const lines =
    names.length === 0
      ? ['No whole run is recorded yet.']
      : [
          ...names.map(name => `${name} ${browsers[name].version}, web-platform-tests at ${browsers[name].commit}.`),
          '',
          `| part | files | pages | ${names.map(name => `${name}: pass without | differ in a context | flaky`).join(' | ')} |`,
          `| --- | --: | --: | ${names.map(() => '--: | --: | --:').join(' | ')} |`,
          ...parts
            .filter(({ name }) => names.some(browser => browsers[browser].parts[name]))
            .map(({ name }) => row(name, browser => browsers[browser].parts[name])),
          row('all', total),
          '',
          ...(names.some(name => browsers[name].differing.length > 0)
            ? ['| browser | page | subtests that differ | reason |', '| --- | --- | --: | --- |']
            : ['No subtest differs.']),
          ...names.flatMap(name =>
            browsers[name].differing.map(
              ({ url, subtests }) =>
                `| ${name} | \`${url}\` | ${subtests.length} | ${exceptions.find(one => one.browser === name && one.url === url)?.reason ?? '**unknown**'} |`,
            ),
          ),
          '',
          '| pages left out | because it is, or it |',
          '| --: | --- |',
          ...Object.entries(leftOut).map(([reason, count]) => `| ${number(count)} | ${reason} |`),
        ];
  const readme = readFileSync(file('README.md'), 'utf8');
  const [from, to] = [readme.indexOf(START), readme.indexOf(END)];
  if (from < 0 || to < from) throw new Error('README.md: expected the comments around the table');
  return readme.slice(0, from) + START + lines.join('\n') + readme.slice(to);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file('README.md'), drawn(read()));
