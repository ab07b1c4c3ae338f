// Writes the table of support into the README of the browser carrier, and what it comes to into that of the repository.
// Usage: node tests/browsers/support.mjs; with --check it only says whether they are as they should be.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A module of the source, as Node runs it. */
async function load(path) {
  const { outputFiles } = await build({ absWorkingDir: root, entryPoints: [path], bundle: true, write: false, format: 'esm', target: 'es2022' });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

const full = rows => [
  '| API | context | patch | note |',
  '| --- | --- | --- | --- |',
  ...rows.map(({ api, context, patch, note = '' }) => `| ${api} | ${context} | ${patch ? `\`${patch}\`` : '–'} | ${note} |`),
];

/** One line a context: what runs in it. */
function compact(rows) {
  const contexts = [...new Set(rows.map(({ context }) => context))];
  return [
    '| context | in browsers, callbacks of |',
    '| --- | --- |',
    ...contexts.map(context => `| ${context} | ${rows.filter(row => row.context === context).map(({ api }) => api).join('; ')} |`),
  ];
}

/** The files that have the table, and what is between their markers. */
const files = [
  ['src/carriers/browser/README.md', full],
  ['README.md', compact],
];

const between = (text, lines, path) => {
  const [start, end] = ['<!-- support: made by tests/browsers/support.mjs -->', '<!-- end of support -->'];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`expected ${start} and ${end} in ${path}`);
  return `${text.slice(0, from)}${start}\n\n${lines.join('\n')}\n\n${text.slice(to)}`;
};

/**
 * Makes the tables anew.
 * @param {{ write?: boolean }} [options] whether they are written
 * @returns {Promise<string[]>} the files whose table was stale
 */
export async function makeSupport({ write = true } = {}) {
  const { support } = await load('src/carriers/browser/support.ts');
  const stale = [];
  for (const [path, lines] of files) {
    const before = readFileSync(join(root, path), 'utf8');
    const after = between(before, lines(support), path);
    if (after === before) continue;
    stale.push(path);
    if (write) writeFileSync(join(root, path), after);
  }
  return stale;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes('--check');
  const stale = await makeSupport({ write: !check });
  console.log(stale.length === 0 ? 'nothing is stale' : `${check ? 'stale' : 'written'}: ${stale.join(', ')}`);
  process.exitCode = check && stale.length > 0 ? 1 : 0;
}
