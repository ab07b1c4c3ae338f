// The report of the public types matches the built package.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { project } from './app.js';

const { interfaceOf, report } = (await import(pathToFileURL(join(project, 'tests/package/api.mjs')).href)) as typeof import('./api.mjs');

test('api.md has the public types as they are', () => {
  const isSame = readFileSync(join(project, 'tests/package/api.md'), 'utf8') === report();
  assert.ok(isSame, 'the public types are not those of tests/package/api.md: run `npm run api`, look at its diff, and commit it with the change');
});

const before =
  'interface A {\n    /** Text. */\n    b: 1;\n}\ndeclare function f(first: 1): 1;\ndeclare function f(second: 2): 2;\nexport { f };\nexport type { A };';
const changes: readonly [change: string, shows: boolean, after: string][] = [
  ['a comment', false, before.replace('Text', 'Other text')],
  ['the order of two declarations', false, before.replace(/(interface[^]*?)(declare[^]*?)(?=export)/, '$2$1\n')],
  ['the order of two overloads', true, before.replace(/(declare.*\n)(declare.*\n)/, '$2$1')],
  ['the type of a property', true, before.replace('b: 1', 'b: 2')],
  ['what is optional', true, before.replace('b:', 'b?:')],
  ['what is exported', true, before.replace('{ A }', '{ A as B }')],
];
for (const [change, shows, after] of changes) {
  test(`a change of ${change} ${shows ? 'shows' : 'does not show'}`, () => {
    assert.is.not(after, before);
    assert.is(interfaceOf(after) !== interfaceOf(before), shows);
  });
}

test.run();
