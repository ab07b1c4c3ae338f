// Each exception names its tests and its reason; the README's table matches the results; a folder that is no checkout is an error.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

interface Exception {
  readonly pattern: RegExp;
  readonly reason: string;
}
interface Failure {
  readonly name: string;
  readonly reason: string;
}
interface Part {
  readonly runs: number;
  readonly passes: number;
  readonly exceptions: { readonly reason: string; readonly names: readonly string[] }[];
  readonly fails: readonly Failure[];
  readonly stale: readonly RegExp[];
}
interface Row {
  readonly suite: string;
  readonly part: string;
  readonly commit: string;
  readonly runs: number;
  readonly passes: number;
  readonly exceptions: readonly { readonly reason: string; readonly runs: number }[];
  readonly fails: number;
}

// Not bundled with this test, since these modules read files relative to their own location.
const load = <T>(name: string) => import(pathToFileURL(join(process.cwd(), 'tests/foreign', name)).href) as Promise<T>;
const { readme, withReport } = await load<{ readme(): string; withReport(text: string): string }>('report.mjs');
const { readResults } = await load<{ readResults(): Row[] }>('results.mjs');
interface Suite {
  readonly name: string;
}
const { suites, suiteOf } = await load<{ suites: Suite[]; suiteOf(folder: string): Suite }>('suites.mjs');
const { sortOut } = await load<{ sortOut(outcome: object): Part }>('part.mjs');
const { lanes } = await load<{ lanes: { readonly name: string }[] }>('test262/lanes.mjs');

/** The exceptions of each part, by suite. The runner of web-platform-tests writes those of its rows. */
const exceptions = new Map<string, Readonly<Record<string, readonly Exception[]>>>();
for (const name of ['test262', 'node', 'opentelemetry']) {
  const module = await load<{ exceptions: Record<string, Exception[]> }>(`${name}/exceptions.mjs`);
  exceptions.set(name, module.exceptions);
}

test('the README is not stale; the remedy is node tests/foreign/report.mjs', () => assert.is(readme(), withReport(readme())));

for (const [suite, parts] of exceptions) {
  test(`the exceptions of ${suite} have a pattern and a reason each`, () => {
    for (const [part, list] of Object.entries(parts)) {
      for (const { pattern, reason } of list) {
        assert.instance(pattern, RegExp, part);
        // A pattern with state (`g`, `y`) would match only every other time.
        assert.is(pattern.flags, '', `${pattern}`);
        assert.not(pattern.test(''), `${pattern} is for all`);
        assert.match(reason, /^\S.{19,}[^.\s]$/, `a clause, not ${reason}`);
      }
      assert.is(new Set(list.map(({ pattern }) => pattern.source)).size, list.length, `a pattern of ${part} is there twice`);
    }
  });
}

test('the exceptions of test262 are of lanes that there are', () => {
  assert.equal(
    Object.keys(exceptions.get('test262')!).filter(part => !lanes.some(({ name }) => name === part)),
    [],
  );
});

test('the results are of suites and commits, with all that failed accounted for', () => {
  const rows = readResults();
  assert.ok(rows.length > 0);
  for (const { suite, part, commit, runs, passes, exceptions: known, fails } of rows) {
    assert.ok(
      suites.some(({ name }) => name === suite),
      suite,
    );
    assert.match(commit, /^[0-9a-f]{40}$/);
    assert.ok(passes > 0, `${suite}, ${part}: nothing passes`);
    assert.is(passes + known.reduce((sum, each) => sum + each.runs, 0) + fails, runs, `${suite}, ${part}`);
    assert.is(fails, 0, `${suite}, ${part}: failures without an exception`);
    const reasons = exceptions.get(suite);
    if (!reasons) continue;
    const [found, expected] = [known, reasons[part] ?? []].map(list => list.map(({ reason }) => reason));
    assert.equal(found, expected, `${suite}, ${part} was run with other exceptions`);
  }
});

test('failures are sorted out: those that may be, those that may not, and exceptions that are none any more', () => {
  const failures = [
    { name: 'b/two', reason: 'it broke' },
    { name: 'a/one', reason: 'it broke' },
  ];
  const list = [
    { pattern: /^a\//, reason: 'as it should' },
    { pattern: /^c\//, reason: 'not any more' },
  ];
  const outcome = { name: 'a part', on: 'an engine', runs: 5, failures, exceptions: list };
  const { passes, exceptions: known, fails, stale } = sortOut({ ...outcome, isWhole: true });
  assert.is(passes, 3);
  assert.equal(known, [{ reason: 'as it should', names: ['a/one'] }]);
  assert.equal(fails, [{ name: 'b/two', reason: 'it broke' }]);
  assert.equal(stale.map(String), ['/^c\\//']);
  assert.equal(sortOut({ ...outcome, isWhole: false }).stale, [], 'a part of the tests cannot tell');
  assert.throws(() => sortOut({ ...outcome, runs: 0, failures: [], isWhole: true }), /expected runs that count in a part, got none/);
});

test('a folder that is no checkout is an error, which names what was expected', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foreign-'));
  try {
    assert.throws(
      () => suiteOf(folder),
      ({ message }: Error) => message.includes(`got ${folder}, which has none of these files`),
    );
    assert.throws(
      () => suiteOf(folder),
      ({ message }: Error) => suites.every(({ name }) => message.includes(name)),
    );
    assert.throws(() => suiteOf(join(folder, 'nothing')), /nothing, which is not there$/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.run();
