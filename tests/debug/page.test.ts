// The picture of the time line, drawn from data made by hand.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Graph } from '../../src/debug/graph.js';
import { drawGraph } from '../../src/debug/page.js';

const empty: Graph = { flows: [], segments: [], awaits: [], reads: [] };
const flow = { id: 1, variable: 'id', value: '"A"', at: 'app.js:1:1', begin: 50 };
const run = { flow: 1, type: 'run', at: 'app.js:1:1', begin: 50, end: 60 };
const read = { flow: 0, variable: 'id', value: 'undefined', at: 'app.js:9:9', time: 30, isLost: false };
const before = { flow: 0, type: 'loads modules', at: '', begin: 1, end: 20 };

/** The tag of the drawn thing whose tooltip begins with a text. */
const tagOf = (svg: string, title: string): string => svg.split('\n').find(line => line.includes(`<title>${title}`)) ?? '';

test('begins with the first run: what the program did before, such as loading its modules, is not drawn', () => {
  const svg = drawGraph({ ...empty, flows: [flow], segments: [before, run], awaits: [{ flow: 0, at: 'before.js:1:1', begin: 2, end: 10 }] });
  assert.is(tagOf(svg, 'loads modules'), '');
  assert.is(tagOf(svg, 'await, from before.js:1:1'), '');
  assert.match(tagOf(svg, 'run, from app.js:1:1'), /<rect x="240"/);
});

test('begins with the first read, if that is earlier', () => {
  const during = { ...before, type: 'reads', begin: 25, end: 35 };
  const svg = drawGraph({ ...empty, flows: [flow], segments: [before, during, run], reads: [read] });
  assert.is(tagOf(svg, 'loads modules'), '');
  assert.match(tagOf(svg, 'reads'), /<rect x="240"/);
});

test('an await that lasts longer is drawn from the beginning of the picture', () => {
  const svg = drawGraph({ ...empty, flows: [flow], segments: [run], awaits: [{ flow: 0, at: 'main.js:1:1', begin: 2, end: 70 }] });
  assert.match(tagOf(svg, 'await, from main.js:1:1'), /x1="240" x2="1380"/);
  assert.match(tagOf(svg, 'run, from app.js:1:1'), /<rect x="240"/);
});

test('without runs and reads, everything is drawn', () => {
  assert.match(tagOf(drawGraph({ ...empty, segments: [before] }), 'loads modules'), /<rect x="240"/);
});

test('awaits in no flow are grey, as other code in no flow; red is only for missing values', () => {
  const svg = drawGraph({ ...empty, flows: [flow], segments: [run], awaits: [{ flow: 0, at: 'main.js:1:1', begin: 55, end: 70 }] });
  assert.match(tagOf(svg, 'await, from main.js:1:1'), /stroke="#888"/);
});

test.run();
