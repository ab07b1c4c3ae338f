// Switches mutants on, one after the other, and prints those that no test notices.
// Files take turns, and the mutants of a file are tried in random order: a run that is stopped leaves a fair sample of each file.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runtime } from '../runtimes.mjs';
import { openChromium } from './in-chromium.mjs';
import { instrument } from './instrument.mjs';
import { writeReport } from './report.mjs';
import { openResults } from './results.mjs';
import { bundleSuite, reachedBy, runSuite } from './run-suite.mjs';
import { suites } from './suites.mjs';

const USAGE = `npm run test:mutations -- [options] [words]

  words            only mutants of files whose path contains one of the words
  --survivors      only mutants that survived before
  --untried        only mutants that were not tried since their file was changed; with --survivors, mutants of either kind
  --sample N       only every Nth mutant
  --lanes WORDS    only with the suites whose name contains one of the words, comma-separated
  --without WORDS  without these suites`;

const { values, positionals: words } = parseArgs({
  allowPositionals: true,
  options: {
    survivors: { type: 'boolean', default: false },
    untried: { type: 'boolean', default: false },
    sample: { type: 'string', default: '1' },
    lanes: { type: 'string' },
    without: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit();
}
const sample = Number(values.sample);
if (!Number.isInteger(sample) || sample < 1) throw new TypeError(`expected a whole number from 1 as --sample, got ${values.sample}`);
const [only, without] = [values.lanes, values.without].map(list => list?.split(','));

const { folder, mutants } = await instrument();
const results = openResults(mutants);
const wanted = [...(values.survivors ? ['s'] : []), ...(values.untried ? ['.'] : [])];
const chosen = mutants.filter(
  mutant =>
    (words.length === 0 || words.some(word => mutant.file.includes(word))) &&
    (wanted.length === 0 || wanted.includes(results.outcomeOf(mutant))) &&
    mutant.id % sample === 0,
);
if (chosen.length === 0) throw new Error(`expected words from the path of a file that has such mutants, got ${words.join(' ')}`);

/** The suites that run on the mutants: the mutants that each reaches, the time it takes, and a function that tells whether it passes with a mutant on. */
const lanes = [];
const isTried = ({ name, kills }) =>
  (!only || only.some(word => name.includes(word))) && !without?.some(word => name.includes(word)) && chosen.some(({ file }) => kills.test(file));
const tell = ({ name, passed, ms, ids }) => console.log(`${name}: ${passed} passed, ${Math.round(ms)} ms, ${ids.size} mutants reached`);
for (const [number, suite] of suites.entries()) {
  const kills = new RegExp(`^(?:${suite.kills})`);
  if (!isTried({ ...suite, kills })) continue;
  const file = await bundleSuite(suite, folder, number);
  const node = suite.node && (await runtime(suite.node));
  const { passed, text, ms, ids } = await reachedBy(file, folder, node);
  if (passed === undefined) throw new Error(`${suite.name} fails with no mutant on:\n${text}`);
  const passes = async mutant => {
    const outcome = await runSuite(file, { folder, mutant, node, limit: 5 + Math.ceil(ms / 250) });
    return outcome.isLate ? undefined : outcome.passed === passed;
  };
  lanes.push({ name: suite.name, kills, passed, ms, ids, passes });
  tell(lanes.at(-1));
}
const chromium = chosen.some(({ file }) => file.startsWith('src/carriers/browser/')) ? await openChromium(folder, isTried) : undefined;
for (const lane of chromium?.lanes ?? []) {
  lanes.push({ ...lane, passes: mutant => chromium.run(lane, mutant) });
  tell(lane);
}

/** The jobs that are running, and the job that runs alone, if there is one. */
const running = new Set();
let exclusive;

async function beside(job) {
  while (exclusive) await exclusive;
  const run = job();
  running.add(run);
  try {
    return await run;
  } finally {
    running.delete(run);
  }
}

async function alone(job) {
  while (exclusive) await exclusive;
  const run = Promise.all(running).then(job);
  exclusive = run.finally(() => (exclusive = undefined));
  return run;
}

/** Whether a suite notices a mutant. A late suite may only be slow because the machine is busy: it runs again with nothing beside it. */
async function kills(lane, id) {
  const passes = (await beside(() => lane.passes(id))) ?? (await alone(() => lane.passes(id)));
  return !passes;
}

/** How many mutants of a file each suite has killed. The best suite goes first, relative to its time; one that is about few files goes before others. */
const kept = new Map();
for (const lane of lanes) lane.scope = chosen.filter(({ file }) => lane.kills.test(file)).length;
const worth = (lane, file) => (0.2 + (kept.get(`${lane.name} ${file}`) ?? 0)) / lane.ms / lane.scope;

/** The suite that kills a mutant; undefined if none does. */
async function killerOf({ id, file }) {
  const able = lanes.filter(lane => lane.kills.test(file) && lane.ids.has(id));
  for (const lane of able.sort((one, other) => worth(other, file) - worth(one, file))) {
    if (!(await kills(lane, id))) continue;
    kept.set(`${lane.name} ${file}`, 1 + (kept.get(`${lane.name} ${file}`) ?? 0));
    return lane;
  }
  return undefined;
}

/** The mutants in random order, with those of each file spread over the whole list. */
function inTurn(mutants) {
  const byFile = new Map(mutants.map(({ file }) => [file, []]));
  for (const mutant of mutants) byFile.get(mutant.file).push(mutant);
  const shuffled = [...byFile.values()].flatMap(all =>
    all
      .map(mutant => ({ mutant, at: Math.random() }))
      .sort((one, other) => one.at - other.at)
      .map(({ mutant }, index) => ({ mutant, at: (index + Math.random()) / all.length })),
  );
  return shuffled.sort((one, other) => one.at - other.at).map(({ mutant }) => mutant);
}

const left = inTurn(chosen);
let survivors = 0;
const from = performance.now();
await Promise.all(
  Array.from({ length: Math.min(2, availableParallelism()) }, async () => {
    for (let mutant; (mutant = left.shift()); ) {
      const killer = await killerOf(mutant);
      // If not all suites ran, `s` is only a bound: the other suites may kill the mutant later, like any survivor.
      results.set(mutant, killer ? 'k' : 's');
      if (!killer) {
        survivors++;
        console.log(
          `survives: ${mutant.file}:${mutant.line} ${mutant.kind}\n    ${mutant.before.replaceAll('\n', '\n    ')}\n  → ${mutant.after.replaceAll('\n', '\n    ')}`,
        );
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
