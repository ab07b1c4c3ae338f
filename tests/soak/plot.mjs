// The plot as SVG: for each place, the memory after each round, and the time of a step.
import { document, line, text } from '../bench/svg.mjs';

const WIDTH = 880;
const MARGIN = 28;
const HEAD = 96;
const ROW = 112;
const PANEL = { label: 92, gap: 40, height: 66 };
const width = (WIDTH - 2 * MARGIN - PANEL.label - PANEL.gap) / 2;

/** Draws a curve over an axis that begins at zero. */
function panel(values, at, steps, unit, left, top) {
  // Leaves room for the figures above the curve.
  const most = Math.max(...values) * 1.35;
  const bottom = top + PANEL.height;
  const x = index => left + (width * at[index]) / steps;
  const y = value => bottom - (PANEL.height * value) / most;
  const parts = [line(left, bottom, left + width, bottom, 'axis'), line(left, top, left, bottom, 'axis')];
  for (let index = 1; index < values.length; index++) parts.push(line(x(index - 1), y(values[index - 1]), x(index), y(values[index]), 's0'));
  parts.push(
    text(left + 6, top + 8, `${values[0].toFixed(1)} ${unit}`, 'value'),
    text(left + width, top + 8, `${values.at(-1).toFixed(1)} ${unit}`, 'value end'),
  );
  return parts;
}

/**
 * @param {{ flows: number, places: Record<string, { rounds: readonly import('./soak.mjs').Round[] }> }} results
 * @returns {string} an SVG document
 */
export function plot({ flows, places }) {
  const parts = [
    text(MARGIN, 40, 'A long run', 'title'),
    text(MARGIN, 62, `${flows.toLocaleString('en')} flows at once, round after round; each point is a round, each axis begins at zero`, 'soft'),
    text(MARGIN + PANEL.label, 88, 'memory after the round', 'panel'),
    text(MARGIN + PANEL.label + width + PANEL.gap, 88, 'time of a step', 'panel'),
  ];
  Object.entries(places).forEach(([place, { rounds }], row) => {
    const top = HEAD + 14 + row * ROW;
    let taken = 0;
    const at = rounds.map(({ steps }) => (taken += steps));
    parts.push(
      text(MARGIN, top + 14, place, 'panel'),
      text(MARGIN, top + 32, `${(taken / 1e6).toFixed(1)} M steps`, 'soft'),
      text(MARGIN, top + 48, `wrong: ${rounds.reduce((sum, { wrong }) => sum + wrong.length, 0)}`, 'soft'),
    );
    const left = MARGIN + PANEL.label;
    if (rounds.every(({ memory }) => memory > 0))
      parts.push(
        ...panel(
          rounds.map(({ memory }) => memory / 2 ** 20),
          at,
          taken,
          'MiB',
          left,
          top,
        ),
      );
    parts.push(
      ...panel(
        rounds.map(({ ms, steps }) => (1000 * ms) / steps),
        at,
        taken,
        'µs',
        left + width + PANEL.gap,
        top,
      ),
    );
  });
  return document({ title: 'Memory and time of a long run', width: WIDTH, height: HEAD + Object.keys(places).length * ROW + 20, parts });
}
