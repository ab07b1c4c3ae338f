// The transform's output for given inputs: files that it leaves alone, code that it keeps, code that it refuses.
import { createRequire } from 'node:module';
import { runInThisContext, Script } from 'node:vm';
import { transformSync } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as runtime from '../../src/runtime/index.js';
import { transform, type TransformOptions, type TransformWarning } from '../../src/transform/index.js';
import { createTools, type Parser } from '../../src/transform/tools.js';

const parses = (code: string, filename: string) => transformSync(code, { loader: /tsx?$/.test(filename) ? 'tsx' : 'jsx', logLevel: 'silent' });

/** Files in which nothing suspends. */
const untouched: Record<string, string> = {
  nothing: '',
  'plain code': 'export const f = x => x + 1; class C { get await_() { return 1 } }',
  'the words in strings and comments': "// await, yield\nconst s = 'async function* () { await import(x) }'; /* function* */ export { s };",
  'the words as names': 'const o = { await: 1, yield: 2, import: 3 }; o.await + o.yield + o.import;',
  multiplication: 'const a = { b: 2 * c, d: e *f }; x(1, 2 *3);',
  'async functions that wait for nothing': 'async function f() { return 1 } const g = async () => {};',
  'import.meta': 'console.log(import.meta.url);',
  'types alone': "type T = Awaited<import('x').Y>; interface I { await: import('y').Z; yield(): void }",
  'declared functions': 'declare function g(): Generator; abstract class A { abstract yield(): import("z").W }',
};
for (const [name, code] of Object.entries(untouched)) {
  test(`${name}: nothing suspends`, () => assert.is(transform(code, { filename: 'file.ts' }), null));
}
test('declaration files are left alone', () => assert.is(transform('export function f(x: typeof import("x")): void; // await', { filename: 'a.d.ts' }), null));

/** Code that has to stay unchanged in the output, apart from what is added to it. */
const kept: [name: string, code: string, parts: string[], filename?: string][] = [
  ['hashbang and directives', "#!/usr/bin/env node\n'use client';\n'use strict'\nawait f();", ["#!/usr/bin/env node\n'use client';\n'use strict';import{"]],
  ['hashbang and line ends of Windows', "#!/usr/bin/env node\r\n'use strict'\r\nawait f();", ["#!/usr/bin/env node\r\n'use strict';import{"]],
  ['hashbang and another line end', '#!/usr/bin/env node\u2028await f();', ['#!/usr/bin/env node\u2028import{']],
  ['byte order mark', '\uFEFFasync () => { await f(); g() }', ['async () => {var ', '_ac_suspend(_ac, f())']],
  ['directives of functions', "async function f() { 'use server'\n 'use strict'; await 1; x() }", ["{ 'use server'\n 'use strict';var "]],
  ['legal comments', '/*! legal */ async () => { await 1; x } // @license y', ['/*! legal */', '// @license y']],
  ['pure annotations', 'const x = /* @__PURE__ */ f(async () => { await /* @__PURE__ */ g(); h() })', ['/* @__PURE__ */ f(', '/* @__PURE__ */ g()']],
  ['magic comments of imports', 'import(/* webpackChunkName: "x" */ "./x.js")', ['import(/* webpackChunkName: "x" */ "./x.js")']],
  [
    'imports that bundlers resolve',
    'import(`./a/${x}.js`); import("./b/" + y + ".js")',
    ['import(`./a/${_ac_detach(`${x}`)}.js`)', 'import("./b/" + _ac_detach(""+(y)) + ".js")'],
  ],
  ['import attributes', 'import("./x.json", { with: { type: "json" } })', ['import("./x.json", { with: { type: "json" } })']],
  [
    'types',
    'const f = async <T,>(x: Promise<T>): Promise<T> => { const y = (await x)! as T; return y }',
    ['<T,>(x: Promise<T>): Promise<T> =>', ')! as T'],
    'a.ts',
  ],
  [
    'parameters with types',
    'class A<T> { *m(this: A<T>, x?: T, ...rest: T[]): Generator<T> { yield x! } }',
    ['this: A<T>, x?: T', ': T[]): Generator<T>'],
    'a.ts',
  ],
  ['decorators', '@dec() class A { @dec(async () => { await 1; x }) m() {} @dec accessor y = 1 }', ['@dec() class A { @dec(', '@dec accessor y = 1'], 'a.ts'],
  ['JSX', 'const F = async () => { const x = await y; return <p a={x}>{await z} await</p> }', ['<p a={x}>', ' await</p>'], 'a.jsx'],
  ['TSX', 'const F = async (p: P) => { const x = await y; return <p a={x as T}>{...(await z)}</p> }', ['<p a={x as T}>'], 'a.tsx'],
];
for (const [name, code, parts, filename = 'a.js'] of kept) {
  test(`${name} stay as they are`, () => {
    const result = transform(code, { filename })!;
    for (const part of parts) assert.ok(result.code.includes(part), `${part} in\n${result.code}`);
    assert.equal(result.warnings, []);
    if (!code.includes('#!')) parses(result.code, filename);
  });
}

const capturing = [
  'function /* c */ * g() { f() }',
  'export default function* () { f() }',
  'x({ *[key]() { f() } })',
  "x({ * 'a b'() { f() } })",
  'x({ *1.5() { f() } })',
  'x({ * /* c */ m() { f() } })',
  'x({ *// c\n m() { f() } })',
  'x({ *m /* c */ () { f() } })',
  'x({ *\\u{61}() { f() } })',
  'x({ *ä() { f() } })',
  'x({ async*m() { f() } })',
  'class A { static *#p() { f() } }',
  'class A { x\n *m() { f() } }',
  'class A { @dec *m<T>() { f() } }',
  'class A { private *m() { f() } }',
  '@dec export class A { *m() { f() } }',
];
for (const code of capturing) {
  test(`a generator that never yields runs in its context: ${code}`, () => {
    for (const more of ['', '; async () => { await 1; 2 }']) {
      // The transform does not look for these in a file in which nothing else suspends.
      if (!more && /@dec \*m|x\n|\* ?\/[*/] ?c/.test(code) && !code.startsWith('function')) continue;
      assert.match(transform(code + more, { filename: 'a.ts' })!.code, /_ac_create\(\)/);
    }
  });
}

/** Syntax that has nothing to do with code that suspends. */
const apart: [name: string, code: string, part: string, filename?: string][] = [
  ['what an async method returns', 'const o = { async m() { if (a) { switch (b) { default: return f() } } } }', 'return _ac_thenable( f())'],
  ['a comment after a dot', 'x. // c\n then(f)', '_ac_of(x).'],
  ['comments of HTML', 'exports.g = function <!-- c\n--> d\n* () { yield 1 }', '_ac_create()'],
  ['what an async arrow function returns', 'const f = async () => g()', '_ac_thenable(g())'],
  ['decorators of a class that is exported', '@(f(async () => { await 1; x })) export class A {}', '_ac_suspend(_ac, 1)', 'a.ts'],
  ['a variable in a block of its own', 'async () => { if (a) { for (var g of []); } await 1; function g() {} }', 'var g=function'],
  ['a resource that is not awaited', 'async () => { { using a = b; } await 1; x }', '_ac_enterFirst(_ac)'],
  ['comment signs in strings', 'const a = "/*"; async () => { await 1; x }; const b = "*/"', '_ac_suspend(_ac, 1)'],
];
for (const [name, code, part, filename = 'a.js'] of apart) {
  test(`${name}: seen, wherever it stands`, () => {
    const result = transform(`${code}; async () => { await 2; y }`, { filename })!;
    assert.ok(result.code.replaceAll('  ', ' ').includes(part), result.code);
  });
}

const cjs: TransformOptions = { format: 'commonjs' };
/** Runs transformed code as CommonJS and returns what it exports. */
function evaluate(code: string): Record<string, never> {
  const module = { exports: {} };
  (runInThisContext(`(function(require,module){${code}\n})`) as Function)(() => runtime, module);
  return module.exports;
}

test('functions are who they were', () => {
  const code = `module.exports = {
    async a(x, y = 1) { await 1; x }, *b(x, y) { yield x }, async *c(x, ...r) { yield x }, d: async x => await x, e: async (x, { y }) => { await 1; x },
    f: class { static async *#p(a, b) { yield a } static p = this.#p; async [Symbol.iterator](x) { await 1; x } }, g: function* (...[a]) { yield a }, h: async function named(x) { await 1; x } };`;
  const [before, after] = [evaluate(code), evaluate(transform(code, cjs)!.code)];
  const describe = (exports: Record<string, Function>) => {
    const all = { ...exports, p: (exports['f'] as never as { p: Function }).p, i: exports['f']!.prototype[Symbol.iterator] as Function };
    return Object.entries(all).map(([key, fn]) => [
      key,
      fn.name,
      fn.length,
      Object.getPrototypeOf(fn) === Function.prototype,
      fn.constructor.name,
      Object.getOwnPropertyNames(fn).sort().join(),
      'prototype' in fn && Reflect.ownKeys(fn.prototype).map(String).join(),
      Object.prototype.toString.call(fn),
    ]);
  };
  assert.equal(describe(after), describe(before));
});

test('names of the file are not taken, be they escaped or in a string', () => {
  for (const name of ['_ac', '_ac_call', '_ac1', '\\u005fac', '\\u{5f}ac', '\\u{000005f}ac']) {
    const code = `const ${name} = 1; module.exports = { async f() { await null; return ${name} } }`;
    const result = transform(code, cjs)!;
    parses(result.code, 'a.js');
    assert.ok(result.code.startsWith('var{call:_ac'), result.code);
    assert.not.ok(/\b_ac=/.test(result.code), result.code);
  }
});

const formats: [filename: string, code: string, options: TransformOptions, head: RegExp][] = [
  ['a.mjs', 'async () => { await 1; 2 }', {}, /^import\{/],
  ['a.cjs', 'async () => { await 1; 2 }', {}, /^var\{.*\}=require\("asynccontext\/runtime"\);/],
  ['a.js', 'export {}; async () => { await 1; 2 }', {}, /^import\{/],
  ['a.js', 'await 1', {}, /^import\{/],
  ['a.js', 'async () => { await 1; 2 }', {}, /^import\{/],
  ['a.js', 'async () => { await 1; 2 }; exports.x = 1', {}, /^var\{/],
  ['a.js', 'async () => { await 1; 2 }; return', {}, /^var\{/],
  ['a.js', 'async () => { await 1; 010 }', {}, /^var\{/],
  ['a.js', 'with (x) async () => { await 1; 2 }', {}, /^var\{/],
  ['a.js', 'async () => { await 1; 2 }', { format: 'module' }, /^import\{/],
  ['a.js', '(function (root) { (async () => { await 1; 2 })(); })(this)', {}, /^var\{/],
  ['a.js', '(() => { (async () => { await this; 2 })(); })()', {}, /^var\{/],
  ['a.js', 'class A { x = this; async f() { await this; 2 } }', {}, /^import\{/],
  ['a.ts', 'async () => { await 1; 2 }', { runtime: '/my/"runtime.js' }, /from"\/my\/\\"runtime\.js"/],
  ['a.js', 'exports.x = async () => { await 1; 2 }; import.meta.webpackHot.accept()', {}, /^var\{/],
  ['a.js', 'exports.x = async () => { await 1; 010 }; import.meta.webpackHot.accept()', {}, /^var\{/],
  ['a.js', 'export {}; async () => { await 1; require("module"); import.meta.url }', {}, /^import\{/],
  ['a.js', 'await import.meta.require("x")', {}, /^import\{/],
  ['a.js', 'async () => { await 1; import.meta.url }', {}, /^import\{/],
  ['a.js', 'async () => { await 1; import.meta.url }', { format: 'auto' }, /^var\{/],
  ['a.js', 'async () => { await 1; 2 }', { format: 'auto' }, /^var\{/],
  ['a.mjs', 'async () => { await 1; 2 }', { format: 'auto' }, /^var\{/],
  ['a.js', 'async () => { await 1; 010 }', { format: 'auto' }, /^var\{/],
  ['a.js', 'export {}; async () => { await 1; exports }', { format: 'auto' }, /^import\{/],
  ['a.js', 'import "x"; async () => { await 1; import.meta.url }', { format: 'auto' }, /^import\{/],
  ['a.js', 'await 1; module', { format: 'auto' }, /^import\{/],
  ['a.ts', 'import x = require("x"); export = async () => { await 1; 2 }', { format: 'auto' }, /^import\{/],
  ['a.ts?query', 'const x: T = async () => { await 1; require(2) }', {}, /^var\{/],
];
for (const [filename, code, options, head] of formats) {
  test(`${filename}, ${JSON.stringify(options)}: ${code}`, () => assert.match(transform(code, { filename, ...options })!.code, head));
}

test('code that does not parse fails with file, line and column, and shows it', () => {
  try {
    transform('const a = 1;\nasync function f() {\n  await (;\n}', { filename: 'folder/wrong.js' });
  } catch (error) {
    assert.instance(error, SyntaxError);
    assert.match((error as Error).message, /^folder\/wrong\.js:3:10: /);
    assert.match((error as Error).message, /await \(;/);
    const { filename, line, column } = error as never as { filename: string; line: number; column: number };
    assert.equal([filename, line, column], ['folder/wrong.js', 3, 10]);
    return;
  }
  assert.unreachable('nothing was thrown');
});
const early = [
  'function* g(...a) { "use strict"; yield 1 }',
  '({ *g(a) { let a; yield 1 } })',
  'async function* g(a) { let a; await 1 }',
  'async function f() { for (await using x = obj of []) {} }',
];
for (const code of early) {
  test(`an error that no edit hides: ${code}`, () => assert.throws(() => transform(code, { filename: 'a.js' }), SyntaxError));
}

/** Valid code for which the parser reports errors; and invalid code that is passed on, for the next tool to report. */
const forOthers: [code: string, isValid: boolean][] = [
  ['({ q = eval } = o)', true],
  ['({ q: z = eval } = o)', true],
  ['({ [eval]: z } = o)', true],
  ['[x = () => { arguments }] = o', true],
  ['for ({ q = eval } of o);', true],
  ['[eval] = a', false],
  ['delete x', false],
];
for (const [code, isValid] of forOthers) {
  for (const head of ['"use strict"; ', '']) {
    test(`${head}${code} is not refused`, () => {
      const options: TransformOptions = head ? { format: 'script' } : { format: 'module' };
      const result = transform(`${head}async () => { await 1; f() }; ${code}`, options)!;
      const check = () => new Script(`"use strict";${result.code.replace(/^import\{.*?;/, '')}`);
      if (isValid) assert.not.throws(check);
      else assert.throws(check, SyntaxError);
    });
  }
}

test('an error of the parser names the parser and the line', () => {
  // In scripts Annex B allows it, and makes it a run-time error.
  assert.throws(
    () => transform('async () => { await 1; f() };\nf() = 1', { format: 'script', filename: 'a.js' }),
    /^a\.js:2:1: Cannot assign to this expression \(oxc-parser\)\n/,
  );
});

/** Comments that tools look for before all code, and comments that belong to the code after them. */
const leading: [name: string, code: string, head: string][] = [
  [
    'JSX',
    '/** @jsxImportSource preact */\n// @jsxRuntime automatic\nimport x from "y"; await x',
    '/** @jsxImportSource preact */\n// @jsxRuntime automatic\nimport{',
  ],
  ['types', '#!/usr/bin/env node\n// @ts-nocheck\n\nawait f()', '#!/usr/bin/env node\n// @ts-nocheck\n\nimport{'],
  ['in one line', '/* @jsx h */ await f()', '/* @jsx h */ import{'],
  ['CommonJS', '/* @ts-nocheck */\nexports.f = async () => { await 1; g() }', '/* @ts-nocheck */\nvar{'],
  ['before a directive', '// @ts-nocheck\n"use client"\nawait f()', '// @ts-nocheck\n"use client";import{'],
  ['an annotation', '// @ts-nocheck\n/* #__PURE__ */ f(await g)', '// @ts-nocheck\nimport{'],
  ['an annotation of a function', '/*! legal */ /* @__NO_SIDE_EFFECTS__ */\nexport async function f() { await 1; g() }', '/*! legal */ import{'],
  ['decorators', '/* @jsx h */\n@dec export class A { async m() { await 1; f() } }', '/* @jsx h */\nimport{'],
];
for (const [name, code, head] of leading) {
  test(`leading comments stay before all code: ${name}`, () => {
    const result = transform(code, { filename: 'a.tsx' })!.code;
    assert.ok(result.startsWith(head), result);
    for (const annotation of code.match(/\/\* [#@]__\w+__ \*\/\s*\w+/g) ?? []) assert.ok(result.includes(annotation), result);
  });
}

const tight = [
  'async function f(b) { for await (let a of(b)) a; }',
  'async function f(b) { for await (const{a}of(b)) a; }',
  'async function f(b) { for await (let[a]of[b]) a; }',
];
for (const code of tight) {
  test(`no space is needed between words: ${code}`, () => assert.not.throws(() => parses(transform(code, { filename: 'a.js' })!.code, 'a.js')));
}

test('a getter among the attributes of an import is made, not called', () => {
  const { code } = transform("import('./x.js', { with: { get type() { throw 1 } } }); 1", { filename: 'a.js' })!;
  assert.not.throws(() => parses(code, 'a.js'));
});

test('`import.meta` makes no module of what is CommonJS otherwise, nor strict code of it', () => {
  const code = 'exports.g = function* (a) { a = 2; yield arguments[0] }; async () => { await 1; 2 }; import.meta.webpackHot.accept();';
  assert.match(transform(code, { filename: 'a.js' })!.warnings[0]!.message, /arguments object follows/);
  assert.throws(() => transform(`${code} let a; let a;`, { filename: 'a.js' }), /a\.js:1:\d+: Identifier `a` has already been declared/);
  assert.throws(() => transform(code, cjs), /import\.meta/);
});

test('the result of an async function may be a thenable, though nothing else suspends', () => {
  const code = 'export const f = async () => db.select();';
  assert.match(transform(code)!.code, /=> +_ac_thenable\(db\.select\(\)\);/);
  assert.is(transform(code, { reactions: false }), null);
});

test('a long chain takes no longer than its length', () => {
  // If each link was visited twice, this would take for ever.
  const code = transform(`x?.a.b${'.then(f)'.repeat(200)}; y${'.then(f)'.repeat(200)}`)!.code;
  assert.is(code.split('_ac_of(').length - 1, 200);
  assert.is(code.split('_ac_ofChain(').length - 1, 200);
});

const refused: [name: string, args: unknown[], message: RegExp][] = [
  ['no code', [], /expected code as a string, got undefined/],
  ['null', [null], /expected code as a string, got null/],
  ['a number', [1], /expected code as a string, got 1/],
  ['bytes', [Buffer.from('await 1')], /expected code as a string, got an object/],
  ['null as options', ['await 1', null], /expected options as a plain object, got null/],
  ['a name as options', ['await 1', 'a.js'], /expected options as a plain object, got "a\.js"/],
  ['a Map as options', ['await 1', new Map()], /expected options as a plain object, got an object/],
  ['an array as options', ['await 1', []], /expected options as a plain object, got an array/],
  ['an option that there is not', ['await 1', { filname: 'a.js' }], /expected the options filename, lang, sourcemap, format, .*, got "filname"/],
  ['a symbol', ['await 1', { [Symbol('filename')]: 'a.js' }], /expected the options .*, got Symbol\(filename\)/],
  ['another format', ['await 1', { format: 'esm' }], /expected format as "module", "commonjs", "script" or "auto", got "esm"/],
  ['a format that is null', ['await 1', { format: null }], /expected format as .*, got null/],
  ['another language', ['await 1', { lang: 'flow' }], /expected lang as "js", "jsx", "ts" or "tsx", got "flow"/],
  ['a runtime that is a number', ['await 1', { runtime: 5 }], /expected runtime as a string, got 5/],
  ['a file name that is a number', ['await 1', { filename: 1 }], /expected filename as a string, got 1/],
  ['a file name that is a URL', ['await 1', { filename: new URL('file:///a.js') }], /expected filename as a string, got an object/],
  ['sourcemap', ['await 1', { sourcemap: 'inline' }], /expected sourcemap as a boolean, got "inline"/],
  ['reactions', ['await 1', { reactions: 0 }], /expected reactions as a boolean, got 0/],
  ['onWarn', ['await 1', { onWarn: {} }], /expected onWarn as a function, got an object/],
];
for (const [name, args, message] of refused) {
  for (const code of typeof args[0] === 'string' ? ['await 1; f()', 'nothing()'] : [args[0]]) {
    test(`refused, whether there is anything to do or not: ${name}, ${String(code)}`, () => {
      assert.throws(
        () => (transform as Function)(...(args.length > 0 ? [code, ...args.slice(1)] : [])),
        (error: unknown) => error instanceof TypeError && error.message.startsWith('asynccontext/transform: ') && message.test(error.message),
      );
    });
  }
}
test('options that are undefined are absent, and those of no prototype are options', () => {
  const { code } = transform('await f(); g()')!;
  const absent: object = { filename: undefined, sourcemap: undefined, format: undefined, runtime: undefined, reactions: undefined, onWarn: undefined };
  assert.is(transform('await f(); g()', absent as TransformOptions)!.code, code);
  assert.is(transform('await f(); g()', Object.assign(Object.create(null), { filename: 'unknown.js' }))!.code, code);
});

const warned: [code: string, words: RegExp][] = [
  ['function* g(a) { a = 1; yield arguments[0] }', /arguments object follows its parameters/],
  ['function* g(a) { for (a of [1]) yield arguments[0] }', /arguments object follows its parameters/],
  ['function* g(a) { var a = 1; (() => arguments)(); yield }', /arguments object follows its parameters/],
  ["function* g(a) { (function () { 'use strict'; a = 1 })(); yield arguments[0] }", /arguments object follows its parameters/],
  ['function* g(a) { new (class { m() { a++ } })().m(); yield arguments[0] }', /arguments object follows its parameters/],
  ["function* g(a) { 'use strict'; yield a }", /'use strict' of its own/],
  ['async function* g(a, a) { yield a }', /two of whose parameters have one name/],
];
for (const [code, words] of warned) {
  test(`left alone, with a warning: ${code}`, () => {
    const heard: TransformWarning[] = [];
    const result = transform(`\n  ${code}; async () => { await 1; 2 }`, { ...cjs, filename: 'w.js', onWarn: warning => heard.push(warning) })!;
    assert.ok(result.code.includes(code));
    assert.equal(result.warnings, heard);
    assert.is(heard.length, 1);
    assert.match(heard[0]!.message, words);
    assert.equal([heard[0]!.filename, heard[0]!.line, heard[0]!.column], ['w.js', 2, 3]);
  });
}
test('arguments objects that follow no parameters are no reason to leave a generator alone', () => {
  for (const body of [
    'a = 1; yield a',
    'a = 1; yield function () { return arguments }',
    'b = 1; yield arguments[0]',
    'arguments; yield class { m() { eval("a = 1") } }',
  ]) {
    assert.equal(transform(`function* g(a) { ${body} }`, cjs)!.warnings, [], body);
  }
});
test('a directive that is around anyway may go', () => {
  const { code, warnings } = transform("'use strict'; module.exports = function* g(a) { 'use strict'; yield [this, a].join() }", cjs)!;
  assert.equal(warnings, []);
  const generator = (evaluate(code) as unknown as (a: number) => Generator)(1);
  assert.is(generator.next().value, ',1');
});

const require = createRequire(import.meta.url);
test('as CommonJS it is the same', () => {
  const built = require(`${process.cwd()}/dist/cjs/node/transform.js`) as { transform: typeof transform };
  const code = 'async () => { await 1; 2 }';
  assert.is(built.transform(code)!.code, transform(code)!.code);
});

/** How the parser is called for some files: with shared memory, or with copies. */
function asked(rawTransferSupported: Parser['rawTransferSupported'], isShared: (call: number) => boolean): string {
  const how: string[] = [];
  const parseSync = (_: string, __: string, options?: object) => {
    const isRaw = 'experimentalRawTransfer' in (options ?? {});
    how.push(isRaw ? 'shared' : 'copied');
    if (isRaw && !isShared(how.length)) throw new RangeError('Array buffer allocation failed');
    return { options };
  };
  const parser = { parseSync, visitorKeys: {}, ...(rawTransferSupported && { rawTransferSupported }) } as unknown as Parser;
  const tools = createTools(parser, {} as never);
  how.push('|');
  for (let i = 0; i < 3; i++)
    assert.is((tools.parseSync('a.js', '', { sourceType: 'module' }) as { options?: { sourceType?: string } }).options?.sourceType, 'module');
  return how.join(' ');
}
test('the parser shares its memory where it can', () => {
  assert.is(
    asked(undefined, () => true),
    '| copied copied copied',
  );
  assert.is(
    asked(
      () => false,
      () => true,
    ),
    '| copied copied copied',
  );
  // The parser is called once before the first file, so that no loader's hook meets the modules that it loads.
  assert.is(
    asked(
      () => true,
      () => true,
    ),
    'shared | shared shared shared',
  );
  assert.is(
    asked(
      () => true,
      () => false,
    ),
    'shared copied | copied copied copied',
  );
  assert.is(
    asked(
      () => true,
      call => call < 3,
    ),
    'shared | shared copied copied copied',
  );
});

test.run();
