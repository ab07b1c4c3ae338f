// The plot as SVG: one panel for each operation, with a group of bars for each number of live values.
import { COUNTS, OPERATIONS, SUBJECTS } from './plan.mjs';
import { inNanoseconds, MARKS } from './report.mjs';
import { figure } from './summary.mjs';
import { document, line, rect, text, withUnit } from './svg.mjs';

const WIDTH = 880;
const MARGIN = 28;
const COLUMNS = 2;
const GAP = 36;
const PANEL = { top: 34, label: 58, value: 58, bar: 9, step: 11.5, group: 9, axis: 26, below: 20 };
const HEAD = 142;
const FOOT = 46;

const BARS = SUBJECTS.filter(({ id }) => id !== 'nothing');
const groupHeight = BARS.length * PANEL.step + PANEL.group;
const panelHeight = PANEL.top + COUNTS.length * groupHeight + PANEL.axis + PANEL.below;
const panelWidth = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS;
const axisWidth = panelWidth - PANEL.label - PANEL.value;

/** A logarithmic scale from 1 ns to the slowest figure, and its powers of ten. Faster figures are drawn as 1 ns. */
function scaleOf(figures) {
  const decades = Math.log10(Math.max(10, ...figures.map(({ nanoseconds }) => nanoseconds)));
  return {
    at: nanoseconds => (axisWidth * Math.log10(Math.max(1, nanoseconds))) / decades,
    ticks: Array.from({ length: Math.floor(decades) + 1 }, (_, power) => 10 ** power),
  };
}

function bar(found, index, x, y, scale) {
  const mark = MARKS[found.context] ?? '';
  const width = Math.max(2, scale.at(found.nanoseconds));
  const words = `${inNanoseconds(found.nanoseconds)}${mark && ` ${mark}`}`;
  return [rect(x, y, width, PANEL.bar, `s${index}${mark && ' hollow'}`), text(x + width + 5, y + PANEL.bar - 0.7, words, `value${index === 0 ? ' ours' : ''}`)];
}

function panel(summary, operation, left, top) {
  const scale = scaleOf(summary.figures.filter(found => found.operation === operation.id));
  const x = left + PANEL.label;
  const bottom = top + PANEL.top + COUNTS.length * groupHeight;
  const parts = [text(left, top + 14, operation.title.replaceAll('`', ''), 'panel')];
  parts.push(text(left + panelWidth, top + 14, operation.what, 'soft end'));
  for (const tick of scale.ticks) {
    const at = x + scale.at(tick);
    parts.push(line(at, top + PANEL.top - 6, at, bottom, 'grid'), text(at, bottom + 14, withUnit(tick), 'tick middle'));
  }
  parts.push(line(x, top + PANEL.top - 6, x, bottom, 'axis'));
  const nothing = figure(summary, 'nothing', operation.id, 0);
  if (nothing) {
    const at = x + scale.at(nothing.nanoseconds);
    parts.push(line(at, top + PANEL.top - 6, at, bottom, 'none'));
  }
  COUNTS.forEach((count, group) => {
    const start = top + PANEL.top + group * groupHeight;
    parts.push(text(x - 8, start + (BARS.length * PANEL.step) / 2 + 3, `${count} live`, 'soft end'));
    BARS.forEach(({ id }, index) => {
      const found = figure(summary, id, operation.id, count);
      if (found) parts.push(...bar(found, index, x, start + index * PANEL.step, scale));
    });
  });
  return parts;
}

function legend(top) {
  let x = MARGIN;
  const parts = BARS.flatMap(({ title }, index) => {
    const entry = [rect(x, top - 9, 11, 11, `s${index}`), text(x + 17, top + 1, title, index === 0 ? 'ours' : '')];
    // An estimate of the text's width, which cannot be measured here.
    x += 44 + 6.9 * title.length;
    return entry;
  });
  const below = top + 20;
  parts.push(line(MARGIN, below - 4, MARGIN + 22, below - 4, 'none'), text(MARGIN + 29, below, 'no library at all'));
  const hollow = MARGIN + 158;
  parts.push(
    rect(hollow, below - 9, 11, 11, 's1 hollow'),
    text(hollow + 17, below, `hollow: the code after it sees no value (${MARKS.lost}), or another flow’s (${MARKS['another’s']})`),
  );
  return parts;
}

/**
 * Draws the plot of a run.
 *
 * @param summary - What `summarize` returns.
 * @returns An SVG document, readable on light and dark pages.
 */
export function plot(summary) {
  const operations = OPERATIONS.filter(operation => operation.plot);
  const height = HEAD + Math.ceil(operations.length / COLUMNS) * panelHeight + FOOT;
  const title = `Contexts on Node ${summary.node}: nanoseconds for each operation`;
  const parts = [
    text(MARGIN, 42, title, 'title'),
    text(
      MARGIN,
      66,
      `With ${COUNTS.slice(0, -1).join(', ')} and ${COUNTS.at(-1)} values live. Shorter is better. The scales are logarithmic, and each panel has its own.`,
      'soft',
    ),
    ...legend(94),
    ...operations.flatMap((operation, index) => {
      const left = MARGIN + (index % COLUMNS) * (panelWidth + GAP);
      return panel(summary, operation, left, HEAD + Math.floor(index / COLUMNS) * panelHeight);
    }),
    text(MARGIN, height - 40, `Made by: npm run bench. Median of ${summary.rounds} interleaved rounds, ${summary.date}.`, 'soft'),
    text(MARGIN, height - 22, summary.machine, 'soft'),
  ];
  return document({ title, width: WIDTH, height, parts });
}
