// Runs Node's own tests of AsyncLocalStorage unchanged, and runs those that pass again with the classes that browsers get.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runtime } from '../../runtimes.mjs';
import { sortOut } from '../part.mjs';
import { exceptions } from './exceptions.mjs';

/** The suite has one part. */
const [name] = Object.keys(exceptions);
const NODE = 'node-26';
const LIMIT = 60_000; // ms, for one test
const preload = fileURLToPath(new URL('preload.cjs', import.meta.url));

/** The tests of the two classes, relative to the checkout: those that use AsyncLocalStorage, and those of AsyncResource.bind. */
function testsOf(checkout) {
  return ['test/async-hooks', 'test/parallel'].flatMap(folder =>
    readdirSync(join(checkout, folder))
      .filter(name => /^test-.*\.js$/.test(name))
      .filter(name => /^test-asyncresource-bind/.test(name) || /\bAsyncLocalStorage\b/.test(readFileSync(join(checkout, folder, name), 'utf8')))
      .map(name => `${folder}/${name}`),
  );
}

/** The flags that a test declares. */
const flagsOf = path => /^\/\/ Flags: +(.*)$/m.exec(readFileSync(path, 'utf8'))?.[1].trim().split(/\s+/) ?? [];

/** Runs a test in a process of its own. Resolves to the reason for its failure, or undefined. */
function failureOf(execPath, args, path) {
  return new Promise(resolve => {
    const child = spawn(execPath, [...flagsOf(path), ...args, path], { stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT, killSignal: 'SIGKILL' });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (said += text));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(undefined);
      resolve(signal ? `${signal}, after at most ${LIMIT / 1000} s` : (/^.*Error.*(?:\n.*){0,8}/m.exec(said)?.[0] ?? `${code}: ${said}`));
    });
  });
}

/** @type {import('../suites.mjs').Suite['run']} */
export async function run(checkout, words) {
  const tests = testsOf(checkout).filter(name => words.length === 0 || words.some(word => name.includes(word)));
  const execPath = await runtime(NODE);
  const failures = [];
  let passedBefore = 0;
  const queue = [...tests];
  const work = async () => {
    for (let test = queue.shift(); test; test = queue.shift()) {
      const path = join(checkout, test);
      if ((await failureOf(execPath, [], path)) !== undefined) continue;
      passedBefore++;
      const reason = await failureOf(execPath, ['--require', preload], path);
      if (reason !== undefined) failures.push({ name: test, reason });
    }
  };
  await Promise.all([work(), work()]);
  const leftOut = [{ reason: 'does not pass as it is', runs: tests.length - passedBefore }];
  return [sortOut({ name, on: NODE, runs: passedBefore, failures, exceptions: exceptions[name], leftOut, isWhole: words.length === 0 })];
}
