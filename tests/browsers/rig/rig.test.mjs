// Checks that the rig reports every kind of failure. Takes browsers, comma-separated; default Chromium. `quick` is Chromium without slow cases: time limits,
// signals, and similar places. `npm test` runs it.
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../run.mjs';
import { browsers as known } from './browsers.mjs';
import { ensure } from './install.mjs';
import { openReports } from './reports.mjs';
import { runSuite } from './run-suite.mjs';
import { select, selectBrowsers } from './select.mjs';

const quick = process.argv[2] === 'quick';
const browsers = selectBrowsers(quick ? ['chromium'] : (process.argv[2] ?? 'chromium').split(','), Object.keys(known));
const command = fileURLToPath(new URL('../run.mjs', import.meta.url));
const folder = 'tests/browsers/rig/fixtures';
const inWorkers = quick ? ['worker'] : ['worker', 'module-worker', 'shared-worker', 'service-worker'];
const everywhere = ['page', ...(quick ? [] : ['csp', 'classic-script', 'iframe']), ...inWorkers];

/** The expected results of each suite: the number of tests that pass, and its failures as `title: message`. */
const allCases = [
  {
    entry: 'failing.ts',
    where: everywhere,
    passed: 1,
    failures: [
      /^failing › compares: Assertion: /,
      /^failing › rejects: TypeError: asynchronous$/,
      /^failing › throws nothing: undefined$/,
      /^failing › throws a hostile value: \(a value/,
    ],
  },
  { entry: 'hanging.ts', passed: 1, failures: [/^time limit: .* during “hanging › waits for ever”$/] },
  { entry: 'spinning.ts', where: ['page', 'worker'], passed: 0, failures: [/^time limit: .* during “spinning › spins for ever”$/] },
  { entry: 'passing.ts', passed: 1, failures: [] },
  { entry: 'throwing-at-load.ts', where: everywhere, passed: 0, failures: [/^(uncaught error|crash): .*/] },
  { entry: 'syntax-error.js', passed: 0, failures: [/^not run: .*syntax-error\.js:2:6: ERROR/s] },
  { entry: 'missing-import.js', passed: 0, failures: [/^not run: .*Could not resolve "\.\/nothing\.js"/s] },
  { entry: 'empty.ts', where: ['page', 'worker'], passed: 0, failures: [/^no tests: /] },
  { entry: 'never-run.ts', passed: 0, failures: [/^never run: it has tests, but no test\.run\(\)/] },
  {
    entry: 'hooks.ts',
    passed: 1,
    failures: [/^before › before: Error: in before$/, /^after › after: Error: in after$/, /^before: 1 of its tests did not run$/],
  },
  {
    entry: 'uncaught.ts',
    where: ['page', ...inWorkers],
    passed: 2,
    failures: [/^uncaught error: Error: late rejection$/, /^uncaught error: .*late exception$/],
  },
  { entry: 'tampering.ts', where: ['page', ...inWorkers], passed: 1, failures: [/^tampering › fails: seen$/] },
  { entry: 'violating.ts', where: ['csp'], passed: 1, failures: [/^uncaught error: Content Security Policy: (script-src|require-trusted-types-for) /] },
];
/** Suites that run into the time limit. Without them, the limit can be longer than the slowest machine takes. */
const slow = ['hanging.ts', 'spinning.ts'];
const timeout = quick ? 60_000 : 10_000;
const cases = allCases.filter(({ entry }) => !quick || !slow.includes(entry));

const nameOf = entry => entry.replace(/\..*/, '');
const test = suite('rig');
/** A test that starts browsers of its own. */
const slowTest = quick ? test.skip : test;
if (quick) console.log('skipped: tests that start browsers of their own take minutes; node tests/browsers/rig/rig.test.mjs runs them');
const lines = [];
let result;

test.before(async () => {
  const suites = cases.map(({ entry, where }) => ({ name: nameOf(entry), entry: `${folder}/${entry}`, where }));
  const log = line => {
    lines.push(line);
    // Lines of failures are shown as those of fixtures, since they would look like failures of this test.
    if (browsers.some(browser => line.startsWith(`${browser} `))) console.log(`  fixture: ${line}`);
  };
  result = await run({ browsers, suites, timeout, log });
});

for (const browser of browsers) {
  for (const { entry, where = ['page'], passed, failures } of cases) {
    for (const place of where) {
      test(`${browser} ${entry} in ${place}`, () => {
        const name = `${nameOf(entry)}/${place}`;
        const outcome = result.outcomes.find(one => one.browser === browser && one.suite === name);
        const said = outcome.failures.map(({ title, message }) => `${title}: ${message}`);
        assert.is(outcome.passed, passed);
        assert.is(outcome.failed, failures.length, said.join('\n'));
        // Not in order, since engines report a rejection at different times.
        for (const pattern of failures)
          assert.ok(
            said.some(one => pattern.test(one)),
            `${pattern} among\n${said.join('\n')}`,
          );
      });
    }
  }

  test(`${browser}: a failure has a diff, a stack in the sources, and the console`, () => {
    for (const place of everywhere) {
      const outcome = result.outcomes.find(one => one.browser === browser && one.suite === `failing/${place}`);
      const [compares, rejects] = outcome.failures;
      assert.match(compares.diff, 'one');
      assert.match(compares.stack.join('\n'), /failing\.ts:11:/);
      assert.match(rejects.stack.join('\n'), /failing\.ts:16:/);
      assert.is(outcome.console[0], 'log: said by {"the":"suite"}');
      assert.is(outcome.skipped, 1);
    }
  });
}

test('the last line is the sum', () => {
  assert.is(lines.at(-1), `${result.passed} passed, ${result.failed} failed`);
  assert.ok(result.passed > 0 && result.failed > 0);
});

slowTest('a browser that goes away is a failure at once', async () => {
  const [one] = select([{ name: 'hanging', entry: `${folder}/hanging.ts` }]);
  const reports = await openReports();
  const browser = await known.chromium({});
  setTimeout(() => browser.close(), 1500);
  const outcome = await runSuite(one, browser, { reports, timeout: 60_000, onProgress() {} });
  await reports.close();
  assert.ok(outcome.failed > 0);
  assert.match(outcome.failures[0].message, /gone|crashed|closed/);
  assert.ok(outcome.ms < 55_000);
});

test('two reports of one error at load, both at once, are one failure', async () => {
  const [one] = select([{ name: 'passing', entry: `${folder}/passing.ts` }]);
  let report;
  // As for a worker, where the page around it reports the same error.
  const error = { message: 'at load', stack: '' };
  const reports = { open: ({ onEvent }) => ((report = () => onEvent({ type: 'uncaught', error }, 'host')), { url: 'http://127.0.0.1:9/1', close() {} }) };
  const page = { gone: new Promise(() => {}), close: async () => {} };
  const browser = { name: 'stand-in', open: async () => (report(), report(), page) };
  const { failures } = await runSuite(one, browser, { reports, timeout: 60_000, onProgress() {} });
  assert.is(failures.length, 1, failures.map(({ message }) => message).join());
});

test('an unknown name is an error that lists the known ones', () => {
  assert.throws(() => selectBrowsers(['chromium', 'opera'], Object.keys(known)), /“opera”.*chromium, firefox, webkit/);
  assert.throws(() => selectBrowsers([], Object.keys(known)), /There are: chromium/);
  const row = { name: 'passing', entry: `${folder}/passing.ts` };
  assert.throws(() => select([row], 'x'), /“x”.*passing\/page/);
  assert.throws(() => select([{ ...row, where: ['moon'] }]), /“moon”.*service-worker/);
  assert.throws(() => select([{ ...row, where: [] }]), /nowhere/);
  assert.throws(() => select([{ ...row, entry: 'nothing.ts' }]), /no file nothing\.ts/);
  assert.throws(() => select([{ ...row, wehre: ['page'] }]), /no option wehre/);
  assert.throws(() => select([{ ...row, where: ['module-worker'], scripts: [row.entry] }]), /no classic scripts/);
});

test('the command refuses what it does not know', async () => {
  for (const [args, message] of [
    [['--browser', 'opera'], /“opera”/],
    [['--suite', 'no such'], /“no such”/],
    [['--timeout', 'soon'], /“soon”/],
    [['--fast'], /--fast[^]*node tests\/browsers\/run\.mjs/],
  ]) {
    const { code, output } = await runCommand(args);
    assert.is(code, 1, output);
    assert.match(output, message);
    assert.not.match(output, /^\s+at /m);
  }
});

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
]) {
  slowTest(`${signal} leaves nothing behind`, () =>
    leavingNothing(async env => {
      const onLine = (line, child) => line.includes('started in') && child.kill(signal);
      const ended = await runCommand(['--browser', browsers.join(','), '--suite', 'smoke'], { env, onLine });
      assert.is(ended.code, code, ended.output);
    }),
  );
}

for (const browser of browsers) {
  slowTest(`an uncaught error leaves nothing of ${browser} behind`, () =>
    leavingNothing(async env => {
      const file = JSON.stringify(new URL('browsers.mjs', import.meta.url));
      const script = `import { browsers } from ${file}; await browsers.${browser}({}); throw new Error('to be seen');`;
      const ended = await runNode(['--input-type=module', '--eval', script], { env });
      assert.is(ended.code, 1, ended.output);
      assert.match(ended.output, 'to be seen');
    }),
  );
}

test('missing browsers are installed, or their packages named', async () => {
  const bin = mkdtempSync(join(tmpdir(), 'rig-'));
  const path = process.env.PATH;
  const aptGet = script => {
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'apt-get'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, 'apt-get'), 0o755);
  };
  const failure = options =>
    ensure(['chromium', 'firefox'], { log() {}, ...options }).then(
      () => 'no failure',
      error => error.message,
    );
  try {
    process.env.PATH = bin;
    assert.match(await failure({ mayInstall: false }), /install the Debian packages chromium, firefox-esr: apt-get install/);
    assert.match(await failure({ mayInstall: true }), /ENOENT.*chromium, firefox-esr/);
    aptGet('echo no network >&2; exit 100');
    assert.match(await failure({ mayInstall: true }), /apt-get update ended with 100: no network.*chromium, firefox-esr/);
    aptGet('exit 0');
    assert.match(await failure({ mayInstall: true }), /chromium, firefox-esr were installed, but/);
    aptGet(`[ "$1" = update ] && exit 0; for name in "$@"; do case $name in -*|install) ;; *) : > ${bin}/$name; /bin/chmod +x ${bin}/$name;; esac; done`);
    assert.is(await failure({ mayInstall: true }), 'no failure');
  } finally {
    process.env.PATH = path;
    rmSync(bin, { recursive: true, force: true });
  }
});

const runCommand = (args, options) => runNode([command, ...args], options);

/** Runs Node to its end. */
function runNode(args, { env = process.env, onLine = () => {} } = {}) {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', data => {
      output += data;
      for (const line of data.split('\n')) onLine(line, child);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ code, output }));
  });
}

/** Calls `use` with an environment that has a temporary folder of its own, and checks that it leaves no process and no file behind. */
async function leavingNothing(use) {
  const temporary = mkdtempSync(join(tmpdir(), 'rig-'));
  try {
    await use({ ...process.env, TMPDIR: temporary });
    // A killed process takes a moment to disappear.
    for (let tries = 0; tries < 20 && processesBelow(temporary).length > 0; tries++) await sleep(100);
    assert.equal(processesBelow(temporary), []);
    assert.equal(readdirSync(temporary), []);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** All processes with `temporary` in their environment, which all processes of a browser inherit. */
function processesBelow(temporary) {
  return readdirSync('/proc').filter(pid => /^\d+$/.test(pid) && readEnvironment(pid).includes(temporary));
}

function readEnvironment(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return ''; // ended, or another user's
  }
}

test.run();
