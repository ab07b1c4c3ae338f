// The table of runtimes: runs the conformance suite in each, untransformed and transformed, and writes into README.md how many tests pass, and which cannot.
// Usage: node tests/conformance/table.mjs; with --draw it runs nothing, and makes the table again from results.json.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { browsers } from '../browsers/rig/browsers.mjs';
import { run as runInBrowsers } from '../browsers/run.mjs';
import { runtime } from '../runtimes.mjs';
import { verdictOf } from '../verdict.mjs';
import { browserFailures } from './expected-failures.mjs';
import { failuresOf } from './lanes.mjs';
import { bundleLane, lanes } from './run-lane.mjs';

const run = promisify(execFile);
const file = name => new URL(name, import.meta.url);
const [start, end] = ['<!-- runtimes: made by tests/conformance/table.mjs -->', '<!-- end of runtimes -->'];

const ofNode = [
  'node-18',
  'node-20',
  'node-22',
  'node-22 --experimental-async-context-frame',
  'node-24',
  'node-24 --no-async-context-frame',
  'node-26',
  'bun',
  'deno',
  'workerd nodejs_als',
  'workerd nodejs_compat',
];

/** The rows that are lanes: a runtime, and the suite's subjects, untransformed and transformed. */
const rows = [
  ...ofNode.map(host => [host, 'esm', 'transformed']),
  ['workerd', 'any module', 'any module transformed'],
  ...['quickjs', 'jsc', 'jsdom', 'happy-dom'].map(host => [host, 'any', 'any transformed']),
  ['hermes', 'any, all lowered by react-native'],
];

const names = {
  bun: 'Bun',
  deno: 'Deno',
  quickjs: 'QuickJS',
  jsc: 'JavaScriptCore',
  hermes: 'Hermes',
  chromium: 'Chromium',
  firefox: 'Firefox',
  webkit: 'WebKitGTK',
};
/** A runtime's title, with the options of its command as code. */
function titleOf(host) {
  const [name, ...options] = host.split(' ');
  return [names[name] ?? name.replace('node-', 'Node '), ...options.map(option => `\`${option}\``)].join(' ');
}

async function versionOf(host) {
  if (host === 'jsc') return (await run('dpkg-query', ['-W', '-f', '${Version}', 'libjavascriptcoregtk-4.0-bin'])).stdout;
  const path = await runtime(host);
  if (path.endsWith('package.json')) return JSON.parse(readFileSync(path, 'utf8')).version;
  const { stdout } = await run(path, ['--version']);
  // LLVM's version comes before Hermes' own.
  return host === 'hermes' ? stdout.replace(/^.*release version:/s, '') : stdout;
}

/** The tests of a lane that pass (those that are not expected to fail), of all of them. */
function count(passed, failures) {
  const cannot = Object.keys(failures).length;
  return { passes: passed - cannot, of: passed };
}

async function runLane(lane, folder) {
  const { command, args } = await bundleLane(lane, folder);
  const { code = 0, stdout, stderr } = await run(command, args, { timeout: 300_000, maxBuffer: 1 << 26 }).catch(error => error);
  const { passed, failed } = verdictOf(code, `${stdout}${stderr}`);
  if (failed > 0) throw new Error(`${lane.name}: ${failed} failed\n${stdout}${stderr}`);
  return { ...count(passed, failuresOf(lane)), carrier: /^(?:.*: )?carrier: (.*)$/m.exec(`${stdout}${stderr}`)[1] };
}

async function resultsOfLanes() {
  const folder = mkdtempSync(join(tmpdir(), 'asynccontext-lanes-'));
  try {
    const results = {};
    for (const [host, ...subjects] of rows) {
      const [plain, transformed] = lanes([{ runtimes: [host], subjects }]);
      const { carrier, ...asItIs } = await runLane(plain, folder);
      const [version] = /\d+[.-]\d+(?:[.-]\d+)?/.exec(await versionOf(plain.host));
      results[host] = {
        version,
        carrier,
        asItIs,
        ...(transformed && { transformed: (({ passes, of }) => ({ passes, of }))(await runLane(transformed, folder)) }),
      };
      console.log(`${host}: ${JSON.stringify(results[host])}`);
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function resultsOfBrowsers() {
  const versions = {};
  const log = line => {
    const [, name, version] = /^(\w+) +([\d.]+), started/.exec(line) ?? [];
    if (name) versions[name] = version;
    console.log(line);
  };
  const { failed, outcomes } = await runInBrowsers({ suite: 'conformance/page', log });
  if (failed > 0) throw new Error(`${failed} tests failed in browsers`);
  const passedIn = (name, part) => outcomes.find(({ suite, browser }) => suite === part && browser === name).passed;
  return Object.fromEntries(
    Object.keys(browsers).map(name => {
      const [asItIs, transformed] = [count(passedIn(name, 'conformance/page'), browserFailures), count(passedIn(name, 'transformed-conformance/page'), {})];
      return [name, { version: versions[name].split('.').slice(0, 2).join('.'), carrier: 'browser', asItIs, transformed }];
    }),
  );
}

/** The reasons why tests of a row cannot pass, each with the number of its tests. */
function reasonsOf(host) {
  const row = rows.find(([name]) => name === host);
  const failures = row ? failuresOf(lanes([{ runtimes: [host], subjects: row.slice(1, 2) }])[0]) : browserFailures;
  const reasons = new Map();
  for (const failure of Object.values(failures)) {
    const reason = failure.reason ?? failure;
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return reasons;
}

/** The text of README.md with the table in it. */
export function withTable(text, results = JSON.parse(readFileSync(file('results.json'), 'utf8'))) {
  const notes = [];
  const noteOf = reason => {
    if (!notes.includes(reason)) notes.push(reason);
    return notes.indexOf(reason) + 1;
  };
  const cell = counts => (counts === undefined ? '–' : `${counts.passes} of ${counts.of}`);
  const table = Object.entries(results).map(([host, { version, carrier, asItIs, transformed }]) => {
    const cannot = [...reasonsOf(host)].map(([reason, tests]) => `${tests} (${noteOf(reason)})`).join(', ');
    return `| ${titleOf(host)} | ${version} | ${carrier} | ${cell(asItIs)} | ${cell(transformed)} | ${cannot || 'none'} |`;
  });
  const lines = [
    '| runtime | version | carrier | pass as they are | pass transformed | cannot, as they are |',
    '| --- | --- | --- | --: | --: | --- |',
    ...table,
    '',
    ...notes.map((reason, i) => `${i + 1}. ${reason[0].toUpperCase()}${reason.slice(1)}.`),
  ];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < 0) throw new Error(`expected README.md to have ${start} and ${end}`);
  return `${text.slice(0, from + start.length)}\n\n${lines.join('\n')}\n\n${text.slice(to)}`;
}

export const readme = () => readFileSync(file('README.md'), 'utf8');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2);
  if (words.some(word => word !== '--draw')) throw new TypeError(`expected nothing or --draw, got ${words.join(' ')}`);
  if (!process.argv.includes('--draw')) {
    const results = { ...(await resultsOfLanes()), ...(await resultsOfBrowsers()) };
    writeFileSync(file('results.json'), `${JSON.stringify(results, undefined, 2)}\n`);
  }
  writeFileSync(file('README.md'), withTable(readme()));
  process.exit();
}
