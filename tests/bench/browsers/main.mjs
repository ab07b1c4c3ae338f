// What a context costs in Chromium, Firefox and WebKit, against native promises and against zone.js with lowered code.
// Usage: node tests/bench/browsers/main.mjs [browser,…] [rounds]
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { common } from '../../../build.mjs';
import { browsers } from '../../browsers/rig/browsers.mjs';
import { ensure } from '../../browsers/rig/install.mjs';
import { listen } from '../../browsers/rig/listen.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const names = process.argv[2]?.split(',') ?? Object.keys(browsers);
const rounds = Number(process.argv[3] ?? 5);

async function bundle(subject) {
  const { outputFiles } = await build({
    ...common('any'),
    entryPoints: [`${here}${subject}.ts`],
    platform: 'browser',
    format: 'esm',
    write: false,
    sourcemap: false,
    ...(subject === 'zone' && { target: 'es2016', format: 'iife' }),
  });
  return outputFiles[0].text;
}
const subjects = ['native', 'asynccontext', 'zone'];
const bundles = Object.fromEntries(await Promise.all(subjects.map(async name => [name, await bundle(name)])));

/** Measures a subject in a fresh page. */
async function measure(browser, subject) {
  let receive;
  const figures = new Promise((resolve, reject) => {
    receive = resolve;
    setTimeout(reject, 120_000, new Error(`${subject} reported nothing in two minutes`)).unref();
  });
  const server = await listen(async (request, response) => {
    if (request.url === '/figures') {
      let body = '';
      for await (const chunk of request) body += chunk;
      response.end();
      receive(JSON.parse(body));
    } else if (request.url === '/subject.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(bundles[subject]);
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><script type="module" src="/subject.js"></script>');
  });
  const page = await browser.open(`${server.origin}/`);
  try {
    return await figures;
  } finally {
    await page.close();
    await server.close();
  }
}

const median = values => values.sort((a, b) => a - b)[values.length >> 1];
const mean = (a, b) => (a + b) / 2;

await ensure(names);
const results = {};
for (const name of names) {
  const browser = await browsers[name]({});
  const figures = { version: browser.version };
  const samples = {};
  for (let round = 1; round <= rounds; round++) {
    for (const subject of subjects) {
      console.log(`${name}: round ${round} of ${rounds}, ${subject}`);
      for (const [key, value] of Object.entries(await measure(browser, subject))) ((samples[`${subject}.${key}`] ??= [])).push(value);
    }
  }
  await browser.close();
  for (const [key, values] of Object.entries(samples)) figures[key] = median(values);
  results[name] = figures;
}

const ns = value => Math.round(value).toLocaleString('en');
const rows = [
  ['an await in a context, × zone.js lowered', f => mean(f['asynccontext.settled'], f['asynccontext.call']) / mean(f['zone.settled'], f['zone.call']), { chromium: 0.5, webkit: 0.8, firefox: 2.5 }],
  ['an await outside any context, × native', f => mean(f['asynccontext.emptySettled'], f['asynccontext.emptyCall']) / mean(f['native.settled'], f['native.call']), { chromium: 8, webkit: 4, firefox: 12 }],
  ["`run` of a synchronous function, × a zone's fork and run", f => f['asynccontext.run'] / f['zone.run'], { chromium: 0.35, webkit: 1, firefox: 1.2 }],
  ['`get`, × `Zone.current.get`', f => f['asynccontext.get'] / f['zone.get'], { chromium: 1, webkit: 1, firefox: 1 }],
];
const table = (head, body) => [head, head.map((_, i) => (i ? '--:' : '---')), ...body].map(cells => `| ${cells.join(' | ')} |`).join('\n');
const text = `# Speed in browsers

Made by \`node tests/bench/browsers/main.mjs\`: ${names.map(name => `${name} ${results[name].version}`).join(', ')}; median of ${rounds} rounds.
An await is the mean of awaiting a settled promise and awaiting an async call.

${table(['', ...names], rows.map(([title, ratio, aims]) => [title, ...names.map(name => `${ratio(results[name]).toFixed(2)}× (aim: ${aims[name]}×)`)]))}

${table(['ns', ...names], ['native.settled', 'native.call', 'asynccontext.emptySettled', 'asynccontext.emptyCall', 'asynccontext.settled', 'asynccontext.call', 'zone.settled', 'zone.call', 'asynccontext.run', 'zone.run', 'asynccontext.get', 'zone.get'].map(key => [key, ...names.map(name => ns(results[name][key]))]))}
`;
console.log(`\n${text}`);
if (names.length === Object.keys(browsers).length) writeFileSync(new URL('../results/browsers.md', import.meta.url), text);
process.exit();
