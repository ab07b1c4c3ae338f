// What a context costs in Chromium, Firefox and WebKit, against native promises and against zone.js with lowered code.
// Usage: node tests/bench/browsers/main.mjs [--draw] [browser,…] [rounds]. Writes the results only of all browsers together.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { carriers, common } from '../../../build.mjs';
import { browsers } from '../../browsers/rig/browsers.mjs';
import { ensure } from '../../browsers/rig/install.mjs';
import { listen } from '../../browsers/rig/listen.mjs';
import { transformed } from '../../transform/plugin.mjs';
import { SUBJECTS } from './plan.mjs';
import { plot } from './plot.mjs';
import { report } from './report.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const result = extension => new URL(`../results/browsers.${extension}`, import.meta.url);
const TIMEOUT = 120_000; // ms
/** In a page that shares its process with no other origin, clocks tick more often than once a millisecond. */
const isolated = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

function draw(summary) {
  writeFileSync(result('md'), report(summary));
  writeFileSync(result('svg'), plot(summary));
  console.log('browsers.md and browsers.svg written');
}

async function bundle({ id, file = id, build: changes }) {
  const base = common('any');
  const isTransformed = id === 'transformed';
  const { outputFiles } = await build({
    ...base,
    alias: { ...base.alias, ...(isTransformed ? { '#carrier': carriers.transformed } : {}) },
    plugins: isTransformed ? [transformed()] : [],
    entryPoints: [`${here}${file}.ts`],
    platform: 'browser',
    format: 'esm',
    write: false,
    sourcemap: false,
    ...changes,
  });
  return outputFiles[0].text;
}

/** Measures a subject in a fresh page. */
async function measure(browser, id, script) {
  let receive;
  let timer;
  const figures = new Promise((resolve, reject) => {
    receive = resolve;
    timer = setTimeout(reject, TIMEOUT, new Error(`${id} reported nothing in ${TIMEOUT / 1000} s`));
  });
  const server = await listen(async (request, response) => {
    if (request.url === '/figures') {
      let body = '';
      for await (const chunk of request) body += chunk;
      response.end();
      receive(JSON.parse(body));
    } else if (request.url === '/subject.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    else response.writeHead(200, { 'content-type': 'text/html', ...isolated }).end('<!doctype html><script type="module" src="/subject.js"></script>');
  });
  const page = await browser.open(`${server.origin}/`);
  try {
    return await figures;
  } finally {
    clearTimeout(timer);
    await page.close();
    await server.close();
  }
}

const median = values => values.sort((a, b) => a - b)[values.length >> 1];

async function measureAll(names, rounds) {
  const scripts = Object.fromEntries(await Promise.all(SUBJECTS.map(async subject => [subject.id, await bundle(subject)])));
  await ensure(names);
  const measured = {};
  for (const name of names) {
    const browser = await browsers[name]({});
    const samples = {};
    for (let round = 1; round <= rounds; round++) {
      for (const { id } of SUBJECTS) {
        console.log(`${name}: round ${round} of ${rounds}, ${id}`);
        for (const [key, value] of Object.entries(await measure(browser, id, scripts[id]))) (((samples[id] ??= {})[key]) ??= []).push(value);
      }
    }
    await browser.close();
    const subjects = Object.fromEntries(
      Object.entries(samples).map(([id, loops]) => [id, Object.fromEntries(Object.entries(loops).map(([key, values]) => [key, median(values)]))]),
    );
    measured[name] = { version: browser.version, subjects };
  }
  return { date: new Date().toISOString().slice(0, 10), machine: `${cpus()[0].model}, ${process.platform} ${process.arch}`, rounds, browsers: measured };
}

const [first = '', second] = process.argv.slice(2);
if (first === '--draw') draw(JSON.parse(readFileSync(result('json'), 'utf8')));
else {
  const all = Object.keys(browsers);
  const names = first ? first.split(',') : all;
  const unknown = names.find(name => !all.includes(name));
  if (unknown !== undefined) throw new TypeError(`expected browsers among ${all.join(', ')}, got ${unknown}`);
  const rounds = Number(second ?? 5);
  if (!Number.isInteger(rounds) || rounds < 1) throw new TypeError(`expected a number of rounds, got ${second}`);
  const summary = await measureAll(names, rounds);
  console.log(`\n${report(summary)}`);
  if (names.length === all.length) {
    writeFileSync(result('json'), `${JSON.stringify(summary, undefined, 2)}\n`);
    draw(summary);
  }
}
