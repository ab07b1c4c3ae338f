// Makes the tables of README.md from results.json. Usage: node tests/mutations/report.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { equivalents } from './equivalents.mjs';
import { folders } from './instrument.mjs';
import { readResults } from './results.mjs';

const path = fileURLToPath(new URL('README.md', import.meta.url));
const [begin, end] = ['<!-- results: made by tests/mutations/report.mjs -->', '<!-- end of results -->'];

/** A text on one line, without its comments. */
const one = text =>
  text
    .replace(/\/\/.*/g, '')
    .trim()
    .replace(/\s+/g, ' ');
const cell = text => `\`${(text.length > 90 ? `${text.slice(0, 90)}…` : text).replaceAll('|', '\\|').replaceAll('`', "'")}\``;

/** The reason why a surviving mutant is equivalent; undefined if it is not. */
const reasonOf = (file, { before, after }) =>
  equivalents.find(each => file.endsWith(each.file) && each.before === one(before) && (each.after === undefined || each.after === one(after)))?.reason;

/** The lines of the report. */
export function report(results = readResults()) {
  const percent = (killed, of) => (of === 0 ? '–' : `${((100 * killed) / of).toFixed(1)} %`);
  const sums = folders.map(folder => {
    const sum = { folder, all: 0, tried: 0, killed: 0, equivalent: 0 };
    for (const [file, { outcomes, survivors }] of Object.entries(results).filter(([file]) => file === folder || file.startsWith(`${folder}/`))) {
      sum.all += outcomes.length;
      sum.tried += [...outcomes].filter(outcome => outcome !== '.').length;
      sum.killed += [...outcomes].filter(outcome => outcome === 'k').length;
      sum.equivalent += survivors.filter(survivor => reasonOf(file, survivor) !== undefined).length;
    }
    return sum;
  });
  const total = sums.reduce(
    (all, sum) => ({ folder: 'all', ...Object.fromEntries(['all', 'tried', 'killed', 'equivalent'].map(key => [key, (all[key] ?? 0) + sum[key]])) }),
    {},
  );
  const row = ({ folder, all, tried, killed, equivalent }) =>
    `| ${folder} | ${all} | ${tried} | ${killed} | ${equivalent} | ${tried - killed - equivalent} | ${percent(killed, tried)} | ${percent(killed, tried - equivalent)} |`;
  const survivors = Object.entries(results).flatMap(([file, { survivors }]) =>
    survivors.map(survivor => ({ file, ...survivor, reason: reasonOf(file, survivor) })),
  );
  const line = ({ file, line, before, after }) => `| ${file.replace(/^src\//, '')}:${line} | ${cell(one(before))} | ${cell(one(after))} |`;
  const groups = new Map();
  for (const survivor of survivors.filter(({ reason }) => reason !== undefined))
    groups.set(survivor.reason, [...(groups.get(survivor.reason) ?? []), survivor]);
  return [
    '| folder | mutants | tried | killed | equivalent | survive | killed of those tried | without the equivalent ones |',
    '| --- | --: | --: | --: | --: | --: | --: | --: |',
    ...[...sums, total].map(row),
    '',
    '### Survivors',
    '',
    '| where | before | after |',
    '| --- | --- | --- |',
    ...survivors.filter(({ reason }) => reason === undefined).map(line),
    '',
    '### Equivalent mutants',
    '',
    ...[...groups].flatMap(([reason, all]) => [`${reason}:`, '', '| where | before | after |', '| --- | --- | --- |', ...all.map(line), '']),
  ];
}

/** The text of README.md with the report in it. */
export function withReport(text, results) {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < 0) throw new Error(`expected README.md to have ${begin} and ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${report(results).join('\n').trimEnd()}\n\n${text.slice(to)}`;
}

export const readme = () => readFileSync(path, 'utf8');
export const writeReport = () => writeFileSync(path, withReport(readme()));

if (process.argv[1] === fileURLToPath(import.meta.url)) writeReport();
