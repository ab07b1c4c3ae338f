// The suites of others, and how a checkout of each is recognised.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Suite
 * @property {string} name the repository, and the folder here
 * @property {string} file what only a checkout of it has
 * @property {(folder: string, words: string[], part: string) => Promise<import('./part.mjs').Part[]>} run runs the suite, or the tests whose path contains one of the words, of the parts whose name contains `part`
 */

/** Loaded when it is run: each has tools of its own. */
const suite = (name, file) => ({
  name,
  file,
  is: folder => existsSync(join(folder, file)),
  run: async (...args) => (await import(`./${name}/main.mjs`)).run(...args),
});

/** @type {Suite[]} */
export const suites = [
  suite('test262', 'harness/assert.js'),
  suite('web-platform-tests', 'resources/testharness.js'),
  suite('node', 'test/async-hooks/test-async-local-storage-nested.js'),
  suite('opentelemetry', 'packages/opentelemetry-context-async-hooks/package.json'),
];

/** The suite that a folder is a checkout of. */
export function suiteOf(folder) {
  const found = suites.find(({ is }) => is(folder));
  if (found) return found;
  const expected = suites.map(({ name, file }) => `${name} (which has ${file})`).join(', ');
  throw new Error(`expected the folder of a checkout of ${expected}, got ${folder}, which ${existsSync(folder) ? 'has none of these files' : 'is not there'}`);
}
