// Runs the suites in Chromium, Firefox and WebKit.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { browsers as known } from './rig/browsers.mjs';
import { ensure } from './rig/install.mjs';
import { failureLines, skipLines, suiteLine, table } from './rig/print.mjs';
import { endAll, ended } from './rig/processes.mjs';
import { openReports } from './rig/reports.mjs';
import { failedStart, runSuite, within } from './rig/run-suite.mjs';
import { select, selectBrowsers } from './rig/select.mjs';
import { suites as all } from './suites.mjs';

const usage = `node tests/browsers/run.mjs [options]
  --browser NAMES   which browsers, comma-separated (${Object.keys(known).join(',')})
  --suite PART      only suites whose name contains PART
  --timeout SECONDS how long a suite may report nothing (300)
  --headed          show the browsers`;

const launchLimit = 180_000; // ms; the launchers have limits of their own for what can be slow, this is for what hangs
const atOnce = 6; // browsers: suites wait more than they compute

/**
 * Runs suites in browsers, and prints how it goes.
 * @param {object} [options]
 * @param {string[]} [options.browsers] names; all of them if left out
 * @param {import('./suites.mjs').Suite[]} [options.suites] the table; suites.mjs if left out
 * @param {string} [options.suite] only suites whose name contains this
 * @param {number} [options.timeout] ms a suite may report nothing for
 * @param {boolean} [options.headed] whether the browsers have windows for people to see
 * @param {(line: string) => void} [options.log]
 * @returns {Promise<{ passed: number, failed: number, outcomes: import('./rig/run-suite.mjs').Outcome[] }>}
 * @throws {Error} if a suite or a browser is unknown, or cannot be had
 */
export async function run({ browsers = Object.keys(known), suites = all, suite, timeout = 300_000, headed = false, log: write = console.log } = {}) {
  const log = line => ended.aborted || write(line);
  const chosen = select(suites, suite);
  const names = selectBrowsers(browsers, Object.keys(known));
  await ensure(names, { log, headed });
  const reports = await openReports();
  const outcomes = [];
  const tell = outcome => {
    outcomes.push(outcome);
    log(suiteLine(outcome));
    for (const line of outcome.failed > 0 ? failureLines(outcome) : []) log(line);
  };
  /** What each browser still has to run. */
  const left = Object.fromEntries(names.map(name => [name, [...chosen]]));
  const runIn = async name => {
    let browser;
    try {
      for (let one; (one = left[name].shift()); ) {
        browser ??= await launch(name, { headed, log });
        const outcome = await runSuite(one, browser, { reports, timeout, onProgress: soFar => log(suiteLine(soFar)) });
        tell(outcome);
        if (outcome.stuck) {
          await browser.close();
          browser = undefined;
        }
      }
    } catch (error) {
      // The other browsers' suites are still worth running.
      tell(failedStart(name, error));
    } finally {
      await browser?.close();
    }
  };
  try {
    // Two windows of each browser, if all three run; a lane that is done with one helps with the next.
    const lane = async (_, index) => {
      const first = index % names.length;
      for (const name of [...names.slice(first), ...names.slice(0, first)]) if (left[name].length > 0) await runIn(name);
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
  } finally {
    await reports.close();
    await endAll();
  }
  ended.throwIfAborted();
  const sum = what => outcomes.reduce((total, outcome) => total + outcome[what], 0);
  const [passed, failed] = [sum('passed'), sum('failed')];
  for (const line of ['', ...table(outcomes, names), '', ...skipLines(outcomes), `${passed} passed, ${failed} failed`]) log(line);
  return { passed, failed, outcomes };
}

async function launch(name, { headed, log }) {
  const from = Date.now();
  const start = () => within(launchLimit, known[name]({ headed }), `${name} did not start`);
  log(`${name.padEnd(9)} starting …`);
  const browser = await start().catch(error => {
    ended.throwIfAborted();
    log(`${name.padEnd(9)} did not start, trying once more: ${error.message}`);
    return start();
  });
  log(`${name.padEnd(9)} ${browser.version}, started in ${Date.now() - from} ms`);
  return browser;
}

async function main() {
  const { values } = parseArgs({
    options: {
      browser: { type: 'string', default: Object.keys(known).join(',') },
      suite: { type: 'string' },
      timeout: { type: 'string', default: '300' },
      headed: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(usage);
  const timeout = Number(values.timeout) * 1000;
  if (!(timeout > 0)) throw new Error(`--timeout takes a number of seconds, not “${values.timeout}”`);
  const browsers = values.browser.split(',').map(name => name.trim());
  const { failed } = await run({ browsers, suite: values.suite, headed: values.headed, timeout });
  // Not left to come by itself: a route of some suite may have left a timer behind.
  process.exit(failed > 0 ? 1 : 0);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await main().catch(error => {
    // Then processes.mjs ends this process as soon as the others have ended.
    if (ended.aborted) return;
    console.error(error.message);
    if (error.code?.startsWith?.('ERR_PARSE_ARGS')) console.error(usage);
    process.exitCode = 1;
  });
}
