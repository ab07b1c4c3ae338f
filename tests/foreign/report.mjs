// The table of README.md, made from results.json. Usage: node tests/foreign/report.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readResults } from './results.mjs';

const path = fileURLToPath(new URL('README.md', import.meta.url));
const [begin, end] = ['<!-- results: made by tests/foreign/report.mjs -->', '<!-- end of results -->'];

const count = number => number.toLocaleString('en');
const list = items => items.map(({ reason, runs }) => `${count(runs)}: ${reason.replaceAll('|', '\\|')}`).join('<br>') || '–';

/** The lines of the table. */
export const report = (rows = readResults()) => [
  '| suite | part | on | commit | runs | pass | fail | exceptions, and their reasons | left out |',
  '| --- | --- | --- | --- | --: | --: | --: | --- | --- |',
  ...rows.map(
    ({ suite, part, on, commit, runs, passes, exceptions, leftOut, fails }) =>
      `| ${suite} | ${part} | ${on} | \`${commit.slice(0, 7)}\` | ${count(runs)} | ${count(passes)} | ${fails} | ${list(exceptions)} | ${list(leftOut)} |`,
  ),
];

/** The text of README.md with the table in it. */
export function withReport(text, rows) {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < 0) throw new Error(`expected README.md to have ${begin} and ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${report(rows).join('\n')}\n\n${text.slice(to)}`;
}

export const readme = () => readFileSync(path, 'utf8');
export const writeReport = () => writeFileSync(path, withReport(readme()));

if (process.argv[1] === fileURLToPath(import.meta.url)) writeReport();
