// Measures one subject with one number of live values in a process of its own, and prints the figures as JSON.
//
//     node --expose-gc tests/bench/measure.mjs <subject> <count> <operations, comma-separated> full|quick|check
import { performance } from 'node:perf_hooks';
import { measure } from 'mitata';
import { carries, checkValues } from './check.mjs';
import { EFFORT } from './plan.mjs';
import * as native from './promises.mjs';
import { last, LOOPS } from './synchronous.mjs';

const [id, count, list, effort] = process.argv.slice(2);
const operations = list.split(',');
const now = () => performance.now() * 1e6;

// Imported at this point, so that the subject's patches are in place before anything is made.
const { make } = await import(`./subjects/${id}.mjs`);
const subject = make(Number(count));
const lowered = operations.includes('lowered') ? await (await import('./lowered.mjs')).loadLowered() : undefined;

// Makes a promise of the current global class, since mitata accepts no other.
const promised = start => new Promise((resolve, reject) => void subject.enter(() => void start().then(resolve, reject)));

/** For each operation, a function that performs it so many times inside the context and returns, or promises, the nanoseconds. */
const works = {
  ...Object.fromEntries(Object.entries(LOOPS).map(([name, loop]) => [name, times => subject.enter(() => loop(subject, times, now))])),
  then: times => promised(() => native.thening(times, now)),
  await: times => promised(() => native.awaiting(times, now)),
  lowered: times => promised(() => lowered.awaiting(times, now)),
};

/** The nanoseconds of one operation in the median sample, without the work around the loop (entering the context). */
async function nanoseconds(work, { sampleMs, budgetMs, warmUpMs }) {
  let times = 4;
  const lengthen = async () => {
    // Takes the fastest of three, since an interrupted sample would seem long enough.
    while (Math.min(await work(times), await work(times), await work(times)) < sampleMs * 1e6) times *= 2;
  };
  await lengthen();
  const started = process.cpuUsage();
  while (process.cpuUsage(started).user < warmUpMs * 1e3) await work(times);
  // Again after the warm-up: optimized code is many times as fast, so samples would be too short.
  await lengthen();
  const sample = function* () {
    yield { manual: () => work(times) };
  };
  const { p50 } = await measure(sample, { min_cpu_time: budgetMs * 1e6, min_samples: 5 });
  return p50 / times;
}

const flows = {
  then: native.lookInThens,
  await: native.lookAroundAwaits,
  lowered: lowered?.lookAroundAwaits,
};

/** Whether the context is kept after an asynchronous step, for the operations that have one. */
async function contexts() {
  const found = {};
  for (const operation of operations) {
    if (operation in flows) found[operation] = await carries(subject, flows[operation]);
  }
  return found;
}

if (subject.get) checkValues(subject);
const figures = {};
if (effort !== 'check') {
  for (const operation of operations) figures[operation] = await nanoseconds(works[operation], EFFORT[effort]);
}
// After measuring, since a subject may leave state behind in the process.
const context = subject.get ? await contexts() : {};
process.stdout.write(JSON.stringify({ figures, context, last: typeof last() }));
