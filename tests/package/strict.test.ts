// The library is strict code in every bundle: a page's callback cannot reach a function of the library, and gets the `this` of its call.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { build, type BuildOptions } from 'esbuild';
import { parseSync } from 'oxc-parser';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createApp, project } from './app.js';

const { bundlers } = (await import(join(project, 'tests/package/bundlers.mjs'))) as typeof import('./bundlers.mjs');
const app = await createApp();
app.write({ 'main.js': readFileSync(join(project, 'tests/package/fixtures/strict.js'), 'utf8') });

async function esbuild(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({ absWorkingDir: app.root, entryPoints: ['main.js'], bundle: true, write: false, logLevel: 'silent', ...options });
  return outputFiles![0]!.text;
}

/** A bundle by Rollup without the directive that makes code strict. */
async function sloppyRollup(): Promise<string> {
  const [{ rollup }, { nodeResolve }] = await Promise.all([import('rollup'), import('@rollup/plugin-node-resolve')]);
  const bundle = await rollup({ input: join(app.root, 'main.js'), plugins: [nodeResolve({ browser: true }) as never] });
  const { output } = await bundle.generate({ format: 'iife', strict: false });
  return output[0].code;
}

interface Results {
  readonly looks: Readonly<Record<string, string>>;
  readonly thisOf: string[][];
}
function check({ looks, thisOf }: Results): void {
  assert.equal(thisOf, [
    ['undefinedtrue', 'undefinedtrue'],
    ['objecttrue', 'objecttrue'],
    ['numbertrue', 'numbertrue'],
    ['stringtrue', 'stringtrue'],
  ]);
  assert.is(Object.keys(looks).length, 24);
  // A function of the engine's own is allowed: it wraps the callbacks of `finally`.
  const found = Object.entries(looks).filter(([, seen]) => !/^null$|^an error$|\[native code\]/.test(seen));
  assert.equal(found, []);
}

const scripts: Readonly<Record<string, () => Promise<string>>> = {
  'esbuild, iife': () => esbuild({ format: 'iife' }),
  'esbuild, iife, minified': () => esbuild({ format: 'iife', minify: true }),
  'esbuild, iife, for older engines': () => esbuild({ format: 'iife', target: 'es2020', minify: true }),
  'Rollup, strict: false': sloppyRollup,
  ...Object.fromEntries(Object.entries(bundlers).map(([name, bundle]) => [name, () => bundle(app.root, 'main.js')])),
};
for (const [name, bundle] of Object.entries(scripts)) {
  test(`${name}: a page's callbacks find nothing of the library, and have their own this`, async () => {
    // As text, since the results belong to another realm.
    const text = await (runInNewContext(`${await bundle()}; globalThis.result.then(JSON.stringify)`, {}) as Promise<string>);
    check(JSON.parse(text) as Results);
  });
}
for (const format of ['cjs', 'iife'] as const) {
  test(`esbuild, for Node, ${format}: the same`, async () => {
    const code = `${await esbuild({ platform: 'node', format })}; globalThis.result.then(result => console.log(JSON.stringify(result)))`;
    app.write({ 'bundle.cjs': code });
    check(JSON.parse(execFileSync(process.execPath, [join(app.root, 'bundle.cjs')], { encoding: 'utf8' })) as Results);
  });
}

/** The functions of a program that are in no class and have no `use strict` directive. */
function sloppyFunctions(code: string, sourceType: 'script' | 'module' = 'script'): string[] {
  const { program } = parseSync('file.js', code, { sourceType });
  const found: string[] = [];
  const visit = (node: any): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    if (node.type === 'ClassBody') return;
    if (/^(?:Arrow)?Function/.test(node.type)) {
      const [first] = node.body?.body ?? [];
      if (first?.directive === 'use strict') return;
      found.push(code.slice(node.start, node.end));
    }
    Object.values(node).forEach(visit);
  };
  visit(program.body);
  return found;
}
test('the search for sloppy functions finds them', () => {
  assert.equal(sloppyFunctions('x(() => 1); (class { m() { return () => 1 } }); function f() { "use strict"; return () => 1 }'), ['() => 1']);
});

test('the classic script, also behind another in one file', () => {
  const script = readFileSync(join(app.installed, 'dist/asynccontext.global.min.js'), 'utf8');
  assert.equal(sloppyFunctions(`var before;\n${script}`), []);
  const wrap = 'AsyncContext.Snapshot.wrap(Function(\'"use strict"; return this\').bind(undefined))';
  assert.is(runInNewContext(`var before;\n${script}; typeof (${wrap})()`, {}), 'undefined');
});
for (const engine of ['any', 'transformed']) {
  const folder = join(app.installed, 'dist/esm', engine);
  for (const name of readdirSync(folder).filter(name => name.endsWith('.js'))) {
    test(`dist/esm/${engine}/${name}: no function outside of a class`, () => {
      assert.equal(sloppyFunctions(readFileSync(join(folder, name), 'utf8'), 'module'), []);
    });
  }
}

test.run();
