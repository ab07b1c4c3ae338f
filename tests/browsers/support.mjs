// Writes the table of web APIs into the README of the browser carrier.
// Usage: node tests/browsers/support.mjs; with --check it writes nothing, and fails if the README is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Loads a module of the source into Node. */
async function load(path) {
  const { outputFiles } = await build({ absWorkingDir: root, entryPoints: [path], bundle: true, write: false, format: 'esm', target: 'es2022' });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

const table = rows => [
  '| API | context | patch | note |',
  '| --- | --- | --- | --- |',
  ...rows.map(({ api, context, patch, note = '' }) => `| ${api} | ${context} | ${patch ? `\`${patch}\`` : '–'} | ${note} |`),
];

const PATH = 'src/carriers/browser/README.md';
const [start, end] = ['<!-- support: made by tests/browsers/support.mjs -->', '<!-- end of support -->'];

const check = process.argv.includes('--check');
const { support } = await load('tests/browsers/support.ts');
const before = readFileSync(join(root, PATH), 'utf8');
const [from, to] = [before.indexOf(start), before.indexOf(end)];
if (from < 0 || to < from) throw new Error(`expected ${start} and ${end} in ${PATH}`);
const after = `${before.slice(0, from)}${start}\n\n${table(support).join('\n')}\n\n${before.slice(to)}`;
if (after !== before && !check) writeFileSync(join(root, PATH), after);
console.log(after === before ? 'nothing is stale' : `${check ? 'stale' : 'written'}: ${PATH}`);
process.exitCode = check && after !== before ? 1 : 0;
