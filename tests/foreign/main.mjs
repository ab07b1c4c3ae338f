// Runs a suite of another project, from a checkout of it. Usage: npm run test:foreign -- FOLDER [words] [--part NAME] [--commit HASH]
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { print } from './part.mjs';
import { writeReport } from './report.mjs';
import { record } from './results.mjs';
import { suiteOf } from './suites.mjs';

const usage = `npm run test:foreign -- FOLDER [words] [options]
  FOLDER         a checkout of test262, web-platform-tests, Node's tests or opentelemetry-js
  words          parts of the names of tests; the results are written only without words
  --part NAME    only the parts of the suite whose name contains this
  --commit HASH  the checkout's commit, where git does not know it`;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { part: { type: 'string', default: '' }, commit: { type: 'string' } } });
const [folder, ...words] = positionals;
if (folder === undefined) throw new Error(`expected the folder of a checkout, got none. Usage: ${usage}`);
const checkout = resolve(folder);

/** The commit of the checkout; undefined for an unpacked archive, which git does not know. */
function commitOf() {
  try {
    const options = { cwd: checkout, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    const [top, commit] = execFileSync('git', ['rev-parse', '--show-toplevel', 'HEAD'], options).split('\n');
    return resolve(top) === checkout ? commit : undefined;
  } catch {
    return undefined;
  }
}

const suite = suiteOf(checkout);
const commit = values.commit ?? commitOf();
const outcome = await suite.run(checkout, words, { part: values.part, commit });
if (typeof outcome === 'boolean') process.exitCode = outcome ? 0 : 1;
else {
  outcome.forEach(print);
  if (words.length === 0 && commit !== undefined) {
    record(suite.name, commit, outcome);
    writeReport();
  } else console.log(`README.md was not updated: that needs ${words.length > 0 ? 'a run without words' : 'the commit of the checkout (--commit)'}.`);
  process.exitCode = outcome.some(({ fails, stale }) => fails.length + stale.length > 0) ? 1 : 0;
}
