// The suites that are to kill mutants in Chromium, where the APIs are that Node has not: those of the propagation, a file at a time.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The files of which Node reaches little, and those that are for both. */
export const forPages = '(?:callbacks|custom-elements|elements|events|objects|observables|policy|resolve|streams|tasks|web-apis)\\.ts$';
const kills = `src/carriers/browser/(?:${forPages}|(?:install|options|patch|segments|timers)\\.ts$)`;
/** The suites, in the order in which they are tried, and the files that each is made of: few, since a page of its own takes longer than most of them. */
const propagation = {
  calls: ['callbacks', 'tasks', 'streams', 'settled', 'looks'],
  // Those that define custom elements come last: clicks are patched from then on.
  events: ['events', 'unattributed', 'restarts', 'database', 'microtasks'],
  elements: ['elements', 'states', 'hostile'],
};
const parts = Object.fromEntries([
  ...Object.entries(propagation).map(([name, files]) => [
    name,
    ['propagation/before', 'mutants-loaded', ...files.map(file => `propagation/${file}`), 'mutants-tested'],
  ]),
  ...['reads', 'switches'].map(name => [name, ['mutants-loaded', `propagation-${name}.test`, 'mutants-tested']]),
]);

/** ms without a word, after which a suite is ended. */
const SILENCE = 25_000;
/** A failure that comes after so many times what the whole suite takes may be a test's own time limit. */
const LATE = 2;

/** Tells which mutants were reached before the first test, and which in the tests. */
const telling = when => `
import { suite } from 'uvu';
const test = suite(${JSON.stringify(when)});
test('reached', () => {
  const { reached = {} } = globalThis[Symbol.for('asynccontext.mutation')];
  const ids = Object.keys(reached);
  for (const id of ids) delete reached[id];
  while (ids.length > 0) console.log(${JSON.stringify(`${when}:`)} + ids.splice(0, 1000).join());
});
test.run();
`;

/** What is loaded before a suite: the mutant that is on, if any. */
const script = mutant =>
  `Object.defineProperty(globalThis, Symbol.for('asynccontext.mutation'), { value: { active: ${JSON.stringify(mutant)}, reached: ${mutant === undefined ? 'Object.create(null)' : 'undefined'} } });`;

/**
 * Opens lanes in Chromium.
 *
 * @param {string} folder the copy that has the mutants
 * @param {(lane: { name: string, kills: RegExp }) => boolean} isTried
 * @returns {Promise<{ lanes: { name: string, kills: RegExp, ms: number, ids: Set<string> }[], run: (lane: object, mutant: string) => Promise<boolean | undefined>, close: () => Promise<void> }>}
 *   `run` says whether a suite passes with a mutant on; nothing, if it was late. Each caller at the same time gets a browser of its own.
 */
export async function openChromium(folder, isTried) {
  const load = path => import(pathToFileURL(join(folder, 'tests/browsers/rig', path)).href);
  const [{ browsers }, { openReports }, { runSuite }, { select }, { ensure }, { endAll }] = await Promise.all(
    ['browsers', 'reports', 'run-suite', 'select', 'install', 'processes'].map(name => load(`${name}.mjs`)),
  );
  await ensure(['chromium'], { log: console.log });
  const reports = await openReports();
  const scripts = join(folder, 'tests/.build');
  mkdirSync(scripts, { recursive: true });
  writeFileSync(join(scripts, 'mutant-none.js'), script(undefined));
  const suitesFolder = 'tests/browsers/suites';
  for (const when of ['loaded', 'tested']) writeFileSync(join(folder, suitesFolder, `mutants-${when}.ts`), telling(when));
  const all = Object.entries(parts).map(([name, files]) => {
    const entry = `${suitesFolder}/mutants-${name}.test.ts`;
    writeFileSync(join(folder, entry), files.map(file => `import './${file}.ts';\n`).join(''));
    return { name, entry, scripts: ['tests/.build/mutant-none.js'] };
  });
  /** Browsers that are free. */
  const free = [];
  const runIn = async (suite, timeout) => {
    const browser = free.pop() ?? (await browsers.chromium({}));
    const outcome = await runSuite(suite, browser, { reports, timeout, bail: true, onProgress: () => {} });
    if (outcome.stuck) await browser.close();
    else free.push(browser);
    return outcome;
  };
  const lanes = [];
  for (const suite of select(all)) {
    const [name, pattern] = [`Chromium, ${suite.name}`, new RegExp(`^${kills}`)];
    if (!isTried({ name, kills: pattern })) continue;
    const { passed, failed, failures, ms, console: said } = await runIn(suite, 60_000);
    if (failed > 0 || passed === 0) throw new Error(`${suite.name} fails with no mutant on: ${JSON.stringify(failures)}`);
    const ids = when => new Set(said.filter(line => line.includes(`${when}:`)).flatMap(line => line.replace(/^.*:/, '').split(',')));
    lanes.push({ name, suite, kills: pattern, passed, ms, loaded: ids('loaded'), ids: ids('tested') });
  }
  // What is reached when the library is loaded may show in any suite.
  for (const { loaded } of lanes) for (const lane of lanes) for (const id of loaded) lane.ids.add(id);
  /** Suites by the one that runs with a mutant, so that each is bundled once for each lane of work. */
  const run = async (lane, mutant) => {
    const file = `tests/.build/mutant-${mutant}.js`;
    writeFileSync(join(folder, file), script(mutant));
    // The rig bundles a suite once, whatever its scripts are.
    const suite = (lane.spare ??= []).pop() ?? { ...lane.suite };
    suite.scripts = [file];
    const { passed, failed, stuck, ms } = await runIn(suite, SILENCE);
    lane.spare.push(suite);
    if (stuck || (failed > 0 && ms > LATE * lane.ms)) return undefined;
    return failed === 0 && passed === lane.passed;
  };
  const close = async () => {
    await Promise.all(free.map(browser => browser.close()));
    await reports.close();
    await endAll();
  };
  return { lanes, run, close };
}
