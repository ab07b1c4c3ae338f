// An app in the bundles of several bundlers: they import nothing, and contain the browser carrier. Browsers run these bundles, too.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createApp, project } from './app.js';

const { bundlers } = (await import(join(project, 'tests/package/bundlers.mjs'))) as typeof import('./bundlers.mjs');
const app = await createApp();
app.write({ 'main.js': readFileSync(join(project, 'tests/package/fixtures/bundled/main.js'), 'utf8') });

/** The names of the modules that a script imports or requires in any way. */
async function imports(code: string): Promise<string[]> {
  const found: string[] = [];
  const note = { name: 'note', setup: ({ onResolve }: any) => onResolve({ filter: /^[^<]/ }, ({ path }: any) => (found.push(path), { path, external: true })) };
  await build({ stdin: { contents: code }, bundle: true, write: false, plugins: [note], logLevel: 'silent' });
  return found;
}

test('the search for imports finds them', async () => {
  assert.equal(await imports("import 'node:a'; require('node:b'); import('node:c');"), ['node:a', 'node:b', 'node:c']);
});

for (const [name, bundle] of Object.entries(bundlers)) {
  test(`${name}: one script that imports nothing and runs where there is nothing but the language`, async () => {
    const code = await bundle(app.root, 'main.js');
    assert.equal(await imports(code), []);
    const results: any = await runInNewContext(`${code}; globalThis.results`, {});
    assert.is(results.carrier, 'browser');
    assert.is(results.same, true);
    const expected = JSON.stringify(['a a', 'default default', 'b b']);
    assert.equal(Object.keys(results.seen), ['value', 'settled', 'call', 'chain']);
    // Compared as text, since the arrays belong to another realm.
    for (const [wait, seen] of Object.entries(results.seen)) assert.is(JSON.stringify(seen), expected, wait);
  });
}

test.run();
