// Runs a suite of another project, from a checkout of it. Usage: npm run test:foreign -- FOLDER [words] [--part=NAME] [--commit=HASH]
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { print } from './part.mjs';
import { writeReport } from './report.mjs';
import { record } from './results.mjs';
import { suiteOf } from './suites.mjs';

const args = process.argv.slice(2);
const [folder, ...words] = args.filter(arg => !arg.startsWith('--'));
if (folder === undefined) throw new Error('expected the folder of a checkout, got none. Usage: npm run test:foreign -- FOLDER [words] [--part=NAME] [--commit=HASH]');
const checkout = resolve(folder);
const option = name => args.find(arg => arg.startsWith(`--${name}=`))?.slice(`--${name}=`.length);

/** The commit of the checkout: git's word, unless it is an archive of one. */
function commitOf() {
  const given = option('commit');
  if (given !== undefined) return given;
  try {
    const [top, commit] = execFileSync('git', ['rev-parse', '--show-toplevel', 'HEAD'], { cwd: checkout, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n');
    return resolve(top) === checkout ? commit : undefined;
  } catch {
    return undefined;
  }
}

const suite = suiteOf(checkout);
const parts = await suite.run(checkout, words, option('part') ?? '');
parts.forEach(print);
const commit = commitOf();
if (words.length === 0 && commit !== undefined) {
  record(suite.name, commit, parts);
  writeReport();
} else console.log(`${words.length > 0 ? 'Only a whole run' : 'Only a checkout of a known commit (--commit=HASH)'} goes into README.md.`);
process.exitCode = parts.some(({ fails, stale }) => fails.length + stale.length > 0) ? 1 : 0;
