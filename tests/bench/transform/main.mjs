// Measures the cost of the transform: transformed code against the same code untransformed, and the time that the transform takes.
//
//     npm run bench:transform [-- rounds]    prints two tables
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { add, filesOf, folderOf, measureFiles, row, table } from '../../transform/measure-files.mjs';
import { loops } from './loops.mjs';

const execute = promisify(execFile);
const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const measurement = fileURLToPath(new URL('measure.mjs', import.meta.url));
const rounds = Number(process.argv[2] ?? 5);
if (!Number.isInteger(rounds) || rounds < 1) throw new TypeError(`expected a number of rounds, got ${process.argv[2]}`);

// Alternating, so that a noisy minute falls on both.
const samples = { native: [], transformed: [] };
for (let round = 0; round < rounds; round++) {
  for (const subject of Object.keys(samples)) {
    samples[subject].push(JSON.parse((await execute(process.execPath, [measurement, subject, '150'])).stdout));
  }
}
const median = values => values.sort((a, b) => a - b)[values.length >> 1];
const of = (subject, name) => median(samples[subject].map(figures => figures[name]));

console.log(`Node ${process.versions.node}, in a context, median of ${rounds} rounds\n`);
console.log('| ns | as it is | transformed | times | at most |\n| --- | --: | --: | --: | --: |');
for (const [name, { title, atMost }] of Object.entries(loops)) {
  const [native, transformed] = [of('native', name), of('transformed', name)];
  const times = transformed / native;
  const aim = atMost === undefined ? '–' : `${atMost}${times > atMost ? ', missed' : ''}`;
  console.log(`| ${title} | ${native.toFixed(1)} | ${transformed.toFixed(1)} | ${times.toFixed(2)} | ${aim} |`);
}

const names = ['vite', 'rollup', 'webpack', 'puppeteer-core', 'unplugin', 'autocannon'];
// A first run to warm up.
await measureFiles(filesOf(folderOf(modules, 'rollup')), { sizes: false });
const sums = [];
for (const name of names) sums.push(await measureFiles(filesOf(folderOf(modules, name))));
console.log(
  `\nThe transform, at least 5 MB/s of processor time and at most 15 % larger\n\n${table([...sums.map((sum, index) => row(names[index], sum)), row('all', add(sums))])}`,
);
