// The long run in full: two million steps, ten thousand flows at once, in Node, Bun, Deno and browsers.
import { writeFileSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ensure } from '../browsers/rig/install.mjs';
import { plot } from './plot.mjs';
import { faultsOf, places, runtimes, soak } from './soak.mjs';

const USAGE = `npm run test:soak -- [options]

  --place NAME,…   some of ${places.join(', ')}; default all
  --flows N        the number of flows at once; default 10000
  --steps N        the number of steps in each place; default 2000000
  --draw           runs nothing; writes the plot and the table again from results.json

Only a run without options writes the results. SOAK_SEED=… is the seed of the first round in Node, Bun and Deno.`;

const file = name => new URL(name, import.meta.url);
const sum = (rounds, key) => rounds.reduce((total, round) => total + round[key], 0);

/** Replaces the table in the README. */
function draw(results) {
  const rows = Object.entries(results.places).map(([place, { rounds }]) => {
    const steps = sum(rounds, 'steps');
    return `| ${place} | ${steps.toLocaleString('en')} | ${rounds.flatMap(({ wrong }) => wrong).length} | ${((1e4 * sum(rounds, 'lost')) / steps).toFixed(1)} |`;
  });
  const table = ['| place | steps | wrong | lost, of 10,000 |', '| --- | --: | --: | --: |', ...rows].join('\n');
  const readme = readFileSync(file('README.md'), 'utf8');
  writeFileSync(file('README.md'), readme.replace(/(?<=<!-- results -->\n\n)[^]*?(?=\n\n<!-- end -->)/, table));
  writeFileSync(file('soak.svg'), plot(results));
}

const { values } = parseArgs({
  options: {
    place: { type: 'string', default: places.join() },
    flows: { type: 'string', default: '10000' },
    steps: { type: 'string', default: '2000000' },
    draw: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(USAGE);
else if (values.draw) draw(JSON.parse(readFileSync(file('results.json'), 'utf8')));
else {
  const names = values.place.split(',');
  const unknown = names.find(name => !places.includes(name));
  if (unknown !== undefined) throw new TypeError(`expected places among ${places.join(', ')}, got ${unknown}`);
  const size = { flows: Number(values.flows), steps: Number(values.steps) };
  for (const [name, value] of Object.entries(size)) if (!(value > 0)) throw new TypeError(`expected a number for --${name}, got ${values[name]}`);
  await ensure(names.filter(name => !runtimes.includes(name)));
  const results = { flows: size.flows, places: {} };
  for (const name of names) {
    let taken = 0;
    const rounds = await soak(name, size, ({ steps, ms, memory }) => {
      taken += steps;
      console.log(
        `${name}: ${taken.toLocaleString('en')} of ${size.steps.toLocaleString('en')} steps, ${((1000 * ms) / steps).toFixed(1)} µs a step, ${memory === undefined ? 'memory unknown' : `${(memory / 2 ** 20).toFixed(1)} MiB`}`,
      );
    });
    const faults = faultsOf(name, rounds);
    for (const fault of faults) console.error(`${name}: ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
    results.places[name] = { rounds: rounds.map(({ seed, steps, lost, ms, memory, wrong }) => ({ seed, steps, lost, wrong, ms: Math.round(ms), memory })) };
  }
  if (process.argv.length === 2 && process.exitCode === undefined) {
    writeFileSync(file('results.json'), `${JSON.stringify(results)}\n`);
    draw(results);
  }
}
