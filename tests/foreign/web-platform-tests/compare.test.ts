// The definition of a difference between a page without the library and the same page with it.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { byName, differing, judge, PAGE, sortOut } from './compare.mjs';

const [PASS, FAIL, OK, ERROR] = [0, 1, 0, 1];

/** The results of a page by name, made from `{ name: status }`. */
const page = (tests: Record<string, number>, status = OK, href = 'http://localhost/page') =>
  byName({ href, status, tests: Object.entries(tests).map(([name, status]) => ({ name, status })) });
const names = (found: { name: string }[]) => found.map(({ name }) => name);

test('a subtest that passes without the library has to pass with it', () => {
  assert.equal(names(differing(page({ a: PASS, b: PASS, c: FAIL }), page({ a: PASS, b: FAIL, c: FAIL }))), ['b']);
});

test('a subtest that fails without the library may pass or fail with it', () => {
  assert.equal(names(differing(page({ a: FAIL }), page({ a: PASS }))), []);
});

test('a subtest that does not run with the library differs', () => {
  assert.equal(names(differing(page({ a: PASS, b: PASS }), page({ b: PASS }))), ['a']);
});

test('the page itself has to come to its end', () => {
  assert.equal(names(differing(page({ a: PASS }), page({ a: PASS }, ERROR))), [PAGE]);
  assert.equal(names(differing(page({ a: PASS }), byName(undefined))), [PAGE, 'a']);
});

test('a name with the origin in it is the same name in both modes', () => {
  const [without, within] = ['http://127.0.0.1:1', 'http://127.0.0.1:2'].map(origin =>
    page({ [`no answer from ${origin}/delay.py`]: PASS }, OK, `${origin}/page`),
  );
  assert.equal(differing(without!, within!), []);
});

test('two of one name are two', () => {
  const twice = (status: number) =>
    byName({
      href: 'http://localhost/page',
      status: OK,
      tests: [
        { name: 'a', status: PASS },
        { name: 'a', status },
      ],
    });
  assert.equal(names(differing(twice(PASS), twice(FAIL))), ['a (2)']);
});

test('flaky is one that fails without the library too, or with it only once', () => {
  const first = [{ name: 'a', message: '' }];
  const [good, bad] = [page({ a: PASS }), page({ a: FAIL })];
  assert.equal(
    names(
      sortOut(first, [
        { without: good, within: good },
        { without: good, within: bad },
      ]).real,
    ),
    ['a'],
  );
  assert.equal(
    names(
      sortOut(first, [
        { without: good, within: good },
        { without: good, within: good },
      ]).flaky,
    ),
    ['a'],
  );
  assert.equal(
    names(
      sortOut(first, [
        { without: good, within: bad },
        { without: bad, within: bad },
      ]).flaky,
    ),
    ['a'],
  );
});

test('a difference without an exception is an error, and so is an exception of a page that ran without this difference', () => {
  const outcomes = [
    { url: '/one', differs: [{ name: 'a' }, { name: 'b' }] },
    { url: '/two', differs: [] },
  ];
  const exceptions = [
    { url: '/one', subtests: ['b'] },
    { url: '/two', subtests: ['c'] },
    { url: '/not-run', subtests: ['d'] },
  ];
  assert.equal(judge(outcomes, exceptions), { unexpected: ['/one: a'], stale: ['/two: c'] });
});

test.run();
