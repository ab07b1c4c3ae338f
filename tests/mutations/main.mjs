// Switches mutants on, one after the other, and says which of them no test notices.
// Usage: node tests/mutations/main.mjs [--survivors] [words]: of files whose path contains one of the words; of the mutants that survived before alone.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { instrument } from './instrument.mjs';
import { openChromium } from './in-chromium.mjs';
import { bundleSuite, reachedBy, runSuite } from './run-suite.mjs';
import { runtime } from '../runtimes.mjs';
import { suites } from './suites.mjs';

const words = process.argv.slice(2).filter(word => !word.startsWith('--'));
const results = fileURLToPath(new URL('results.json', import.meta.url));
const readResults = () => (existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : { files: {}, survivors: [] });

const { folder, mutants } = await instrument();
/** The same in the next run, though lines have moved. */
const times = new Map();
for (const mutant of mutants) {
  const key = [mutant.file, mutant.kind, mutant.before, mutant.after].join('\n');
  times.set(key, (times.get(key) ?? 0) + 1);
  mutant.key = `${key}\n${times.get(key)}`;
}
const survived = new Set(readResults().survivors.map(({ key }) => key));
const isMeant = ({ file, key }) => (words.length === 0 || words.some(word => file.includes(word))) && (!process.argv.includes('--survivors') || survived.has(key));
const chosen = mutants.filter(isMeant);
if (chosen.length === 0) throw new Error(`expected words from the path of a file that is mutated, got ${words.join(' ')}`);

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
const killers = {};
const survivors = [];
const from = performance.now();
await Promise.all(
  Array.from({ length: Math.min(2, availableParallelism()) }, async () => {
    for (let mutant; (mutant = left.shift()); ) {
      const killer = await killerOf(mutant);
      if (killer) killers[killer] = (killers[killer] ?? 0) + 1;
      else {
        survivors.push(mutant);
        console.log(`survives: ${mutant.file}:${mutant.line} ${mutant.kind}\n    ${mutant.before.replaceAll('\n', '\n    ')}\n  → ${mutant.after.replaceAll('\n', '\n    ')}`);
      }
      const done = chosen.length - left.length;
      if (done % 50 === 0) console.log(`${done} of ${chosen.length}, ${survivors.length} survive, ${Math.round((performance.now() - from) / 1000)} s`);
    }
  }),
);
console.log(killers);
// As they are by now: another run, of other files, may have ended meanwhile.
const known = readResults();
const files = { ...known.files };
for (const file of new Set(mutants.map(({ file }) => file))) files[file] = mutants.filter(mutant => mutant.file === file).length;
const kept = known.survivors.filter(({ key }) => !chosen.some(mutant => mutant.key === key) && mutants.some(mutant => mutant.key === key));
const all = [...kept, ...survivors.map(({ id, ...mutant }) => mutant)].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
writeFileSync(results, `${JSON.stringify({ files, survivors: all }, undefined, 1)}\n`);
console.log(`${chosen.length - survivors.length} of ${chosen.length} killed: ${((100 * (chosen.length - survivors.length)) / chosen.length).toFixed(1)} %`);
await chromium?.close();
process.exit();
