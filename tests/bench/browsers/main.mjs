// Measures the cost of a context in Chromium, Firefox and WebKit: against native promises, zone.js with lowered code, and the await hook alone.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { browsers } from '../../browsers/rig/browsers.mjs';
import { ensure } from '../../browsers/rig/install.mjs';
import { bundle, DIST } from './bundle.mjs';
import { measure, median } from './pages.mjs';
import { BESIDE, SUBJECTS } from './plan.mjs';
import { plot } from './plot.mjs';
import { report } from './report.mjs';

const USAGE = `npm run bench:browsers -- [options]

  --browser NAME,…   of ${Object.keys(browsers).join(', ')}; all by default
  --rounds N         how often each subject is measured, each time in a page of its own; 5 by default, 1 with --quick
  --quick            short samples: some ten seconds for each browser; figures may be wrong by a fifth
  --beside FOLDER    measures another build as well, a dist folder
  --draw             measures nothing; writes the table and the plot again from results/browsers.json

Only a run without options writes the results.`;

const result = extension => new URL(`../results/browsers.${extension}`, import.meta.url);

function draw(summary) {
  writeFileSync(result('md'), report(summary));
  writeFileSync(result('svg'), plot(summary));
  console.log('browsers.md and browsers.svg written');
}

/** The gzipped size of the classic script in kB. */
const sizeOf = dist => gzipSync(readFileSync(join(dist, 'asynccontext.global.min.js')), { level: 9 }).length / 1000;

/** The median of each figure over several rounds. */
function medians(rounds) {
  return Object.fromEntries(Object.keys(rounds[0]).map(key => [key, median(rounds.map(figures => figures[key]))]));
}

/**
 * Measures all subjects in a browser. Each round has the opposite order of the one before, so that a noisy minute falls on all alike.
 *
 * @returns The browser's version, and each subject's figures.
 */
async function measureIn(name, subjects, { rounds, query }) {
  const browser = await browsers[name]({});
  const samples = Object.fromEntries(subjects.map(({ id }) => [id, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const { id, script } of round % 2 ? subjects : subjects.toReversed()) {
      console.error(`${name}: round ${round} of ${rounds}, ${id}`);
      samples[id].push(await measure(browser, script, { name: `${id} in ${name}`, query }));
    }
  }
  await browser.close();
  return { version: browser.version, subjects: Object.fromEntries(Object.entries(samples).map(([id, of]) => [id, medians(of)])) };
}

async function measureAll({ names, rounds, quick, beside }) {
  const plan = beside === undefined ? SUBJECTS : [...SUBJECTS, BESIDE];
  const subjects = await Promise.all(plan.map(async subject => ({ id: subject.id, script: await bundle(subject, subject === BESIDE ? beside : DIST) })));
  await ensure(names);
  const measured = {};
  for (const name of names) measured[name] = await measureIn(name, subjects, { rounds, query: quick ? 'quick' : '' });
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0].model}, ${process.platform} ${process.arch}`,
    rounds,
    size: sizeOf(DIST),
    browsers: measured,
  };
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      browser: { type: 'string', default: Object.keys(browsers).join() },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      beside: { type: 'string' },
      draw: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const names = values.browser.split(',');
  const unknown = names.find(name => !Object.hasOwn(browsers, name));
  if (unknown !== undefined) throw new TypeError(`expected browsers among ${Object.keys(browsers).join(', ')}, got ${unknown}`);
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 5));
  if (!Number.isInteger(rounds) || rounds < 1) throw new TypeError(`expected a number of rounds, got ${values.rounds}`);
  return { ...values, names, rounds, beside: values.beside && resolve(values.beside), isWhole: process.argv.length === 2 };
}

const options = readOptions();
if (options.help) console.log(USAGE);
else if (options.draw) draw(JSON.parse(readFileSync(result('json'), 'utf8')));
else {
  const summary = await measureAll(options);
  console.log(`\n${report(summary)}`);
  if (options.isWhole) {
    writeFileSync(result('json'), `${JSON.stringify(summary, undefined, 2)}\n`);
    draw(summary);
  }
}
