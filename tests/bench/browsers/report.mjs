// The browsers' table as Markdown.
import { inNanoseconds, inTimes } from '../report.mjs';
import { BESIDE, GOALS, OPERATIONS, SIZE, SUBJECTS } from './plan.mjs';

/** The nanoseconds, or number of calls, of a subject's operation in a browser; undefined where it was not measured. */
export function figure(browser, subject, operation) {
  const figures = browser.subjects[subject];
  const value = figures && OPERATIONS.find(({ id }) => id === operation).of(figures);
  return Number.isFinite(value) ? value : undefined;
}

const table = (head, rows) => [head, head.map((_, column) => (column ? '--:' : '---')), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');

/** A measured figure beside its aim. */
const verdict = (measured, isReached, goal) => `${measured} ${isReached ? '✓' : '**missed**'} (${goal})`;

function reached(browser, name, { subject = 'asynccontext', operation, against, atMost, atLeast }) {
  const value = figure(browser, subject, operation);
  if (value === undefined) return '–';
  if (atLeast) {
    const text = value.toLocaleString('en');
    return name in atLeast ? verdict(text, value >= atLeast[name], `at least ${atLeast[name].toLocaleString('en')}`) : text;
  }
  const times = value / figure(browser, against, operation);
  return name in atMost ? verdict(`${inTimes(times)}×`, times <= atMost[name], `at most ${atMost[name]}×`) : `${inTimes(times)}×`;
}

function goals(browsers) {
  const names = Object.keys(browsers);
  const rows = GOALS.map(goal => [`${goal.title}${goal.isAim ? ' (an aim)' : ''}`, ...names.map(name => reached(browsers[name], name, goal))]);
  return table(['', ...names], rows);
}

function figures(browsers) {
  const names = Object.keys(browsers);
  const rows = OPERATIONS.flatMap(({ id, title, isCount }) =>
    [...SUBJECTS, BESIDE]
      .filter(subject => names.some(name => figure(browsers[name], subject.id, id) !== undefined))
      .map((subject, index) => [
        index ? '' : `${title}${isCount ? ' (calls)' : ''}`,
        subject.title,
        ...names.map(name => {
          const value = figure(browsers[name], subject.id, id);
          if (value === undefined) return '–';
          return isCount ? value.toLocaleString('en') : inNanoseconds(value);
        }),
      ]),
  );
  return table(['ns', '', ...names], rows);
}

/**
 * Writes the table of a run.
 *
 * @param summary - What `results/browsers.json` holds.
 * @returns A Markdown document.
 */
export function report({ browsers, rounds, date, machine, size }) {
  const versions = Object.entries(browsers)
    .map(([name, { version }]) => `${name} ${version}`)
    .join(', ');
  const { atMost, aim } = SIZE;
  return `# Speed in browsers

Made by \`npm run bench:browsers\` on ${date}, ${machine}: ${versions}; median of ${rounds} rounds.
An await is the mean of awaiting a settled promise and awaiting an async call; a zone's \`run\` is a fork and a run.

${goals(browsers)}

The classic script, gzipped: ${verdict(`${size.toFixed(2)} kB`, size <= atMost, `at most ${atMost}`)}; ${verdict('the aim', size <= aim, `${aim}`)}.

${figures(browsers)}
`;
}
