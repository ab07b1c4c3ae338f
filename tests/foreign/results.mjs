// The results of the last whole run of each part of a suite, stored in results.json.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = fileURLToPath(new URL('results.json', import.meta.url));

/**
 * @typedef {object} Row
 * @property {string} suite
 * @property {string} part
 * @property {string} on
 * @property {string} commit
 * @property {number} runs
 * @property {number} passes
 * @property {{ reason: string, runs: number }[]} exceptions
 * @property {{ reason: string, runs: number }[]} leftOut
 * @property {number} fails
 */

/** @returns {Row[]} */
export const readResults = () => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : []);

const rowOf = (suite, commit, { name, on, runs, passes, exceptions, leftOut, fails }) => ({
  suite,
  part: name,
  on,
  commit,
  runs,
  passes,
  exceptions: exceptions.map(({ reason, names }) => ({ reason, runs: names.length })),
  leftOut,
  fails: fails.length,
});

/** Replaces the rows of the parts that ran. */
export function record(suite, commit, parts) {
  const others = readResults().filter(row => row.suite !== suite || !parts.some(({ name }) => name === row.part));
  const keyOf = row => `${row.suite}, ${row.part}`;
  const rows = [...others, ...parts.map(part => rowOf(suite, commit, part))].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  writeFileSync(path, `${JSON.stringify(rows, undefined, 1)}\n`);
}
