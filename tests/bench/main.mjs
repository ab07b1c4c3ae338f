// The benchmark: measures every subject in processes of its own, in interleaved rounds, and writes the table and the plot.
//
//     npm run bench                 everything, about three minutes; writes results/node-<major>.{json,md,svg}
//     npm run bench -- --quick      a few seconds, prints the table and writes nothing: its figures mean little
//     npm run bench -- --draw       measures nothing; writes the tables and plots again from the JSON files
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { EFFORT, JOBS, SUBJECTS } from './plan.mjs';
import { plot } from './plot.mjs';
import { report } from './report.mjs';
import { summarize } from './summary.mjs';

const RESULTS = new URL('results/', import.meta.url);
const MEASURE = fileURLToPath(new URL('measure.mjs', import.meta.url));
const execute = promisify(execFile);

const progress = text => process.stderr.write(`${text}\n`);
const titleOf = id => SUBJECTS.find(subject => subject.id === id).title;

/** Runs one job in a process of its own. A subject that does not work on this engine is left out of the table, with the reason. */
async function measured({ subject, count, operations }, effort) {
  const args = ['--expose-gc', '--no-warnings', MEASURE, subject, `${count}`, operations.join(), effort];
  try {
    const { stdout } = await execute(process.execPath, args, { maxBuffer: 1e8 });
    return { subject, count, ...JSON.parse(stdout) };
  } catch (error) {
    const lines = String(error.stderr ?? error).split('\n');
    const failure = lines.find(line => /\w*Error\b/.test(line)) ?? lines[0];
    progress(`    ${titleOf(subject)} with ${count} live could not be measured: ${failure}`);
    return { subject, count, figures: {}, context: {}, failure };
  }
}

/**
 * Runs all jobs, round after round, so that a noisy minute falls on all alike. Every other round goes backwards, so that no subject always runs late in a
 * round, when the processor is warm.
 */
async function measureAll(effort) {
  const { rounds } = EFFORT[effort];
  const total = rounds * JOBS.length;
  const started = Date.now();
  const results = [];
  for (let round = 1; round <= rounds; round++) {
    const jobs = round % 2 ? JOBS : [...JOBS].reverse();
    for (const job of jobs) {
      const seconds = (Date.now() - started) / 1000;
      const left = results.length ? `, about ${Math.ceil((seconds / results.length) * (total - results.length))} s left` : '';
      const live = job.count ? `, ${job.count} live` : '';
      progress(`[${results.length + 1}/${total}] round ${round} of ${rounds}: ${titleOf(job.subject)}${live}${left}`);
      results.push({ round, ...(await measured(job, effort)) });
    }
  }
  return results;
}

function write(summary) {
  const name = `node-${summary.major}`;
  mkdirSync(RESULTS, { recursive: true });
  const files = { json: `${JSON.stringify(summary, null, 1)}\n`, md: report(summary), svg: plot(summary) };
  for (const [extension, text] of Object.entries(files)) writeFileSync(new URL(`${name}.${extension}`, RESULTS), text);
  progress(`tests/bench/results/${name}.json, .md and .svg written`);
}

function drawAgain() {
  for (const file of readdirSync(RESULTS).filter(name => name.endsWith('.json'))) {
    write(JSON.parse(readFileSync(new URL(file, RESULTS), 'utf8')));
  }
}

async function main(flags) {
  if (flags.includes('--draw')) return drawAgain();
  const effort = flags.includes('--quick') ? 'quick' : 'full';
  const about = {
    node: process.versions.node,
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${process.platform} ${process.arch}`,
    date: new Date().toISOString().slice(0, 10),
    rounds: EFFORT[effort].rounds,
    quick: effort === 'quick',
  };
  const summary = summarize(await measureAll(effort), about);
  if (effort === 'full') write(summary);
  process.stdout.write(report(summary));
}

await main(process.argv.slice(2));
