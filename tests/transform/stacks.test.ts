// Source maps and stack traces: an error in transformed code is traced to its original place, through the same functions.
import { runInThisContext } from 'node:vm';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as runtime from '../../src/runtime/index.js';
import { transform } from '../../src/transform/index.js';

/** A line of a stack trace. */
interface Frame {
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

const FILE = 'stacks-of-a-program.js';

/** The frames of a stack trace that belong to the program. */
function framesOf(stack: string): Frame[] {
  const pattern = new RegExp(`^    at (?:(.*?) \\()?${FILE}:(\\d+):(\\d+)\\)?$`, 'gm');
  return [...stack.matchAll(pattern)].map(([, name = '', line, column]) => ({ name, line: Number(line), column: Number(column) }));
}

type Program = { readonly run: () => unknown };

function evaluate(code: string): Program {
  const make = runInThisContext(`(function(require,exports){${code}\n})`, { filename: FILE }) as (require: unknown, exports: object) => void;
  const exports = {};
  make(() => runtime, exports);
  return exports as Program;
}

/** The columns by which a wrapper moves the program's first line. */
const moved = '(function(require,exports){'.length;
const original = (frames: Frame[]): Frame[] => frames.map(frame => (frame.line === 1 ? { ...frame, column: frame.column - moved } : frame));

async function stackOf({ run }: Program): Promise<string> {
  try {
    await run();
  } catch (error) {
    return (error as Error).stack!;
  }
  throw new Error('expected a program that throws, got one that does not');
}

/** Programs that throw in their innermost function, with various calls around it. */
const programs: Record<string, string> = {
  'async functions': `
    async function inner(x) {
      await null;
      const y = x + 1; throw new Error('here ' + y);
    }
    const middle = async x => { await 1; return 1 + await inner(x) };
    class C { async method() { try { await middle(2) } finally { await null } } static async s() { return await new C().method() } }
    exports.run = async function outer() {
      for (const x of [1]) { await x; await C.s(); }
    };`,
  'after an await in an expression': `
    const bad = () => { throw new Error('bad') };
    exports.run = async () => { await 1; return [await 1, \`\${await 2}\`, bad(
      await 3
    )] };`,
  'what is not a function': `exports.run = async () => { const o = { a: await 1 }; await o.a; return o.b.c(await 2) };`,
  generators: `
    function* inner() { yield 1; throw new Error('in a generator') }
    const o = { *method(...rest) { yield* inner(); } };
    exports.run = () => { for (const x of o.method(1)) x; };`,
  'async generators': `
    async function* inner(a, { b } = {}) {
      try { yield a } finally { await 1 }
      throw new Error('in an async generator');
    }
    exports.run = async () => { await 1; for await (const { length } of inner('x')) length; };`,
  'a pattern in a catch': `
    exports.run = async () => {
      try { await 1; throw null }
      catch ({ message: m }) { await 2 }
    };`,
  import: `exports.run = async () => { await 1; return import(
      (() => { throw new Error('specifier') })()) };`,
};

/** Programs in which the engine waits inside a `yield*`: the column is that of its operand, which is as near as possible. */
const delegating = new Set(['generators', 'async generators']);
const comparable = (name: string, frames: Frame[]) => (delegating.has(name) ? frames.map(frame => ({ ...frame, column: 0 })) : frames);

for (const [name, code] of Object.entries(programs)) {
  test(`${name}: the same functions and places as in the original`, async () => {
    const result = transform(code, { filename: FILE, format: 'commonjs' });
    const map = new TraceMap(result!.map as never);
    const expected = original(framesOf(await stackOf(evaluate(code))));
    assert.ok(expected.length > 0);
    const traced = original(framesOf(await stackOf(evaluate(result!.code)))).map(({ name, line, column }) => {
      const { source, line: originalLine, column: originalColumn } = originalPositionFor(map, { line, column: column - 1 });
      assert.is(source, FILE);
      return { name, line: originalLine!, column: originalColumn! + 1 };
    });
    assert.equal(comparable(name, traced), comparable(name, expected));
  });
}

test('the map has the source, its name and its text', () => {
  const code = 'async () => { await 1; 2 }';
  const { map } = transform(code, { filename: 'folder/file.ts' })!;
  assert.is(map!.version, 3);
  assert.equal([map!.sources, map!.sourcesContent], [['folder/file.ts'], [code]]);
  assert.is(transform(code, { sourcemap: false })!.map, null);
});

test('lines keep their numbers', () => {
  for (const code of Object.values(programs)) assert.is(transform(code, { filename: FILE })!.code.split('\n').length, code.split('\n').length);
});

test.run();
