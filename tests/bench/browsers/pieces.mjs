// Measures the pieces of the await hook in Chromium, Firefox and WebKit, and prints a table.
// Usage: node build.mjs && node tests/bench/browsers/pieces.mjs [browser,…] [rounds]
import { readFileSync } from 'node:fs';
import { browsers } from '../../browsers/rig/browsers.mjs';
import { ensure } from '../../browsers/rig/install.mjs';
import { inNanoseconds } from '../report.mjs';
import { bundle } from './bundle.mjs';
import { measure, median } from './pages.mjs';

const names = process.argv[2]?.split(',') ?? Object.keys(browsers);
const rounds = Number(process.argv[3] ?? 3);

/** The names of the pieces, as in the table of pieces.ts. */
const table = readFileSync(new URL('pieces.ts', import.meta.url), 'utf8').split('const pieces')[1];
const pieces = [...table.matchAll(/^ {2}(?:'([^']+)'|(\w+)): \(\) =>/gm)].map(([, quoted, plain]) => quoted ?? plain);

await ensure(names);
const samples = {};
for (const name of names) {
  const browser = await browsers[name]({});
  for (let round = 1; round <= rounds; round++) {
    for (const piece of round % 2 ? pieces : pieces.toReversed()) {
      console.error(`${name}: round ${round} of ${rounds}, ${piece}`);
      const script = await bundle({ id: 'pieces', build: { define: { PIECE: JSON.stringify(piece) } } });
      const { nanoseconds } = await measure(browser, script, { name: `${piece} in ${name}` });
      ((samples[piece] ??= {})[name] ??= []).push(nanoseconds);
    }
  }
  await browser.close();
}
const row = cells => `| ${cells.join(' | ')} |`;
console.log([row(['ns', ...names]), row(['---', ...names.map(() => '--:')])].join('\n'));
for (const piece of pieces) console.log(row([piece, ...names.map(name => inNanoseconds(median(samples[piece][name])))]));
process.exit();
