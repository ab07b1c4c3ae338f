// Runs web-platform-tests in the three browsers, without the library and with it (each test in a context of its own), and compares the results.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { browsers as known } from '../../browsers/rig/browsers.mjs';
import { ensure } from '../../browsers/rig/install.mjs';
import { listen, readBody } from '../../browsers/rig/listen.mjs';
import { endAll, ended, start } from '../../browsers/rig/processes.mjs';
import { within } from '../../browsers/rig/run-suite.mjs';
import { byName, differing, judge, PAGE, sortOut } from './compare.mjs';
import { exceptions } from './exceptions.mjs';
import { leftOut, parts } from './parts.mjs';
import { record } from './table.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../../..');
const usage = `node tests/foreign/web-platform-tests/main.mjs FOLDER [words] [options]
  FOLDER            a checkout of web-platform-tests
  words             parts of paths of tests, or names of parts of the suite; the results are written only without words
  --browser NAMES   which browsers, comma-separated (${Object.keys(known).join(',')})
  --mode NAME       with the library “loaded”, or in a “context” (context)
  --again NUMBER    how many times a page that differs runs again (3)
  --commit HASH     the checkout's commit, where git does not know it
A run without words updates README.md for each of its browsers, if the commit is known.`;

const launchLimit = 180_000; // ms
const shown = 5; // subtests of a page that are printed
/** The time that a page may take, in ms: testharness.js's own limit, and time to load. */
const limits = { short: 18_000, long: 70_000 };
/** The number of pages at once. In Firefox only one of several tabs is visible, and WebKit has one window. */
const lanes = { chromium: 2, firefox: 1, webkit: 1 };

/** Lists the tests of each part, and counts how many are left out for each reason. */
function list(folder, words) {
  /** The part of each file. */
  const files = new Map();
  for (const { name: part, paths, only = /./ } of parts) {
    for (const top of paths) {
      for (const path of readdirSync(join(folder, top), { recursive: true })
        .map(file => `${top}/${file}`)
        .sort()) {
        const isAsked = words.length === 0 || words.some(word => path.includes(word) || part === word);
        if (isAsked && only.test(path) && statSync(join(folder, path)).isFile()) files.set(path, part);
      }
    }
  }
  const text = execFileSync('python3', ['-B', join(here, 'server.py'), 'list', folder], {
    input: [...files.keys()].join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const tests = [];
  const left = new Map();
  for (const test of JSON.parse(text).map(test => ({ ...test, part: files.get(test.path) }))) {
    const reason = leftOut.find(({ matches }) => matches(test))?.reason;
    if (reason) left.set(reason, (left.get(reason) ?? 0) + 1);
    else tests.push(test);
  }
  return { tests, left };
}

/** The commit of a checkout; undefined for an unpacked archive. */
function commitOf(folder) {
  try {
    const [top, commit] = execFileSync('git', ['rev-parse', '--show-toplevel', 'HEAD'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).split('\n');
    return resolve(top) === folder ? commit : undefined;
  } catch {
    return undefined;
  }
}

/** Starts the checkout's server. */
async function serve(folder, settings) {
  const child = start('python3', ['-B', join(here, 'server.py'), 'serve', folder, JSON.stringify(settings)], { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', data => (said = (said + data).slice(-2000)));
  const line = await new Promise((resolve, reject) => {
    child.stdout.once('data', data => resolve(String(data)));
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`The server of web-platform-tests ended with ${code}: ${said}`)));
  });
  return JSON.parse(line).origin;
}

/** The code that each mode puts into pages. */
function modes(reports) {
  const text = file => readFileSync(join(here, 'page', file), 'utf8');
  const library = readFileSync(join(root, 'dist/asynccontext.global.min.js'), 'utf8').replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '');
  const report = text('report.js').replace('REPORTS', reports);
  // A document has the library already when it loads testharness.js.
  const prefix = `if (!self.AsyncContext) { ${library} }`;
  return {
    without: { prefix: '', harness: '', report },
    loaded: { prefix, harness: '', report },
    context: { prefix, harness: text('in-context.js'), report },
  };
}

/**
 * @param {string} folder the checkout
 * @param {string[]} [words] parts of paths of tests, or names of parts
 * @param {object} [options]
 * @param {string[]} [options.browsers]
 * @param {'context' | 'loaded'} [options.mode] what is compared with the pages without the library
 * @param {number} [options.again]
 * @param {string} [options.commit] the checkout's commit
 * @param {(line: string) => void} [options.log]
 * @returns {Promise<boolean>} whether all differences are exceptions
 */
export async function run(
  folder,
  words = [],
  { browsers = Object.keys(known), mode = 'context', again = 3, commit = commitOf(resolve(folder)), log = console.log } = {},
) {
  await ensure(browsers, { log });
  const { tests, left } = list(resolve(folder), words);
  if (tests.length === 0) throw new Error(`No test matches ${words.join(', ')}`);
  log(`${new Set(tests.map(({ path }) => path)).size} files, ${tests.length} pages`);
  for (const [reason, count] of left) log(`left out: ${count}, ${reason}`);

  const waiting = new Map();
  const reports = await listen(async (request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    const report = JSON.parse(await readBody(request));
    // The answer is the next page's address: far faster than a driver's command.
    response.end((await waiting.get(report.href)?.(report)) ?? '');
  });
  let isRight = true;
  try {
    const origins = {};
    for (const [mode, settings] of Object.entries(modes(reports.origin))) origins[mode] = await serve(resolve(folder), settings);
    for (const name of browsers) {
      const found = await runIn(name, { tests, origins, waiting, mode, again, log });
      isRight = tell(found, log) && isRight;
      if (words.length === 0 && mode === 'context' && commit) record(found, { commit, left });
    }
  } finally {
    await reports.close();
    await endAll();
  }
  ended.throwIfAborted();
  return isRight;
}

/** Runs all tests in one browser. */
async function runIn(name, { tests, origins, waiting, mode, again, log }) {
  let browser;
  let version;
  const launch = async () => {
    browser = await within(launchLimit, known[name]({}), `${name} did not start`);
    ({ version } = browser);
  };
  await launch();
  const from = Date.now();
  /** The restart in progress, if any: one lane restarts the browser, and the other waits for it. */
  let restarting;
  const restart = () =>
    (restarting ??= browser
      .close()
      .catch(() => {})
      .then(launch)
      .finally(() => (restarting = undefined)));

  /** Makes a window that goes from page to page. It is opened anew if a page does not report. */
  const openWindow = () => {
    let page;
    /** Sends the window to its next page, if it waits for that. */
    let goOn;
    const close = async isStuck => {
      goOn = undefined;
      const closing = page;
      page = undefined;
      if (closing && !isStuck) await within(5000, closing.close()).catch(() => (isStuck = true));
      if (isStuck && !ended.aborted) await restart();
    };
    /** Visits a page in a mode, and returns its report. */
    const visit = async ({ url, long }, mode) => {
      await restarting;
      const { href } = new URL(url, origins[mode]);
      let timer;
      let isStuck = false;
      const reported = new Promise(resolve => {
        waiting.set(href, report => {
          resolve(report);
          return new Promise(next => (goOn = next));
        });
        timer = setTimeout(resolve, long ? limits.long : limits.short);
      });
      let report;
      try {
        if (goOn) goOn(href);
        else page = await within(20_000, browser.open(href));
        goOn = undefined;
        report = await Promise.race([reported, page.gone.then(() => void (isStuck = true))]);
      } catch {
        isStuck = true;
      }
      clearTimeout(timer);
      waiting.delete(href);
      if (!report) await close(isStuck);
      return byName(report);
    };
    return { visit, close };
  };

  const queue = [...tests];
  const outcomes = [];
  const lane = async () => {
    const { visit, close } = openWindow();
    for (let test; (test = queue.shift()); ) {
      ended.throwIfAborted();
      const without = await visit(test, 'without');
      const passed = [...without.values()].filter(one => one.passed).length - without.get(PAGE).passed;
      // If nothing passes, there is nothing to compare.
      let differs = passed > 0 ? differing(without, await visit(test, mode)) : [];
      let flaky = [];
      let loaded = [];
      if (differs.length > 0) {
        const repeated = [];
        for (let i = 0; i < again; i++) repeated.push({ without: await visit(test, 'without'), within: await visit(test, mode) });
        ({ real: differs, flaky } = sortOut(differs, repeated));
        if (differs.length > 0) loaded = differing(without, await visit(test, 'loaded'));
        for (const { name: subtest, message } of differs.slice(0, shown)) {
          log(`${name} DIFFERS ${test.url}: ${subtest}: ${message}${loaded.some(one => one.name === subtest) ? ' [without a context, too]' : ''}`);
        }
        if (differs.length > shown) log(`${name} DIFFERS ${test.url}: and ${differs.length - shown} more`);
        for (const { name: subtest, message } of flaky.slice(0, shown)) log(`${name} flaky ${test.url}: ${subtest}: ${message}`);
      }
      outcomes.push({ ...test, passed, subtests: without.size - 1, differs, flaky });
      if (outcomes.length % 25 === 0) log(`${name} ${outcomes.length} of ${tests.length} pages, ${Math.round((Date.now() - from) / 1000)} s`);
    }
    await close();
  };
  try {
    await Promise.all(Array.from({ length: lanes[name] }, lane));
  } finally {
    await browser.close();
  }
  return { browser: name, version, outcomes };
}

/** Prints the results in one browser, and returns whether the differences and the exceptions are the same. */
function tell({ browser, outcomes }, log) {
  const sum = of => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const { unexpected, stale } = judge(
    outcomes,
    exceptions.filter(one => one.browser === browser),
  );
  log(
    `${browser}: ${outcomes.length} pages, ${sum(one => one.subtests)} subtests, ${sum(one => one.passed)} pass without the library, ${sum(one => one.differs.length)} of these differ, ${unexpected.length} of them without an exception`,
  );
  for (const one of stale) log(`${browser}: this exception no longer differs: ${one}`);
  return unexpected.length === 0 && stale.length === 0;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      browser: { type: 'string', default: Object.keys(known).join(',') },
      mode: { type: 'string', default: 'context' },
      again: { type: 'string', default: '3' },
      commit: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const [folder, ...words] = positionals;
  if (values.help || !folder) console.log(usage);
  else {
    const isRight = await run(folder, words, { browsers: values.browser.split(','), mode: values.mode, again: Number(values.again), commit: values.commit });
    process.exit(isRight ? 0 : 1);
  }
}
