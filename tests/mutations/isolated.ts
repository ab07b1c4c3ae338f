// The programs of tests/carriers/browser-isolated.test.ts, made fast enough to run for each mutant: in threads of one process, many in the same realm if none
// of them may leave anything behind. If a mutant lets a program damage its realm, that program or the next one fails.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { closes } from '../browsers/suites/await-hook/isolated/closes.js';
import { runProgram, type Outcome } from '../browsers/suites/await-hook/isolated/harness.js';
import { patches } from '../browsers/suites/await-hook/isolated/patches.js';
import { reads } from '../browsers/suites/await-hook/isolated/reads.js';
import { stacks } from '../browsers/suites/await-hook/isolated/stacks.js';
import { terminations } from '../carriers/terminations.js';

/** The group of programs to run. */
declare const PROGRAMS: 'closes' | 'patches' | 'reads' | 'stacks' | 'terminations';
const programs = { closes, patches, reads, stacks, terminations }[PROGRAMS];
const names = Object.keys(programs);
/** Programs that patch promises change their realm for good, so each gets its own. */
const realms = PROGRAMS === 'patches' ? names.map(name => [name]) : [names];
/** Limits in MB, as in browser-isolated.test.ts, against code that piles up marks. A small stack is full sooner. */
const resourceLimits = { maxOldGenerationSizeMb: 48, stackSizeMb: 0.5 };

const outcomeOf = (name: string): Promise<Outcome> => new Promise(resolve => runProgram(programs[name]!, resolve));

/** Runs programs one after the other in a thread of their own. */
const wrongIn = (realm: readonly string[]): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: realm, resourceLimits, stderr: true, stdout: true });
    thread.on('message', resolve);
    thread.on('error', reject);
    thread.on('exit', () => reject(new Error('expected the programs to end')));
  });

if (isMainThread) {
  const test = suite('isolated');
  for (const realm of realms) test(realm[0]!, async () => assert.equal(await wrongIn(realm), []));
  test.run();
} else {
  process.setMaxListeners(0);
  const wrong: string[] = [];
  for (const name of workerData as readonly string[]) wrong.push(...(await outcomeOf(name)).wrong.map(text => `${name}: ${text}`));
  parentPort!.postMessage(wrong);
}
