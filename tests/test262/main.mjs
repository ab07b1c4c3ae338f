// Runs parts of test262 as they are and transformed: what passed before has to pass after.
// Usage: npm run test262 -- FOLDER [words]: the checkout, and parts of the paths of tests.
import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { carriers, common } from '../../build.mjs';
import { runtime } from '../runtimes.mjs';
import { exceptions } from './exceptions.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));
/** The newest, which has most of the language. */
const NODE = 'node-26';
const LIMIT = 30_000; // ms, for one test

const parts = {
  'test/language/expressions': /^(?:async-|await|yield|generators|dynamic-import|arrow-function|class|object|function|assignment|call|new)/,
  'test/language/statements': /^(?:async-|for-await-of|for-of|generators|try|using|await-using|class|function|return|labeled|block|switch)/,
  'test/language': /^(?:module-code|arguments-object|directive-prologue|function-code)/,
  'test/built-ins': /^(?:AsyncFunction|AsyncGenerator|AsyncIterator|AsyncFromSync|Generator|Promise)/,
};

const [folder, ...words] = process.argv.slice(2);
const checkout = resolve(folder ?? '');
if (folder === undefined || !existsSync(join(checkout, 'harness/assert.js'))) {
  throw new Error(`expected the folder of a checkout of tc39/test262, got ${folder}. Usage: npm run test262 -- FOLDER [words]`);
}

const under = path =>
  readdirSync(path, { withFileTypes: true }).flatMap(item => {
    const inner = join(path, item.name);
    if (item.isDirectory()) return under(inner);
    return item.name.endsWith('.js') && !item.name.includes('_FIXTURE') ? [inner] : [];
  });
const tests = Object.entries(parts)
  .flatMap(([path, pattern]) => readdirSync(join(checkout, path)).filter(name => pattern.test(name)).flatMap(name => under(join(checkout, path, name))))
  .filter(path => words.length === 0 || words.some(word => path.includes(word)))
  .sort();

/** The runtime of a page all of whose code is transformed, as a script for a realm. In it, everything runs in a context. */
async function bundleRuntime(to) {
  const { outputFiles } = await build({
    ...common('any'),
    alias: { ...common('any').alias, '#carrier': carriers.transformed },
    stdin: {
      contents: `import { Variable } from './src/index.js'; export * from './src/runtime/index.js';
        const variable = new Variable(); export const inContext = fn => variable.run('in a context', fn);`,
      resolveDir: project,
    },
    format: 'iife',
    globalName: 'exports',
    sourcemap: false,
    write: false,
  });
  writeFileSync(to, `(() => {${outputFiles[0].text}; return exports; })()`);
}

const temporary = mkdtempSync(join(tmpdir(), 'test262-'));
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));
const runtimePath = join(temporary, 'runtime.js');
await bundleRuntime(runtimePath);
const execPath = await runtime(NODE);

const counts = { untouched: 0, 'failed before': 0, passed: 0, fails: 0 };
const failures = [];
const queue = [...tests];
let done = 0;

/** Runs tests in a process of its own, until there are none, or one of them takes the process along. */
const work = () =>
  new Promise(end => {
    const execArgv = ['--experimental-vm-modules', '--no-warnings', '--js-explicit-resource-management'];
    const child = fork(join(project, 'tests/test262/worker.mjs'), [checkout, runtimePath], { execPath, execArgv, silent: true });
    let current;
    let timer;
    const next = () => {
      clearTimeout(timer);
      current = queue.shift();
      if (current === undefined) return void child.kill();
      timer = setTimeout(() => child.kill('SIGKILL'), LIMIT);
      child.send(current);
    };
    child.on('message', message => {
      if (message !== 'ready') note(message);
      next();
    });
    child.on('exit', () => {
      clearTimeout(timer);
      if (current !== undefined) {
        note({ path: relative(checkout, current), results: [{ mode: 'any', state: 'fails', reason: 'the process ended, or the test did not' }] });
        end(work());
      } else end();
    });
  });

function note({ path, results }) {
  for (const { mode, state, reason } of results) {
    counts[state]++;
    if (state === 'fails') failures.push({ name: `${path} (${mode})`, reason });
  }
  if (++done % 1000 === 0) console.error(`${done} of ${tests.length} …`);
}
await Promise.all(Array.from({ length: availableParallelism() }, work));

const reasonFor = name => exceptions.find(({ pattern }) => pattern.test(name));
const known = failures.filter(({ name }) => reasonFor(name));
const unknown = failures.filter(({ name }) => !reasonFor(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
for (const { pattern, reason } of exceptions) {
  const names = known.filter(({ name }) => pattern.test(name)).map(({ name }) => name);
  console.log(`${names.length} exceptions: ${reason}${names.map(name => `\n    ${name}`).join('')}`);
}
// Only a whole run can tell.
const stale = words.length > 0 ? [] : exceptions.filter(({ pattern }) => !known.some(({ name }) => pattern.test(name)));
for (const { pattern } of stale) console.log(`✘ no test is an exception any more: ${pattern}`);
for (const { name, reason } of unknown) console.log(`✘ ${name}\n    ${reason}`);
console.log(`${tests.length} tests: ${counts.passed} runs pass as before, ${known.length} are exceptions, ${unknown.length} fail; ` +
  `${counts.untouched} have nothing to transform, ${counts['failed before']} do not pass on ${NODE}`);
process.exitCode = unknown.length + stale.length > 0 ? 1 : 0;
