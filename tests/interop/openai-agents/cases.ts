// The traces of agents that run at the same time: each span in its own trace, under its own parent.
import { getCurrentTrace } from '@openai/agents-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ask, recorded, traceNames } from './application.js';

const cities = ['Oslo', 'Lima', 'Bonn', 'Pune'];

/** The spans of one trace as lines: children indented by two, siblings sorted by name, those with the same name by start. */
function tree(trace: string): string[] {
  const own = recorded.filter(span => span.trace === trace);
  const below = (parent: string | null, depth: number): string[] =>
    own
      .filter(span => span.parent === parent)
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.start - b.start))
      .flatMap(span => ['  '.repeat(depth) + span.name, ...below(span.span, depth + 1)]);
  return below(null, 0);
}

/** Registers the cases. */
export function agents(): void {
  const test = suite('OpenAI agents');

  test('four agents at once: their tools find the trace and the span they were called in', async () => {
    const answers = await Promise.all(cities.map(ask));
    assert.equal(
      answers,
      cities.map(city => ({ output: `Rain in ${city}, asked in trip to ${city} by function`, traceAfter: `trip to ${city}`, spanAfter: null })),
    );
    assert.is(getCurrentTrace(), null);
  });

  for (const city of cities) {
    test(`the trace of ${city} is one tree`, () => {
      const traces = [...traceNames].filter(([, name]) => name === `trip to ${city}`);
      assert.is(traces.length, 1);
      assert.equal(tree(traces[0]![0]), [
        'task Agent workflow',
        `  agent agent for ${city}`,
        '    turn',
        '      function weather',
        `        custom satellite of ${city}`,
        `        custom station of ${city}`,
        '    turn',
      ]);
      assert.is(tree(traces[0]![0]).length, recorded.filter(span => span.trace === traces[0]![0]).length);
    });
  }

  test.run();
}
