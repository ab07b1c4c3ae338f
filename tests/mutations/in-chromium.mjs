// The suites in Chromium, which has APIs that Node lacks: those of the propagation, a few files at a time.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A pattern for some files of the carrier of browsers.
 *
 * @param {string} names - Their names, with `|` between them.
 * @throws {Error} If there is no file of such a name: its mutants would be tried on no suite, without anybody noticing.
 */
export function inBrowser(names) {
  const missing = names.split('|').find(name => !existsSync(new URL(`../../src/carriers/browser/${name}.ts`, import.meta.url)));
  if (missing !== undefined) throw new Error(`expected names of files in src/carriers/browser, got ${missing}`);
  return `src/carriers/browser/(?:${names})\\.ts$`;
}

const reachedInPages = 'callbacks|custom-elements|elements|events|objects|observables|policy|resolve|streams|tasks|web-apis';
/** The files of which Node reaches little. */
export const forPages = inBrowser(reachedInPages);
const kills = inBrowser(`${reachedInPages}|install-patches|page-options|patch|segments|timers`);
/** The suites in the order in which they are tried, with their files: only a few each, since opening a page takes longer than most of them. */
const propagation = {
  calls: ['callbacks', 'tasks', 'streams', 'settled', 'looks'],
  // Rows that define custom elements come last, since clicks are patched from then on.
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

/** A suite is ended after so many ms without a report. */
const SILENCE = 25_000;
/** A failure after so many times the suite's usual time may come from a test's own time limit. */
const LATE = 2;

/** A script that reports which mutants were reached: before the first test, or in the tests. */
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

/** The script that is loaded before a suite. It switches a mutant on, if one is given. */
const script = mutant =>
  `Object.defineProperty(globalThis, Symbol.for('asynccontext.mutation'), { value: { active: ${JSON.stringify(mutant)}, reached: ${mutant === undefined ? 'Object.create(null)' : 'undefined'} } });`;

/**
 * Opens lanes in Chromium.
 *
 * @param {string} folder the copy with the mutants
 * @param {(lane: { name: string, kills: RegExp }) => boolean} isTried
 * @returns {Promise<{ lanes: { name: string, kills: RegExp, ms: number, ids: Set<string> }[], run: (lane: object, mutant: string) => Promise<boolean | undefined>, close: () => Promise<void> }>}
 *   `run` tells whether a suite passes with a mutant on; undefined, if it was late. Calls at the same time get a browser each.
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
  /** The browsers that no call uses. */
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
  // A mutant that is reached while the library is loaded may matter to any suite.
  for (const { loaded } of lanes) for (const lane of lanes) for (const id of loaded) lane.ids.add(id);
  /** Runs a suite with a mutant. Each lane of work keeps its own copy of the suite, which is bundled once. */
  const run = async (lane, mutant) => {
    const file = `tests/.build/mutant-${mutant}.js`;
    writeFileSync(join(folder, file), script(mutant));
    // A copy of the suite, since the rig bundles a suite only once even if its scripts change.
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
