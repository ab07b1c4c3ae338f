// The table as Markdown.
import { COUNTS, MAPPING_COUNTS, MAPPING_OPERATIONS, OPERATIONS, SUBJECTS } from './plan.mjs';
import { aims, figure, quantile, ratio } from './summary.mjs';

/** The marks of operations after which the context is not the right one, with their meaning. */
export const MARKS = { lost: '†', 'another’s': '‡' };
const MEANINGS = {
  lost: 'the context is lost on the way: the code after it sees no value.',
  'another’s': 'the context is wrong on the way: the code after it sees the value of another flow.',
};

/** Formats nanoseconds with three significant digits and thousands separators. */
export function inNanoseconds(value) {
  if (value < 10) return value.toFixed(1);
  const unit = value < 1000 ? 1 : 10 ** (Math.floor(Math.log10(value)) - 2);
  return (Math.round(value / unit) * unit).toLocaleString('en');
}

/** Formats a ratio, with two decimals where they mean something. */
export function inTimes(value) {
  if (value < 0.01) return '<0.01';
  return value < 9.995 ? value.toFixed(2) : inNanoseconds(value);
}

const row = cells => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map((_, column) => (column ? '--:' : '---'))), ...rows.map(row)].join('\n');

function cell(summary, found) {
  if (!found) return '–';
  const times = ratio(summary, found);
  const mark = MARKS[found.context] ?? '';
  return `${inNanoseconds(found.nanoseconds)}${mark}${times === undefined ? '' : ` (${inTimes(times)}×)`}`;
}

function comparison(summary) {
  const rows = OPERATIONS.flatMap(({ id, title }) =>
    COUNTS.map((count, index) => [index ? '' : title, count, ...SUBJECTS.map(subject => cell(summary, figure(summary, subject.id, id, count)))]),
  );
  return table(['ns', 'live', ...SUBJECTS.map(({ title }) => title)], rows);
}

function mapping(summary) {
  const rows = MAPPING_OPERATIONS.map(operation => [
    `\`${operation}\`, ns`,
    ...MAPPING_COUNTS.map(count => cell({ figures: [] }, figure(summary, 'asynccontext', operation, count))),
  ]);
  return table(['Variables live', ...MAPPING_COUNTS.map(count => count.toLocaleString('en'))], rows);
}

function reached(summary) {
  const rows = aims(summary).map(({ title, atMost, reached: times, met }) => [
    title,
    `${atMost}×`,
    times === undefined ? '–' : `${inTimes(times)}×`,
    met ? 'yes' : '**no**',
  ]);
  return table(['aim', 'at most', 'measured', 'reached'], rows);
}

function footnotes({ figures, failures }) {
  const used = Object.keys(MARKS).filter(context => figures.some(found => found.context === context));
  const lines = used.map(context => `${MARKS[context]} ${MEANINGS[context]}`);
  for (const [subject, reason] of Object.entries(failures)) {
    lines.push(`${SUBJECTS.find(({ id }) => id === subject).title} could not be measured: ${reason}`);
  }
  return lines.map(line => `- ${line}\n`).join('');
}

/**
 * Writes the table of a run.
 *
 * @param summary - What `summarize` returns.
 * @returns A Markdown document.
 */
export function report(summary) {
  const within = summary.figures.length
    ? quantile(
        summary.figures.map(({ spread }) => spread),
        0.9,
      )
    : 0;
  const operations = OPERATIONS.map(({ title, what }) => `${title}: ${what}`).join('; ');
  const quick = summary.quick ? '**A quick run: most code was not optimized yet, so the figures mean little.**\n\n' : '';
  return `# Speed on Node ${summary.node}

${quick}Made by \`npm run bench\` on ${summary.date}, ${summary.machine}. Nanoseconds for each operation, median of ${summary.rounds} interleaved \
rounds, and in brackets how many times as long as raw AsyncLocalStorage (one for each value) with as many values live. In nine of ten \
figures the middle half of the rounds lay within ±${Math.round(100 * within)} % of the median: small differences mean nothing.

${comparison(summary)}

${footnotes(summary)}
${operations}. “Live” is how many values the code is inside of.

## The mapping

${mapping(summary)}

## Figures to reach

${reached(summary)}
`;
}
