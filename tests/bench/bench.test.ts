// Checks that the benchmark measures what it claims: values and tables are right. No test depends on how long anything takes.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const folder = join(process.cwd(), 'tests/bench');
const load = (file: string) => import(pathToFileURL(join(folder, file)).href);
const { AIMS, JOBS, OPERATIONS, SUBJECTS } = await load('plan.mjs');
const { median, summarize, aims, ratio } = await load('summary.mjs');
const { report, inNanoseconds, inTimes } = await load('report.mjs');
const { plot } = await load('plot.mjs');

function node(file: string, ...args: string[]) {
  return spawnSync(process.execPath, ['--expose-gc', '--no-warnings', join(folder, file), ...args], { encoding: 'utf8' });
}

interface Job {
  subject: string;
  count: number;
  operations: string[];
}

// The context after each kind of step, the same on every version of Node.
const contexts: Record<string, object> = {
  asynccontext: { then: 'kept', await: 'kept' },
  'async-local-storage': { then: 'kept', await: 'kept' },
  opentelemetry: { then: 'kept', await: 'kept' },
  'simple-async-context': { then: 'kept', await: 'another’s', lowered: 'kept' },
  zone: { then: 'kept', await: 'lost', lowered: 'kept' },
  nothing: {},
};

for (const { subject, count, operations } of JOBS as Job[]) {
  if (count > 11) continue;
  test(`${subject} with ${count} live computes the right values`, () => {
    const { status, stdout, stderr } = node('measure.mjs', subject, `${count}`, operations.join(), 'check');
    assert.is(status, 0, stderr);
    const { figures, context } = JSON.parse(stdout);
    assert.equal(figures, {});
    assert.equal(context, operations.includes('then') ? contexts[subject] : {});
  });
}

test('a subject that computes something else ends the process with an error', () => {
  assert.is.not(node('measure.mjs', 'asynccontext', '0', 'get', 'check').status, 0);
});

test('a quick run prints every row and every column', () => {
  const { status, stdout, stderr } = node('main.mjs', '--quick');
  assert.is(status, 0, stderr);
  assert.match(stdout, 'A quick run');
  for (const { title } of SUBJECTS) assert.match(stdout, `| ${title} |`);
  for (const { title } of OPERATIONS) assert.match(stdout, `| ${title} | 1 |`);
  assert.not.match(stdout, 'could not be measured');
  assert.match(stderr, `[${JOBS.length}/${JOBS.length}]`);
});

/** Results of two rounds. Every operation takes as many nanoseconds as the subject's place in the list, times the number of live values. */
function madeUp(nodeVersion = '20.1.2') {
  const results = [1, 3].flatMap(factor =>
    (JOBS as Job[]).map(({ subject, count, operations }) => {
      const place = SUBJECTS.findIndex(({ id }: { id: string }) => id === subject) + 1;
      const figures = Object.fromEntries(operations.map(operation => [operation, factor * place * Math.max(count, 1)]));
      return { subject, count, figures, context: contexts[subject] };
    }),
  );
  return summarize(results, { node: nodeVersion, machine: 'a <machine> & more', date: '2026-01-02', rounds: 2 });
}

test('median', () => {
  assert.is(median([3, 1, 2]), 2);
  assert.is(median([4, 1, 2, 3]), 2.5);
  assert.is(median([7]), 7);
});

test('numbers are written with three digits of meaning', () => {
  const cases = { 1.04: '1.0', 9.94: '9.9', 12.5: '13', 999: '999', 1234: '1,230', 12345: '12,300', 999999: '1,000,000' };
  for (const [value, expected] of Object.entries(cases)) assert.is(inNanoseconds(Number(value)), expected);
  const times = { 0.001: '<0.01', 0.25: '0.25', 1: '1.00', 12.4: '12', 1234: '1,230' };
  for (const [value, expected] of Object.entries(times)) assert.is(inTimes(Number(value)), expected);
});

test('a summary takes the median of the rounds and the worst context', () => {
  const result = (context: string, get: number) => ({ subject: 'zone', count: 1, figures: { await: get }, context: { await: context } });
  const { figures, major } = summarize([result('kept', 5), result('lost', 1), result('kept', 3)], { node: '24.0.0' });
  assert.is(major, 24);
  assert.equal(figures, [{ subject: 'zone', operation: 'await', count: 1, nanoseconds: 3, spread: 0.333, context: 'lost' }]);
});

test('ratios are against raw AsyncLocalStorage with as many values live', () => {
  const summary = madeUp();
  const of = (subject: string, count: number) => ratio(summary, { subject, operation: 'then', count, nanoseconds: 12 });
  assert.is(of('asynccontext', 1), 3);
  assert.is(of('asynccontext', 101), 12 / 404);
  assert.is(of('async-local-storage', 1), undefined);
});

test('the aims are those of the version of Node', () => {
  const titles = (version: string) => aims(madeUp(version)).map(({ title }: { title: string }) => title.split(',')[0]);
  const ofMapping = AIMS.filter(({ to }: { to: { subject: string } }) => to.subject === 'asynccontext').length;
  assert.equal(titles('18.0.0').slice(0, -ofMapping), ['`get` with 1 live', '`wrap` with 1 live']);
  assert.equal(titles('20.0.0').slice(0, -ofMapping), [
    '`get` with 1 live',
    '`run` with 1 live',
    '`run` with 11 live',
    '`wrap` with 1 live',
    '`await` with 11 live',
  ]);
  assert.equal(titles('24.0.0').slice(0, -ofMapping), ['`get` with 1 live', '`run` with 1 live', '`run` with 11 live', '`wrap` with 1 live']);
  assert.equal(titles('26.0.0').slice(0, -ofMapping), ['`get` with 1 live', '`run` with 1 live', '`wrap` with 1 live']);
});

test('the report', () => {
  const text: string = report(madeUp());
  for (const line of [
    '# Speed on Node 20.1.2',
    '2026-01-02',
    '| ns | live | asynccontext | raw AsyncLocalStorage | OpenTelemetry | simple-async-context | zone.js | nothing installed |',
    '| `get` | 1 | 2.0 (0.50×) | 4.0 | 6.0 (1.50×) | 8.0 (2.00×) | 10 (2.50×) | – |',
    '|  | 11 | 22 (0.50×) | 44 | 66 (1.50×) | 88 (2.00×) | 110 (2.50×) | – |',
    '| `await` | 1 | 2.0 (0.50×) | 4.0 | 6.0 (1.50×) | 8.0‡ (2.00×) | 10† (2.50×) | 12 |',
    '| `await`, lowered | 1 | – | – | – | 8.0 | 10 | 12 |',
    '| `run`, ns | 2.0 | 20 | 200 | 2,000 |',
    '| `run` with 1 live, against raw AsyncLocalStorage | 2× | 0.50× | yes |',
    '| `run` with 1,000 live, against `run` with 10 | 4× | 100× | **no** |',
    '- † ',
    '- ‡ ',
  ]) {
    assert.ok(text.includes(line), `${line}\n\nis not in\n\n${text}`);
  }
});

test('the report says what could not be measured', () => {
  const text: string = report(summarize([{ subject: 'zone', count: 1, figures: {}, context: {}, failure: 'Error: no' }], { node: '20.0.0', rounds: 1 }));
  assert.match(text, 'zone.js could not be measured: Error: no');
  assert.match(text, '| `get` | 1 | – | – |');
});

test('the plot', () => {
  const svg: string = plot(madeUp());
  assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 880 \d/);
  assert.match(svg, 'a &#60;machine&#62; &#38; more');
  assert.match(svg, 'npm run bench');
  assert.not.match(svg, /NaN|undefined|Infinity/);
  const panels = OPERATIONS.filter((operation: { plot: boolean }) => operation.plot).length;
  assert.is(svg.match(/ panel">|"panel">/g)?.length, panels);
  // Each panel has five bars for each of three counts, hollow for the two subjects that lose the context; the legend has two more swatches.
  assert.is(svg.match(/<rect [^>]*class="s\d( hollow)?"/g)?.length, panels * 15 + 6);
  assert.is(svg.match(/<rect [^>]*class="s\d hollow"/g)?.length, 6 + 1);
  // Every element that is opened is closed, in order.
  const open: string[] = [];
  for (const [, slash, name, self] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (slash) assert.is(open.pop(), name);
    else if (!self) open.push(name!);
  }
  assert.equal(open, []);
});

test.run();
