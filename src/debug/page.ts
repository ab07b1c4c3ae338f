// The time line as a page: one file of HTML, without scripts. It depends on its data alone.
import type { Flow, Graph } from './graph.js';

/** How many flows are drawn: those that began last. */
const LANES = 200;
const WIDTH = 1400;
const LEFT = 240;
const LANE = 26;
const TOP = 30;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, char => escapes[char]!);
const colour = (flow: number): string => (flow === 0 ? '#888' : `hsl(${(flow * 137) % 360} 60% 50%)`);
const round = (x: number): number => Math.round(x * 10) / 10;

/** A scale on which events can be told apart, however long the pauses between them. */
function scaleOf(times: readonly number[]): (time: number) => number {
  const sorted = [...new Set(times)].sort((a, b) => a - b);
  const at = new Map<number, number>();
  let x = 0;
  sorted.forEach((time, index) => {
    x += index === 0 ? 0 : 1 + Math.log1p((time - sorted[index - 1]!) * 20);
    at.set(time, x);
  });
  return time => round(LEFT + ((WIDTH - LEFT - 20) * at.get(time)!) / (x || 1));
}

const STYLE = `
  .timeline { font: 12px ui-monospace, monospace; max-width: 100%; height: auto; }
  .timeline text { fill: currentColor; }
  .lane { stroke: currentColor; stroke-opacity: .15; }
  .await { stroke-width: 2; stroke-dasharray: 2 3; }
  .lost { fill: none; stroke: #d1242f; stroke-width: 2.5; }`;

/**
 * Draws a time line: a lane for each flow, and one for code in no flow. Bars are segments, dotted lines are awaits, dots are reads. Crosses are reads
 * that miss a value or find another flow's. The time line begins with the first `run` or read, because a program loads its modules before.
 *
 * @param graph - The result of `graph()`.
 * @returns An SVG document.
 */
export function drawGraph({ flows, segments, awaits, reads }: Graph): string {
  const lanes: Pick<Flow, 'id' | 'variable' | 'value' | 'at'>[] = [{ id: 0, variable: 'no flow', value: '', at: '' }, ...flows.slice(-LANES)];
  const rows = new Map(lanes.map(({ id }, index) => [id, TOP + (index + 0.5) * LANE]));
  const [run, read] = [flows[0]?.begin, reads[0]?.time];
  const from = Math.min(run ?? read ?? 0, read ?? Infinity);
  const here = <T extends { flow: number }>(items: readonly T[]) => items.filter(({ flow }) => rows.has(flow));
  const since = <T extends { flow: number; begin: number; end: number }>(items: readonly T[]) =>
    here(items)
      .filter(({ end }) => end >= from)
      .map(item => ({ ...item, begin: Math.max(item.begin, from) }));
  const [bars, waits, dots] = [since(segments), since(awaits), here(reads)];
  const x = scaleOf([...bars, ...waits].flatMap(({ begin, end }) => [begin, end]).concat(dots.map(({ time }) => time)));
  const height = TOP + lanes.length * LANE + 10;
  const title = (text: string) => `<title>${escape(text)}</title>`;
  const parts = [
    ...lanes.map(({ id, variable, value, at }) => {
      const y = rows.get(id)!;
      const label = id === 0 ? 'no flow' : `${variable} = ${value}`;
      return `<line class="lane" x1="${LEFT}" x2="${WIDTH}" y1="${y}" y2="${y}"/><text x="8" y="${y + 4}">${title(at ? `${label}, run at ${at}` : label)}${escape(label.length > 32 ? `${label.slice(0, 31)}…` : label)}</text>`;
    }),
    ...waits.map(({ flow, at, begin, end }) => {
      const y = rows.get(flow)!;
      return `<line class="await" stroke="${colour(flow)}" x1="${x(begin)}" x2="${x(end)}" y1="${y}" y2="${y}">${title(`await, from ${at}`)}</line>`;
    }),
    ...bars.map(({ flow, type, at, begin, end }) => {
      return `<rect x="${x(begin)}" y="${rows.get(flow)! - 7}" width="${Math.max(2, round(x(end) - x(begin)))}" height="14" rx="3" fill="${colour(flow)}" fill-opacity=".55">${title(`${type}${at ? `, from ${at}` : ''}`)}</rect>`;
    }),
    ...dots.map(({ flow, variable, value, at, time, isLost }) => {
      const [left, y] = [x(time), rows.get(flow)!];
      const text = title(`${variable} is ${value} at ${at}${isLost ? ': not what was expected' : ''}`);
      return isLost
        ? `<path class="lost" d="M${left - 5} ${y - 5}l10 10m0 -10l-10 10">${text}</path>`
        : `<circle cx="${left}" cy="${y}" r="3.5" fill="currentColor">${text}</circle>`;
    }),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" class="timeline" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="time line"><style>${STYLE}
</style><text x="8" y="18">time →</text>
${parts.join('\n')}
</svg>`;
}

/**
 * Makes the page.
 *
 * @param graph - The result of `graph()`.
 * @param explanations - The explanations of missing values.
 * @param title - The name of the program.
 * @returns The text of the HTML file.
 */
export function pageOf(graph: Graph, explanations: readonly string[], title: string): string {
  const left = Math.max(0, graph.flows.length - LANES);
  const list = explanations.map(text => `<li><pre>${escape(text.replace(/^asynccontext\/debug: /, ''))}</pre></li>`).join('\n');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)} – asynccontext/debug</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { margin: 2rem; }
  pre { white-space: pre-wrap; margin: 0 0 .6rem; }
  main { overflow-x: auto; }
</style>
<h1>${escape(title)}</h1>
<p>${explanations.length === 0 ? 'No value is missing.' : `${explanations.length} ${explanations.length === 1 ? 'place misses a value, or finds' : 'places miss a value, or find'} another flow’s:`}</p>
<ol>
${list}
</ol>
<main>
${drawGraph(graph)}
</main>
<p>A lane for each flow. Bars: code that runs. Dotted lines: awaits. Dots: reads of a Variable; crosses: those that miss a value, or find another flow’s.${left > 0 ? ` ${left} older flows are left out.` : ''}</p>
</html>
`;
}
