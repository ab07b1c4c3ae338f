// The transform in an app that has installed the package: with and without its tools, and its runtime beside other copies of the library.
import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createApp, project } from './app.js';

const app = await createApp();
const runs = (file: string, program: string, ...args: string[]) => {
  app.write({ [file]: program });
  const { status, stdout, stderr, report } = app.node(...args, file);
  assert.is(status, 0, report);
  assert.is(stderr, '', report);
  return JSON.parse(stdout) as unknown;
};

const tries = `const tried = code => { try { return transform(code) } catch (error) { return error.message } };
  console.log(JSON.stringify([tried('1 + 1'), tried('async () => { await 1; 2 }')]));`;
for (const [file, load] of [
  ['without.mjs', "import { transform } from 'asynccontext/transform';"],
  ['without.cjs', "const { transform } = require('asynccontext/transform');"],
] as const) {
  test(`${file}: without the tools, the first file that needs them says what to install`, () => {
    const [plain, message] = runs(file, `${load}\n${tries}`) as [unknown, string];
    assert.is(plain, null);
    assert.match(message, /npm install --save-dev oxc-parser magic-string/);
  });
}

// Copies the tools and their dependencies, as if they were installed.
for (const name of ['oxc-parser', 'magic-string', '@oxc-parser', '@jridgewell']) {
  test(`the app gets ${name}`, () => {
    assert.ok(readdirSync(join(project, 'node_modules', name)).length > 0);
    symlinkSync(join(project, 'node_modules', name), join(app.root, 'node_modules', name), 'junction');
  });
}

const source = `
  function* g() { yield variable.get(); yield variable.get() }
  async function main() {
    const it = variable.run('creation', g);
    const seen = variable.run('caller', () => [it.next().value, variable.get(), it.next().value, variable.get()]);
    for await (const x of variable.run('async', async function* () { await null; yield variable.get() })) seen.push(x, variable.get());
    console.log(JSON.stringify(seen));
  }
  main();`;
const expected = ['creation', 'caller', 'creation', 'caller', 'async', 'default'];

/** The entries that provide a Variable. The first one loaded makes the realm's agent; the runtime comes from either format of the package. */
const variables: Record<string, string> = {
  'the ES module': "const { Variable } = await import('asynccontext');",
  CommonJS: "const { Variable } = (await import('node:module')).createRequire(here)('asynccontext');",
  'the polyfill': "await import('asynccontext/polyfill'); const { Variable } = AsyncContext;",
  'the classic script': `
    const { readFileSync } = await import('node:fs');
    (await import('node:vm')).runInThisContext(readFileSync('node_modules/asynccontext/dist/asynccontext.global.min.js', 'utf8'));
    const { Variable } = AsyncContext;`,
};
for (const [which, load] of Object.entries(variables)) {
  for (const format of ['module', 'commonjs']) {
    test(`transformed ${format} code follows a Variable of ${which}`, () => {
      const program = `
        import { writeFileSync } from 'node:fs';
        const here = import.meta.url;
        ${load}
        const { transform } = await import('asynccontext/transform');
        globalThis.variable = new Variable({ defaultValue: 'default' });
        const file = 'transformed.${format === 'module' ? 'mjs' : 'cjs'}';
        writeFileSync(file, transform(${JSON.stringify(source)}, { filename: file }).code);
        await import('./' + file);`;
      assert.equal(runs('program.mjs', program), expected);
    });
  }
}

test('where the engine has AsyncContext, the runtime does nothing', () => {
  const program = `
    globalThis.AsyncContext = { Variable: class {}, Snapshot: class {} };
    const { call, create, enter, leave, suspend, reset, attach, detach, delegateTo, thenable } = await import('asynccontext/runtime');
    const object = {};
    const same = [enter(call(), object), leave(create(), object), suspend(create(), object), reset(object), attach(detach(object)), attach(detach(), object),
      delegateTo(create(), object), thenable(object)];
    console.log(JSON.stringify([same.every(each => each === object), Symbol.for('asynccontext.agent.v1') in globalThis]));`;
  assert.equal(runs('native.mjs', program), [true, false]);
});

test.run();
