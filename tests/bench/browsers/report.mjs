// The browsers' table, as Markdown.
import { inNanoseconds, inTimes } from '../report.mjs';
import { AIMS, OPERATIONS, SUBJECTS } from './plan.mjs';

/** The nanoseconds of an operation of a subject in a browser; undefined where it was not measured. */
export function nanoseconds(browser, subject, operation) {
  const figures = browser.subjects[subject];
  const value = figures && OPERATIONS.find(({ id }) => id === operation).of(figures);
  return Number.isFinite(value) ? value : undefined;
}

const table = (head, rows) =>
  [head, head.map((_, column) => (column ? '--:' : '---')), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');

/**
 * The table of a run.
 *
 * @param summary - What `results/browsers.json` holds.
 * @returns A Markdown document.
 */
export function report({ browsers, rounds, date, machine }) {
  const names = Object.keys(browsers);
  const aims = AIMS.map(({ title, subject = 'asynccontext', operation, against, atMost }) => [
    title,
    ...names.map(name => {
      const times = nanoseconds(browsers[name], subject, operation) / nanoseconds(browsers[name], against, operation);
      return `${inTimes(times)}× (aim: ${atMost[name]}×${times > atMost[name] ? ', missed' : ''})`;
    }),
  ]);
  const figures = OPERATIONS.flatMap(({ id, title }) =>
    SUBJECTS.filter(subject => names.some(name => nanoseconds(browsers[name], subject.id, id) !== undefined)).map((subject, index) => [
      index ? '' : title,
      subject.title,
      ...names.map(name => {
        const value = nanoseconds(browsers[name], subject.id, id);
        return value === undefined ? '–' : inNanoseconds(value);
      }),
    ]),
  );
  const versions = names.map(name => `${name} ${browsers[name].version}`).join(', ');
  return `# Speed in browsers

Made by \`npm run bench:browsers\` on ${date}, ${machine}: ${versions}; median of ${rounds} rounds, in each the best of several samples. An
await is the mean of awaiting a settled promise and awaiting an async call; a zone's \`run\` is a fork and a run.

${table(['', ...names], aims)}

${table(['ns', '', ...names], figures)}
`;
}
