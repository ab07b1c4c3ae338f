// The plot, as SVG: one panel for each operation, in it a group of bars for each number of live values.
import { COUNTS, OPERATIONS, SUBJECTS } from './plan.mjs';
import { inNanoseconds, MARKS } from './report.mjs';
import { figure } from './summary.mjs';

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

// Chosen so that they differ in lightness too, for eyes that see fewer colours; the ground is drawn, since an image does not learn
// which theme the page around it has.
const STYLE = `
  text { font-family: -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, 'DejaVu Sans', sans-serif; font-size: 12px; fill: #1f2328 }
  .ground { fill: #ffffff; stroke: #d1d9e0 } .grid { stroke: #e4e8ec } .axis { stroke: #9aa4ae }
  .title { font-size: 20px; font-weight: 600 } .panel { font-size: 14px; font-weight: 600 }
  .soft { fill: #59636e } .tick, .value { font-size: 10px } .tick { fill: #59636e } .end { text-anchor: end } .middle { text-anchor: middle }
  .value { paint-order: stroke; stroke: #ffffff; stroke-width: 3px; stroke-linejoin: round }
  .none { stroke: #59636e; stroke-width: 1.5; stroke-dasharray: 3 3 }
  .s0 { fill: #0969da; stroke: #0969da } .s1 { fill: #57606a; stroke: #57606a } .s2 { fill: #d4770c; stroke: #d4770c }
  .s3 { fill: #b59ae6; stroke: #8f6bd6 } .s4 { fill: #6bbf8a; stroke: #2c974b } .hollow { fill: none; stroke-width: 1.5 }
  .ours { font-weight: 700 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .ground { fill: #0d1117; stroke: #3d444d } .grid { stroke: #262c36 } .axis { stroke: #656c76 }
    .value { stroke: #0d1117 } .soft, .tick { fill: #9198a1 } .none { stroke: #9198a1 }
    .s0 { fill: #4493f8; stroke: #4493f8 } .s1 { fill: #b7bdc8; stroke: #b7bdc8 } .s2 { fill: #e08e2b; stroke: #e08e2b }
    .s3 { fill: #7b5fc0; stroke: #a98bf0 } .s4 { fill: #2f7d4a; stroke: #57ab6f } .hollow { fill: none }
  }`;

const escaped = text => `${text}`.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
const text = (x, y, words, classes = '') => `<text x="${round(x)}" y="${round(y)}" class="${classes}">${escaped(words)}</text>`;
const line = (x1, y1, x2, y2, classes) =>
  `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" class="${classes}"/>`;
const rect = (x, y, width, height, classes) =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="1.5" class="${classes}"/>`;
const round = value => Math.round(value * 10) / 10;

function withUnit(nanoseconds) {
  const unit = ['ns', 'µs', 'ms', 's'][Math.floor(Math.log10(nanoseconds) / 3 + 1e-9)];
  return `${nanoseconds / { ns: 1, µs: 1e3, ms: 1e6, s: 1e9 }[unit]} ${unit}`;
}

/** A logarithmic scale from 1 ns (what is faster is drawn as that) to the slowest figure, and its powers of ten. */
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
  return [
    rect(x, y, width, PANEL.bar, `s${index}${mark && ' hollow'}`),
    text(x + width + 5, y + PANEL.bar - 0.7, words, `value${index === 0 ? ' ours' : ''}`),
  ];
}

function panel(summary, operation, left, top) {
  const scale = scaleOf(summary.figures.filter(found => found.operation === operation.id));
  const x = left + PANEL.label;
  const bottom = top + PANEL.top + COUNTS.length * groupHeight;
  const parts = [text(left, top + 14, operation.title.replaceAll('`', ''), 'panel')];
  parts.push(`<text x="${round(left + panelWidth)}" y="${round(top + 14)}" class="soft end">${escaped(operation.what)}</text>`);
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
    // About as wide as letters of this size are: nobody measures text in a file.
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
 * The plot of a run.
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
    text(MARGIN, 66, `With ${COUNTS.slice(0, -1).join(', ')} and ${COUNTS.at(-1)} values live. Shorter is better. The scales are logarithmic, and each panel has its own.`, 'soft'),
    ...legend(94),
    ...operations.flatMap((operation, index) => {
      const left = MARGIN + (index % COLUMNS) * (panelWidth + GAP);
      return panel(summary, operation, left, HEAD + Math.floor(index / COLUMNS) * panelHeight);
    }),
    text(MARGIN, height - 40, `Made by: npm run bench. Median of ${summary.rounds} interleaved rounds, ${summary.date}.`, 'soft'),
    text(MARGIN, height - 22, summary.machine, 'soft'),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${round(height)}" width="${WIDTH}" height="${round(height)}" role="img">
<title>${escaped(title)}</title>
<style>${STYLE}
</style>
<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${round(height - 1)}" rx="8" class="ground"/>
${parts.join('\n')}
</svg>
`;
}
