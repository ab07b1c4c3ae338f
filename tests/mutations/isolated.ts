// The programs of tests/carriers/browser-isolated.test.ts, made fast enough to be tried on each mutant: in threads of one process, and many in the same realm
// where none is to leave anything behind. A program that a mutant lets poison its realm fails, or the next one there does.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { closes } from '../browsers/suites/await-hook/isolated/closes.js';
import { runProgram, type Outcome } from '../browsers/suites/await-hook/isolated/harness.js';
import { patches } from '../browsers/suites/await-hook/isolated/patches.js';
import { reads } from '../browsers/suites/await-hook/isolated/reads.js';
import { stacks } from '../browsers/suites/await-hook/isolated/stacks.js';
import { terminations } from '../carriers/terminations.js';

const programs = { ...closes, ...patches, ...reads, ...stacks, ...terminations };
const names = (table: object) => Object.keys(table);
/** Which programs share a realm. A page that patches promises changes its realm, and reads that pile up are to fill the memory by themselves. */
const groups: Record<string, readonly string[]> = {
  terminations: names(terminations),
  stacks: names(stacks),
  ...Object.fromEntries([patches, reads].flatMap(names).map(name => [name, [name]])),
  closes: names(closes),
};
/** MB, as in browser-isolated.test.ts: against what piles up. A small stack is full sooner. */
const resourceLimits = { maxOldGenerationSizeMb: 48, stackSizeMb: 0.5 };

const outcomeOf = (name: string): Promise<Outcome> => new Promise(resolve => runProgram(programs[name]!, resolve));

/** Runs programs one after the other in a thread of their own. */
const wrongIn = (group: readonly string[]): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: group, resourceLimits, stderr: true, stdout: true });
    thread.on('message', resolve);
    thread.on('error', reject);
    thread.on('exit', () => reject(new Error('expected the programs to end')));
  });

if (isMainThread) {
  const test = suite('isolated');
  for (const [name, group] of Object.entries(groups)) {
    test(name, async () => { const f = performance.now(); const c = process.cpuUsage(); assert.equal(await wrongIn(group), []); const d = process.cpuUsage(c); console.error(name, Math.round(performance.now() - f), Math.round((d.user + d.system) / 1000)); });
  }
  test.run();
} else {
  process.setMaxListeners(0);
  const wrong: string[] = [];
  for (const name of workerData as readonly string[]) wrong.push(...(await outcomeOf(name)).wrong.map(text => `${name}: ${text}`));
  parentPort!.postMessage(wrong);
}
