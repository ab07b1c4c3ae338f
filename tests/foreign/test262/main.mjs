// Runs parts of test262. The tests of AsyncContext run with the polyfill. The other tests run unchanged first, and then again in a context, transformed or with
// the await hook on: a test that passed has to pass again.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sortOut } from '../part.mjs';
import { runtime } from '../../runtimes.mjs';
import { exceptions } from './exceptions.mjs';
import { lanes, scriptOf, testsOf } from './lanes.mjs';

/** The newest version, which supports most of the language. */
const NODE = 'node-26';
const LIMIT = 120_000; // ms for one test, against one that hangs rather than one that is slow
const flags = ['--experimental-vm-modules', '--no-warnings', '--js-explicit-resource-management', '--expose-gc'];
const worker = fileURLToPath(new URL('worker.mjs', import.meta.url));

/** @type {import('../suites.mjs').Suite['run']} */
export async function run(checkout, words, { part }) {
  const isAsked = path => words.length === 0 || words.some(word => relative(checkout, path).includes(word));
  const tests = testsOf(checkout, part).filter(({ path, lanes }) => lanes.length > 0 && isAsked(path));
  const temporary = mkdtempSync(join(tmpdir(), 'test262-'));
  process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));
  for (const lane of lanes) writeFileSync(join(temporary, `${lane.name}.js`), await scriptOf(lane));
  const execPath = await runtime(NODE);
  const outcomes = await runAll(tests, [checkout, temporary], { execPath, execArgv: flags, silent: true });
  return lanes
    .filter(({ name }) => tests.some(test => test.lanes.includes(name)))
    .map(({ name }) => {
      const of = outcomes.filter(({ lane }) => lane === name);
      const counted = of.filter(({ state }) => state === 'passed' || state === 'fails');
      const leftOut = [
        ['untouched', 'nothing to transform'],
        ['failed before', 'does not pass as it is'],
      ];
      return sortOut({
        name,
        on: NODE,
        runs: counted.length,
        failures: counted.filter(({ state }) => state === 'fails').map(({ path, mode, reason }) => ({ name: `${path} (${mode})`, reason })),
        exceptions: exceptions[name],
        leftOut: leftOut.map(([wanted, reason]) => ({ reason, runs: of.filter(({ state }) => state === wanted).length })),
        isWhole: words.length === 0,
      });
    });
}

/**
 * Runs tests in processes.
 *
 * @returns {Promise<{ path: string, lane: string, mode: string, state: 'untouched' | 'failed before' | 'passed' | 'fails', reason?: string }[]>}
 */
async function runAll(tests, args, options) {
  const [checkout] = args;
  const outcomes = [];
  const queue = [...tests];
  let done = 0;
  const note = (path, results) => {
    outcomes.push(...results.map(result => ({ path: relative(checkout, path), ...result })));
    if (++done % 1000 === 0) console.error(`${done} of ${tests.length} …`);
  };
  /** Runs tests in a process of its own, until none are left, or until a test ends the process. */
  const work = () =>
    new Promise(end => {
      const child = fork(worker, args, options);
      let said = '';
      let current;
      let timer;
      const next = () => {
        clearTimeout(timer);
        current = queue.shift();
        if (current === undefined) return void child.kill();
        timer = setTimeout(() => child.kill('SIGKILL'), LIMIT);
        child.send(current);
      };
      child.stderr.on('data', chunk => (said = `${said}${chunk}`.slice(-2000)));
      child.on('message', message => {
        if (message !== 'ready') note(current.path, message);
        next();
      });
      child.on('exit', () => {
        clearTimeout(timer);
        if (current === undefined) return end();
        const reason = `the process ended, or the test did not: ${said}`;
        note(
          current.path,
          current.lanes.map(lane => ({ lane, mode: 'any', state: 'fails', reason })),
        );
        end(work());
      });
    });
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  return outcomes;
}
