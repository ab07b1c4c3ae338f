// Switches mutants on, one after the other, and says which of them no test notices.
// Usage: node tests/mutations/main.mjs [--survivors] [--untried] [--sample=N] [words]: of files whose path contains one of the words; those alone that survived
// before, or that were not tried since their file was changed; every Nth.
import { availableParallelism } from 'node:os';
import { runtime } from '../runtimes.mjs';
import { openChromium } from './in-chromium.mjs';
import { instrument } from './instrument.mjs';
import { writeReport } from './report.mjs';
import { openResults } from './results.mjs';
import { bundleSuite, reachedBy, runSuite } from './run-suite.mjs';
import { suites } from './suites.mjs';

const [flags, words] = [process.argv.slice(2).filter(word => word.startsWith('--')), process.argv.slice(2).filter(word => !word.startsWith('--'))];
const sample = Number(flags.find(flag => flag.startsWith('--sample='))?.slice('--sample='.length) ?? 1);

const { folder, mutants } = await instrument();
const results = openResults(mutants);
const wanted = ['--survivors', '--untried'].filter(flag => flags.includes(flag)).map(flag => (flag === '--untried' ? '.' : 's'));
const chosen = mutants.filter(mutant =>
  (words.length === 0 || words.some(word => mutant.file.includes(word))) &&
  (wanted.length === 0 || wanted.includes(results.outcomeOf(mutant))) &&
  mutant.id % sample === 0);
if (chosen.length === 0) throw new Error(`expected words from the path of a file that has such mutants, got ${words.join(' ')}`);

/** The suites that are tried on the mutants, with what they reach, how long they take, and what says whether they pass with a mutant on. */
const lanes = [];
const isTried = kills => chosen.some(({ file }) => kills.test(file));
const tell = ({ name, passed, ms, ids }) => console.log(`${name}: ${passed} passed, ${Math.round(ms)} ms, ${ids.size} mutants reached`);
for (const [number, suite] of suites.entries()) {
  const kills = new RegExp(`^(?:${suite.kills})`);
  if (!isTried(kills)) continue;
  const file = await bundleSuite(suite, folder, number);
  const node = suite.node && (await runtime(suite.node));
  const { passed, text, ms, ids } = await reachedBy(file, folder, node);
  if (passed === undefined) throw new Error(`${suite.name} fails with no mutant on:\n${text}`);
  const passes = async mutant => (await runSuite(file, { folder, mutant, node, limit: 5 + Math.ceil(ms / 250) })).passed === passed;
  lanes.push({ name: suite.name, kills, passed, ms, ids, passes });
  tell(lanes.at(-1));
}
const chromium = chosen.some(({ file }) => file.startsWith('src/carriers/browser/')) ? await openChromium(folder) : undefined;
for (const lane of chromium?.lanes ?? []) {
  if (!isTried(lane.kills)) continue;
  lanes.push({ ...lane, passes: mutant => chromium.run(lane, mutant) });
  tell(lane);
}

/** The name of the suite that kills a mutant, if one does. */
async function killerOf({ id, file }) {
  for (const lane of lanes) if (lane.kills.test(file) && lane.ids.has(id) && !(await lane.passes(id))) return lane.name;
  return undefined;
}

const left = [...chosen];
let survivors = 0;
const from = performance.now();
await Promise.all(
  Array.from({ length: Math.min(2, availableParallelism()) }, async () => {
    for (let mutant; (mutant = left.shift()); ) {
      const killer = await killerOf(mutant);
      results.set(mutant, killer ? 'k' : 's');
      if (!killer) {
        survivors++;
        console.log(`survives: ${mutant.file}:${mutant.line} ${mutant.kind}\n    ${mutant.before.replaceAll('\n', '\n    ')}\n  → ${mutant.after.replaceAll('\n', '\n    ')}`);
      }
      const done = chosen.length - left.length;
      if (done % 50 === 0) console.log(`${done} of ${chosen.length}, ${survivors} survive, ${Math.round((performance.now() - from) / 1000)} s`);
    }
  }),
);
await chromium?.close();
writeReport();
console.log(`${chosen.length - survivors} of ${chosen.length} killed: ${((100 * (chosen.length - survivors)) / chosen.length).toFixed(1)} %`);
process.exit();
