// Runs one suite in one browser, and returns the result. Any error on the way is a failure of the suite.
import { join } from 'node:path';
import { bundle, root } from './bundle.mjs';
import { places } from './places.mjs';
import { serve } from './server.mjs';
import { stackMapper } from './stacks.mjs';

const keptLines = 50; // of the page's console
const progressEvery = 10_000; // ms
const closeTimeout = 5000; // ms; a page in an endless loop never closes

/**
 * @typedef {object} Outcome
 * @property {string} suite
 * @property {string} browser
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} reasons the reasons for skipped tests: the text in parentheses at the end of each title, or the whole title
 * @property {number} ms
 * @property {{ title: string, message: string, diff?: string, stack: string[] }[]} failures
 * @property {string[]} console the last lines of the console, oldest first
 * @property {boolean} stuck whether the browser should be restarted
 */

const blank = (suite, browser) => ({ suite, browser, passed: 0, failed: 0, skipped: 0, reasons: [], ms: 0, failures: [], console: [], stuck: false });

/** The outcome of a browser that could not be started. */
export const failedStart = (browser, { message }) => ({ ...blank('(start)', browser), failed: 1, failures: [{ title: 'not started', message, stack: [] }] });

/**
 * @param {ReturnType<typeof import('./select.mjs').select>[number]} suite
 * @param {import('./browsers.mjs').Browser} browser
 * @param {object} options
 * @param {Awaited<ReturnType<typeof import('./reports.mjs').openReports>>} options.reports
 * @param {number} options.timeout ms without a report after which the suite has failed
 * @param {boolean} [options.bail] whether the suite ends with its first failure
 * @param {(soFar: Outcome & { current?: string }) => void} options.onProgress called from time to time while the suite runs
 * @returns {Promise<Outcome>}
 */
export async function runSuite(suite, browser, { reports, timeout, bail = false, onProgress }) {
  const from = Date.now();
  const outcome = blank(suite.name, browser.name);
  const fail = (title, { message, diff, stack = '' }) => {
    outcome.failed++;
    outcome.failures.push({ title, message, diff, stack: mapStack(stack) });
    if (bail) finish();
  };
  let mapStack = () => [];
  let page;
  let current;
  let begun = false;
  let over = false;
  let finish;
  const finished = new Promise(resolve => {
    finish = () => {
      over = true;
      resolve();
    };
  });
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const during = current ? `during “${current}”` : begun ? 'between its tests' : 'before its first test';
      fail('time limit', { message: `nothing was reported for ${timeout / 1000} s, ${during}` });
      // WebKit claims to have left a page in an endless loop, but has not.
      outcome.stuck = true;
      finish();
    }, timeout);
  };

  const on = {
    begin: () => (begun = true),
    started: ({ title }) => (current = title),
    passed: () => {
      outcome.passed++;
      current = undefined;
    },
    skipped: ({ title }) => void outcome.reasons.push(/\(([^()]*)\)$/.exec(title)?.[1] ?? title),
    failed: ({ title, error }) => {
      fail(title, error);
      current = undefined;
    },
    console: ({ level, text }) => {
      outcome.console.push(`${level}: ${text}`);
      if (outcome.console.length > keptLines) outcome.console.shift();
    },
    uncaught: ({ error }) => {
      fail('uncaught error', error);
      if (!begun) finish();
    },
    end: ({ skipped }) => {
      outcome.skipped = skipped;
      if (outcome.passed + outcome.failed === 0) fail('no tests', { message: 'the suite ended without having run a test' });
      finish();
    },
  };
  const onEvent = (event, sender) => {
    // Several events may arrive together, and two may report the same error: a worker's error is also reported by the page around it.
    if (over) return;
    // Errors of the page around a worker count only until the suite in the worker runs.
    if (sender === 'host' && begun && event.type === 'uncaught') return;
    on[event.type](event);
    if (event.type !== 'console') wait();
  };
  const onInput = async ({ action, selector, text }) => {
    if (!places[suite.where].input) throw new Error(`no user reaches a suite in the place “${suite.where}”`);
    await page[action](selector, text);
  };

  const ticker = setInterval(() => onProgress({ ...outcome, ms: Date.now() - from, current }), progressEvery);
  const channel = reports.open({ onEvent, onInput });
  let server;
  let withdraw;
  try {
    const bundled = await bundle(suite, places[suite.where].format);
    mapStack = stackMapper(bundled);
    server = await serve(suite, bundled, { browser: browser.name, reports: channel.url });
    wait();
    if (suite.extension) withdraw = await browser.extend?.(join(root, suite.extension));
    page = await within(timeout, browser.open(server.url));
    page.gone.then(reason => {
      if (over) return;
      fail('crash', { message: reason });
      outcome.stuck = true;
      finish();
    });
    await finished;
  } catch (error) {
    fail('not run', { message: error.message });
    outcome.stuck = server !== undefined;
  }
  clearTimeout(timer);
  clearInterval(ticker);
  channel.close();
  // A copy, so that events after this point no longer count.
  const result = { ...outcome, failures: [...outcome.failures], ms: Date.now() - from };
  if (page && !result.stuck) await within(closeTimeout, page.close()).catch(() => (result.stuck = true));
  if (withdraw && !result.stuck) await within(closeTimeout, withdraw()).catch(() => (result.stuck = true));
  await server?.close();
  return result;
}

/** The result of a promise, if it settles within so many milliseconds. */
export async function within(ms, promise, what = 'no answer from the browser') {
  let timer;
  const late = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} for ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
