// The functions that the debugger finds in a script, by their text.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { codeOf } from '../../src/debug/function-list.js';

const cases: Readonly<Record<string, string[]>> = {
  'const f = x => x + 1, g = (y) => { return y; };': ['x => x + 1', '(y) => { return y; }'],
  'call(async () => await 1, function () {});': ['async () => await 1', 'function () {}'],
  'const f = a ? x => x : y => y;': ['x => x', 'y => y'],
  'const f = a ? x => (b ? x : 0) : c ? y => y ?? 1 : z => z?.a;': ['x => (b ? x : 0)', 'y => y ?? 1', 'z => z?.a'],
  'const f = a ? x => b ? x : 0 : y => y;': ['x => b ? x : 0', 'y => y'],
  'const o = { f: x => x, g: a ? () => `${a ? 1 : 2}` : null };': ['x => x', '() => `${a ? 1 : 2}`'],
  'switch (a) { case (x => x)(1): break; default: f(() => a ? 1 : 2) }': ['x => x', '() => a ? 1 : 2'],
};
for (const [text, functions] of Object.entries(cases)) {
  test(text, () =>
    assert.equal(
      codeOf(text)!.functions.map(({ start, end }) => text.slice(start, end)),
      functions,
    ),
  );
}

test('the calls, also of methods that have the name of a keyword', () => {
  const { calls } = codeOf('p.catch(f); map.delete(k); a?.for(b, c); #x in o; if (x) {} while (y) z(); try {} catch (e) { throw (e) }')!;
  assert.equal(
    calls.map(({ name, callee, args }) => [name, callee, args.length]),
    [
      ['catch', 'p.catch', 1],
      ['delete', 'map.delete', 1],
      ['for', 'a?.for', 2],
      ['z', 'z', 0],
    ],
  );
});

test.run();
