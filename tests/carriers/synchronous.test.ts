// The synchronous carrier: right in synchronous code, the empty context after it, and one warning.
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { transform } from '../../src/transform/index.js';
import { loadIn } from './realms/load.mjs';

/** A realm with the library, without AsyncLocalStorage and with a Promise that cannot be patched. */
function bareRealm(): { realm: object; run: (code: string) => unknown; warnings: string[] } {
  const warnings: string[] = [];
  const realm = createContext({ console: { warn: (text: string) => warnings.push(text) }, setTimeout });
  const run = (code: string) => runInContext(code, realm);
  run('Object.freeze(Promise.prototype)');
  run(readFileSync('dist/asynccontext.global.min.js', 'utf8'));
  run('const variable = new AsyncContext.Variable({ defaultValue: "default" })');
  return { realm, run, warnings };
}

test('synchronous code has its contexts', () => {
  const { run } = bareRealm();
  assert.is(run('variable.run(1, () => variable.run(2, () => variable.get()) + variable.get())'), 3);
  assert.is(run('const taken = variable.run("taken", () => new AsyncContext.Snapshot()); taken.run(() => variable.get())'), 'taken');
  assert.is(run('variable.run("wrapped", () => AsyncContext.Snapshot.wrap(() => variable.get()))()'), 'wrapped');
  assert.is(run('try { variable.run(1, () => { throw 1 }) } catch {} variable.get()'), 'default');
});

test('after an await there is the empty context, never another one', async () => {
  const { run } = bareRealm();
  const seen = run(`
    const flow = id => variable.run(id, async () => {
      const log = [variable.get()];
      for (const value of [null, Promise.resolve(), new Promise(resolve => setTimeout(resolve))]) {
        await value;
        log.push(variable.get());
      }
      return log;
    });
    Promise.all([flow('a'), flow('b')])`);
  const none = ['default', 'default', 'default'];
  // Compared by value, since the arrays belong to the other realm.
  assert.is(
    JSON.stringify(await seen),
    JSON.stringify([
      ['a', ...none],
      ['b', ...none],
    ]),
  );
});

test('transformed code carries its contexts by itself', async () => {
  const { realm, run } = bareRealm();
  const runtime = loadIn(realm, 'any/runtime.js');
  const program = `
    seen = variable.run('a', async () => {
      const log = [await Promise.resolve().then(() => variable.get())];
      await Promise.resolve().finally(() => log.push(variable.get()));
      log.push(variable.get());
      return log.join();
    });`;
  const { code } = transform(program, { filename: 'program.cjs' })!;
  (run(`var seen; (function (require) {${code}\n})`) as Function)(() => runtime);
  assert.is(await run('seen'), 'a,a,a');
  assert.is(await run('Promise.resolve().then(() => variable.get())'), 'default');
});

test('the first run warns, once, and names the remedy', () => {
  const { run, warnings } = bareRealm();
  run('variable.get(); new AsyncContext.Snapshot().run(() => 1)');
  assert.equal(warnings, []);
  run('variable.run(1, () => 1); variable.run(2, () => 2); new AsyncContext.Variable().run(3, () => 3)');
  assert.is(warnings.length, 1);
  assert.match(warnings[0]!, /^asynccontext: .*await.*AsyncContext\.Snapshot/);
});

test('a realm without a console is no error', () => {
  const realm = createContext({});
  runInContext('Object.freeze(Promise.prototype)', realm);
  runInContext(readFileSync('dist/asynccontext.global.min.js', 'utf8'), realm);
  assert.is(runInContext('new AsyncContext.Variable().run(1, () => 2)', realm), 2);
});

test.run();
