// The browsers' plot as SVG: a panel for each operation, with a group of bars for each browser.
import { inNanoseconds } from '../report.mjs';
import { document, line, rect, text, withUnit } from '../svg.mjs';
import { OPERATIONS, SUBJECTS } from './plan.mjs';
import { figure } from './report.mjs';

const WIDTH = 880;
const MARGIN = 28;
const GAP = 36;
const LEGEND = { top: 83, line: 20, foot: 29 };
const FOOT = 46;
const PANEL = { top: 30, label: 66, value: 52, bar: 10, step: 13, group: 9, axis: 40 };
const panelWidth = (WIDTH - 2 * MARGIN - GAP) / 2;
const axisWidth = panelWidth - PANEL.label - PANEL.value;
// The colour of each subject, as an index into the plots' palette.
const colour = { asynccontext: 0, byZone: 5, transformed: 2, floor: 3, zone: 4, native: 1 };
/** The operations that have a panel. */
const PANELS = OPERATIONS.filter(operation => operation.plot);

function panel(browsers, { id, title }, left, top) {
  const names = Object.keys(browsers);
  const subjects = SUBJECTS.filter(subject => names.some(name => figure(browsers[name], subject.id, id) !== undefined));
  const value = (name, subject) => figure(browsers[name], subject.id, id);
  const decades = Math.log10(Math.max(...names.flatMap(name => subjects.map(subject => value(name, subject) ?? 1))));
  const at = figure => (axisWidth * Math.log10(Math.max(1, figure))) / decades;
  const x = left + PANEL.label;
  const groupHeight = subjects.length * PANEL.step + PANEL.group;
  const bottom = top + PANEL.top + names.length * groupHeight;
  const parts = [text(left, top + 12, title, 'panel')];
  for (let tick = 1; tick <= 10 ** decades; tick *= 10) {
    parts.push(line(x + at(tick), top + PANEL.top - 6, x + at(tick), bottom, tick === 1 ? 'axis' : 'grid'));
    parts.push(text(x + at(tick), bottom + 14, withUnit(tick), 'tick middle'));
  }
  names.forEach((name, group) => {
    const start = top + PANEL.top + group * groupHeight;
    parts.push(text(x - 8, start + (subjects.length * PANEL.step) / 2 + 3, name, 'soft end'));
    subjects.forEach((subject, index) => {
      const figure = value(name, subject);
      if (figure === undefined) return;
      const y = start + index * PANEL.step;
      const width = Math.max(2, at(figure));
      parts.push(rect(x, y, width, PANEL.bar, `s${colour[subject.id]}`));
      parts.push(text(x + width + 5, y + PANEL.bar - 1, inNanoseconds(figure), `value${subject.id === 'asynccontext' ? ' ours' : ''}`));
    });
  });
  return { parts, height: bottom + PANEL.axis - top };
}

/**
 * Draws the plot of a run.
 *
 * @param summary - What `results/browsers.json` holds.
 * @returns An SVG document.
 */
export function plot({ browsers, rounds, date, machine }) {
  const title = 'Contexts in browsers: nanoseconds for each operation';
  const parts = [text(MARGIN, 42, title, 'title'), text(MARGIN, 66, 'Shorter is better. The scales are logarithmic, and each panel has its own.', 'soft')];
  let x = MARGIN;
  let top = LEGEND.top;
  for (const { id, title: words } of SUBJECTS) {
    const width = 44 + 6.9 * words.length;
    if (x + width > WIDTH) {
      x = MARGIN;
      top += LEGEND.line;
    }
    parts.push(rect(x, top, 11, 11, `s${colour[id]}`), text(x + 17, top + 10, words, id === 'asynccontext' ? 'ours' : ''));
    x += width;
  }
  top += LEGEND.foot;
  for (let i = 0; i < PANELS.length; i += 2) {
    const panels = PANELS.slice(i, i + 2).map((operation, column) => panel(browsers, operation, MARGIN + column * (panelWidth + GAP), top));
    parts.push(...panels.flatMap(drawn => drawn.parts));
    top += Math.max(...panels.map(drawn => drawn.height));
  }
  const versions = Object.entries(browsers)
    .map(([name, { version }]) => `${name} ${version}`)
    .join(', ');
  parts.push(
    text(MARGIN, top + 12, `Made by: npm run bench:browsers. Median of ${rounds} rounds, ${date}. ${versions}.`, 'soft'),
    text(MARGIN, top + 30, machine, 'soft'),
  );
  return document({ title, width: WIDTH, height: top + FOOT, parts });
}
