// The suites of other projects, and how a checkout of each is recognised.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Options
 * @property {string} part only the parts whose name contains this are run
 * @property {string} [commit] the checkout's commit
 *
 * @typedef {object} Suite
 * @property {string} name the repository, and the folder here
 * @property {string} file a file that only a checkout of this suite has
 * @property {(folder: string) => boolean} is
 * @property {(folder: string, words: string[], options: Options) => Promise<import('./part.mjs').Part[] | boolean>} run runs the suite, or the tests whose name
 * contains one of the words. A suite that stores its results itself only returns whether they are as expected
 */

/** A suite's module is loaded when it runs, since each has tools of its own. */
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

/** The suite whose checkout a folder is. */
export function suiteOf(folder) {
  const found = suites.find(({ is }) => is(folder));
  if (found) return found;
  const expected = suites.map(({ name, file }) => `${name} (which has ${file})`).join(', ');
  throw new Error(`expected the folder of a checkout of ${expected}, got ${folder}, which ${existsSync(folder) ? 'has none of these files' : 'is not there'}`);
}
