// Transformed code that a bundler lowers afterwards, for engines without `using` or without async functions.
import { runInThisContext } from 'node:vm';
import { transformSync } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../src/index.js';
import * as runtime from '../../src/runtime/index.js';
import { transform } from '../../src/transform/index.js';

const variable = new AsyncContext.Variable({ defaultValue: 'none' });
const symbols = {
  dispose: (Symbol as unknown as { dispose?: symbol }).dispose ?? Symbol.for('Symbol.dispose'),
  asyncDispose: (Symbol as unknown as { asyncDispose?: symbol }).asyncDispose ?? Symbol.for('Symbol.asyncDispose'),
};

const program = `
  const log = [];
  const note = what => log.push(what + ' ' + variable.get());
  const resource = name => ({ [symbols.dispose]() { note('dispose ' + name) }, async [symbols.asyncDispose]() { note('asyncDispose ' + name) } });
  async function f() { using a = resource('a'); { await using b = resource('b'); await null; note('in') } note('after'); await null; return 'end' }
  async function* g() { await using c = resource('c'); yield 1; note('in g'); for (const x of [1]) { using d = resource('d'); yield x } }
  module.exports = async () => {
    note(await variable.run('f', f));
    const it = variable.run('g', g);
    for (let i = 0; i < 3; i++) await variable.run('caller', () => it.next());
    return log;
  };`;
const expected = ['in f', 'asyncDispose b f', 'after f', 'dispose a f', 'end none', 'in g g', 'dispose d g', 'asyncDispose c g'];

for (const target of ['es2022', 'es2017', 'es2016']) {
  test(`lowered to ${target}`, async () => {
    const { code } = transform(program, { filename: 'program.cjs' })!;
    const lowered = transformSync(code, { target, minify: true }).code;
    assert.not.ok(/\busing\b/.test(lowered));
    const module = { exports: undefined as unknown as () => Promise<string[]> };
    (runInThisContext(`(function(require,module,variable,symbols){${lowered}\n})`) as Function)(() => runtime, module, variable, symbols);
    assert.equal(await module.exports(), expected);
  });
}
test.run();
