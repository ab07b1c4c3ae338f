// The test runner: bundles every test, runs each in a process of its own, shows progress, and sums up.
// Usage: node tests/run.mjs [--tools] [words]: only tests whose name contains one of the words; with --tools, those that need heavy tools, and no others.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { common } from '../build.mjs';
import { bundleLane, lanes } from './conformance/run-lane.mjs';
import { verdictOf } from './verdict.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// Not in node_modules, since Deno takes a file there for a part of a package.
const output = join(root, 'tests/.build');
const words = process.argv.slice(2).filter(word => word !== '--tools');
const ending = process.argv.includes('--tools') ? '.tools.ts' : '.test.ts';
const AT_ONCE = 8; // test files, at the most; else twice the number of cores, since tests wait half of the time
const TIMEOUT = 600_000; // ms, against tests that hang rather than slow ones

/** The files that are tests. */
function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(item => {
    const path = join(folder, item.name);
    if (item.isDirectory()) return path === join(root, 'tests/browsers') || path === output ? [] : testFiles(path);
    return item.name.endsWith(ending) ? [path] : [];
  });
}

/**
 * The imports of a bundle: first the file that makes uvu wait, so that it is evaluated before uvu, then the test. The package says of its files that they
 * have no side effects; those of tests are nothing but.
 */
const imports = path => ({
  name: 'imports',
  setup({ onResolve }) {
    onResolve({ filter: /^defer$/ }, () => ({ path: '../defer.mjs', external: true, sideEffects: true }));
    onResolve({ filter: /^test$/ }, () => ({ path, sideEffects: true }));
  },
});

/**
 * Bundles a test file. Its suites run when the whole file has been evaluated: uvu by itself begins as soon as the file awaits, and does not count the suites
 * that come after that. A thread of a test evaluates the bundle as well, without suites.
 */
async function bundleFile(path) {
  const outfile = join(output, `${relative(root, path).replaceAll(/[\\/]/g, '-').replace(/\.ts$/, '')}.mjs`);
  const contents = "import 'defer';\nimport 'test';\nimport { exec } from 'uvu';\nif (globalThis.UVU_QUEUE[0].length > 1) await exec();\n";
  const stdin = { contents, sourcefile: 'start.js', resolveDir: root };
  await build({ ...common('node'), platform: 'node', plugins: [imports(path)], stdin, outfile, format: 'esm', packages: 'external' });
  // Tests of memory need to call the garbage collector.
  return { command: process.execPath, args: ['--expose-gc', '--enable-source-maps', outfile] };
}

const running = new Set();
/** Ends a test and all processes that it has started: its process group. */
function kill(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group does not exist, or the system has no groups.
    child.kill('SIGKILL');
  }
}
process.on('exit', () => running.forEach(kill));
for (const [signal, number] of [
  ['SIGHUP', 1],
  ['SIGINT', 2],
  ['SIGTERM', 15],
])
  process.once(signal, () => process.exit(128 + number));

/** Runs a command until it ends, or until the time limit. */
function run({ command, args }) {
  return new Promise(resolve => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' }, detached: process.platform !== 'win32' });
    running.add(child);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', chunk => (text += chunk));
    const timer = setTimeout(() => {
      text += `\nstill running after ${TIMEOUT / 1000} s`;
      kill(child);
    }, TIMEOUT);
    child.on('error', error => (text += error.message));
    // Processes that the test has left behind would keep its output open.
    child.on('exit', () => kill(child));
    child.on('close', code => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, text });
    });
  });
}

const tests = [
  ...testFiles(join(root, 'tests')).map(path => ({ name: relative(join(root, 'tests'), path).replaceAll('\\', '/'), prepare: () => bundleFile(path) })),
  ...(ending === '.test.ts' ? lanes() : []).map(lane => ({ name: `conformance ${lane.name}`, prepare: () => bundleLane(lane, output) })),
].filter(({ name }) => words.length === 0 || words.some(word => name.includes(word)));
if (tests.length === 0) throw new Error(`expected words from the name of a test, got ${words.join(' ')}, which no name contains`);

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
let [passed, failed, skipped, done] = [0, 0, 0, 0];
/** The reasons for skipped tests, with the names of the files. */
const skips = [];
const queue = [...tests];
async function worker() {
  for (let test = queue.shift(); test; test = queue.shift()) {
    const start = performance.now();
    const { code, text } = await test.prepare().then(run, error => ({ code: 1, text: error.stack }));
    const verdict = verdictOf(code, text);
    passed += verdict.passed;
    failed += verdict.failed;
    skipped += verdict.skipped;
    skips.push(...verdict.reasons.map(reason => `${test.name}: ${reason}`));
    const counted = ['passed', 'failed', 'skipped'].filter(word => word === 'passed' || verdict[word] > 0).map(word => `${verdict[word]} ${word}`);
    const ms = Math.round(performance.now() - start);
    console.log(`${verdict.failed ? '✘' : '✔'} [${++done}/${tests.length}] ${test.name}: ${counted.join(', ')} (${ms} ms)`);
    if (verdict.failed) console.log(text.replace(/^/gm, '    '));
  }
}
await Promise.all(Array.from({ length: Math.min(AT_ONCE, 2 * (availableParallelism?.() ?? cpus().length)) }, worker));
if (skips.length > 0) console.log(`\nskipped:\n${skips.map(skip => `  ${skip}`).join('\n')}`);
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed ? 1 : 0;
