// Checks that the browsers' benchmark measures what it claims, and reports aims correctly. No test depends on how long anything takes.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const folder = join(process.cwd(), 'tests/bench/browsers');
const load = (file: string) => import(pathToFileURL(join(folder, file)).href);
const { BESIDE, GOALS, OPERATIONS, SUBJECTS } = await load('plan.mjs');
const { report } = await load('report.mjs');
const { plot } = await load('plot.mjs');
const { measure, median } = await load('pages.mjs');
const { cpuTimes } = await load('cpu-time.mjs');
const { bundle } = await load('bundle.mjs');

interface Goal {
  subject?: string;
  operation: string;
  against?: string;
  atMost?: Record<string, number>;
  atLeast?: Record<string, number>;
}

/** The figures of a subject, as work.ts and the subject's own file define them, all with the same value. */
const figures = (value: number) =>
  Object.fromEntries(
    ['settled', 'call', 'then', 'emptySettled', 'emptyCall', 'emptyThen', 'run', 'get', 'step', 'nesting', 'nestingStorage'].map(key => [key, value]),
  );

const browser = (version: string, values: Record<string, number>) => ({
  version,
  subjects: Object.fromEntries(Object.entries(values).map(([id, value]) => [id, figures(value)])),
});

const summary = {
  date: '2026-01-02',
  machine: 'a <machine> & more',
  rounds: 2,
  size: 10.2,
  browsers: {
    chromium: browser('1.2', { asynccontext: 260, transformed: 100, floor: 200, zone: 1000, native: 100 }),
    firefox: browser('3.4', { asynccontext: 2500, transformed: 100, floor: 1000, zone: 1000, native: 500 }),
  },
};

test('each goal is about operations, subjects and browsers that there are', () => {
  const operations = OPERATIONS.map(({ id }: { id: string }) => id);
  const subjects = SUBJECTS.map(({ id }: { id: string }) => id);
  for (const { subject = 'asynccontext', operation, against, atMost, atLeast } of GOALS as Goal[]) {
    assert.ok(operations.includes(operation), operation);
    assert.ok(subjects.includes(subject), subject);
    assert.is(against !== undefined && subjects.includes(against), atMost !== undefined, 'a ratio is against a subject');
    for (const name of Object.keys(atMost ?? atLeast!)) assert.ok(['chromium', 'firefox', 'webkit'].includes(name), name);
  }
});

test('the report says what is reached and what is missed', () => {
  const text: string = report(summary);
  for (const line of [
    '2026-01-02, a <machine> & more: chromium 1.2, firefox 3.4; median of 2 rounds',
    '| an `await` in a context, × the hook alone | 1.30× ✓ (at most 1.3×) | 2.50× **missed** (at most 1.3×) |',
    '| an `await` in a context, × zone.js lowered | 0.26× ✓ (at most 0.3×) | 2.50× |',
    '| the same (an aim) | 0.26× | 2.50× **missed** (at most 1×) |',
    '| `run` inside `run` | 260 **missed** (at least 2,000) | 2,500 ✓ (at least 2,000) |',
    'gzipped: 10.20 kB ✓ (at most 10.7); the aim **missed** (9.8)',
    '| await in a context | asynccontext, nothing lowered | 260 | 2,500 |',
    '|  | the await hook alone | 200 | 1,000 |',
  ]) {
    assert.ok(text.includes(line), `${line}\n\nis not in\n\n${text}`);
  }
});

test('another build is in the report where it was measured', () => {
  const { chromium } = summary.browsers;
  const text: string = report({ ...summary, browsers: { chromium: { ...chromium, subjects: { ...chromium.subjects, [BESIDE.id]: figures(99) } } } });
  assert.match(text, `|  | ${BESIDE.title} | 99 |`);
  assert.not.match(report(summary), BESIDE.title);
});

test('the plot has a panel for each operation that wants one', () => {
  const svg: string = plot(summary);
  assert.match(svg, 'a &#60;machine&#62; &#38; more');
  assert.not.match(svg, /NaN|undefined|Infinity/);
  assert.is(svg.match(/"panel"/g)?.length, OPERATIONS.filter((operation: { plot: boolean }) => operation.plot).length);
  for (const { title } of SUBJECTS) assert.match(svg, `>${title}</text>`);
  const [, width] = /viewBox="0 0 (\d+)/.exec(svg)!;
  for (const [, x] of svg.matchAll(/<(?:text|rect) x="([\d.]+)"/g)) assert.ok(Number(x) < Number(width), `drawn at ${x} of ${width}`);
});

test('median', () => {
  assert.is(median([3, 1, 2]), 2);
  assert.is(median([7]), 7);
});

/** A stand-in for a browser: loads a page and sends a report from it. */
const saying = (what: string, body: unknown) => ({
  async open(url: string) {
    const { origin, search } = new URL(url);
    const page = await (await fetch(url)).text();
    const script = await (await fetch(new URL(/src="([^"]*)"/.exec(page)![1]!, url))).text();
    void fetch(`${origin}/${what}`, { method: 'POST', body: JSON.stringify(body ?? { script, search }) });
    return { gone: new Promise(() => {}), async close() {} };
  },
});

test('a page gets its script and its query, and what it reports arrives', async () => {
  assert.equal(await measure(saying('figures', undefined), 'the script', { name: 'x', query: 'quick' }), { script: 'the script', search: '?quick' });
});

test('a page that reports a failure is one', async () => {
  const message = await measure(saying('failure', 'no context'), '', { name: 'zone in firefox' }).then(
    () => 'none',
    (error: Error) => error.message,
  );
  assert.is(message, 'zone in firefox: no context');
});

test('a page that is gone is a failure', async () => {
  const crashing = { open: async () => ({ gone: Promise.resolve('the page crashed'), async close() {} }) };
  const message = await measure(crashing, '', { name: 'floor in webkit' }).then(
    () => 'none',
    (error: Error) => error.message,
  );
  assert.is(message, 'floor in webkit: the page crashed');
});

if (process.platform === 'linux') {
  test('the time of the processor is that of pages that this process started', async () => {
    const child = spawn(process.execPath, ['-e', 'console.log(); setTimeout(() => {}, 60_000)', '--', '--type=renderer'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const times: Record<string, number> = cpuTimes();
    assert.equal(Object.keys(times), [`${child.pid}`]);
    assert.ok(times[child.pid!]! > 0);
    child.kill();
    await once(child, 'exit');
    assert.equal(cpuTimes(), {});
  });
}

for (const subject of SUBJECTS as { id: string; carrier?: string }[]) {
  test(`${subject.id} is a classic script, with this library only where it is measured`, async () => {
    const script: string = await bundle(subject);
    assert.not.throws(() => new Function(script));
    assert.is(script.includes('asynccontext.agent'), subject.carrier !== undefined);
    // zone.js's code is lowered, so no native await is left.
    assert.is(/\bawait (\$?suspend\d*\(\w+, )?(settled|callee)\d*\b/.test(script), subject.id !== 'zone');
  });
}

for (const [args, message] of [
  [['--browser', 'netscape'], 'expected browsers among chromium, firefox, webkit, got netscape'],
  [['--rounds', '0'], 'expected a number of rounds, got 0'],
  [['--fast'], "Unknown option '--fast'"],
] as const) {
  test(`${args.join(' ')} is refused`, () => {
    const { status, stderr } = spawnSync(process.execPath, [join(folder, 'main.mjs'), ...args], { encoding: 'utf8' });
    assert.is(status, 1);
    assert.match(stderr, message);
  });
}

test.run();
