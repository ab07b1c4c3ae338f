// OpenTelemetry in a page and in a Node server, under our manager, or in the page under that for zone.js: one tree for each trace, every parent right.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Manager } from '#manager';
import { click } from '../../browsers/rig/page/rig.js';
import { expectedTree, startApplication } from './application.js';
import { startTracing } from './tracing.js';
import { flowOf, traces, treeOf, type Span } from './trees.js';

const provider = startTracing(new Manager());
const flows = startApplication();
let spans: Span[] = [];
const isComplete = (enough: number) => spans.filter(flowOf).length >= enough && spans.some(span => span.name === 'documentLoad');

test('two clicks, two flows at once', async () => {
  await click('#a');
  await click('#b');
  await Promise.all(Object.values(flows));
  // Repeated, since the instrumentations end their spans only when the browser's own timings are available.
  const enough = 2 * (expectedTree('a').length - 1);
  for (const end = Date.now() + 60_000; Date.now() < end && !isComplete(enough); ) {
    await new Promise(resolve => setTimeout(resolve, 100));
    await provider.forceFlush();
    spans = (await (await fetch('/collector')).json()) as Span[];
  }
});

for (const id of ['a', 'b']) {
  test(`the trace of ${id} is one tree, over both processes`, () => {
    const own = traces(spans).filter(trace => trace.some(span => flowOf(span) === id));
    assert.is(own.length, 1);
    assert.equal(treeOf(own[0]!), expectedTree(id));
    assert.equal([...new Set(own[0]!.map(flowOf))].filter(Boolean), [id]);
    assert.equal([...new Set(own[0]!.map(span => span.service))].sort(), ['page', 'server']);
  });
}

test('the document was loaded in a trace of its own', () => {
  const own = traces(spans).filter(trace => trace.some(span => span.name === 'documentLoad'));
  assert.is(own.length, 1);
  const [root, ...others] = treeOf(own[0]!);
  assert.is(root, 'documentLoad');
  assert.ok(
    others.every(line => line.startsWith('  ')),
    others.join('\n'),
  );
  assert.equal(own[0]!.filter(flowOf), []);
});

test.run();
