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

test.run();
