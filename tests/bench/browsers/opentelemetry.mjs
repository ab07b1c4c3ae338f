// OpenTelemetry in Chromium, Firefox and WebKit under our context manager and under ZoneContextManager: checks spans, and measures nanoseconds.
// Usage: node build.mjs && node tests/bench/browsers/opentelemetry.mjs [browser,…] [rounds]
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { common } from '../../../build.mjs';
import { browsers } from '../../browsers/rig/browsers.mjs';
import { ensure } from '../../browsers/rig/install.mjs';
import { listen } from '../../browsers/rig/listen.mjs';
import routes from '../../interop/opentelemetry/routes.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const names = process.argv[2]?.split(',') ?? Object.keys(browsers);
const rounds = Number(process.argv[3] ?? 3);
const zone = readFileSync(new URL('../../../node_modules/zone.js/bundles/zone.umd.min.js', import.meta.url));

const subjects = {
  asynccontext: { manager: 'asynccontext', target: 'es2022' },
  'ZoneContextManager, code as written': { manager: 'zone', target: 'es2022' },
  'ZoneContextManager on asynccontext/zone, code as written': { manager: 'zone', target: 'es2022', follows: true },
  'ZoneContextManager, lowered to ES2016': { manager: 'zone', target: 'es2016' },
};

async function bundle({ manager, target, follows }) {
  const { outputFiles } = await build({
    ...common(follows ? 'zone' : 'any'),
    entryPoints: [`${here}opentelemetry.ts`],
    // Injected before all other code, like the first import of a page.
    ...(follows && { inject: [`${here}../../browsers/suites/by-zone/follow.ts`] }),
    define: { MANAGER: JSON.stringify(manager) },
    platform: 'browser',
    format: 'iife',
    write: false,
    sourcemap: false,
    target,
  });
  return outputFiles[0].text;
}
const bundles = Object.fromEntries(await Promise.all(Object.entries(subjects).map(async ([name, options]) => [name, await bundle(options)])));

/** Opens the page of a subject, clicks on both buttons, and waits for the figures. */
async function measure(browser, subject) {
  let receive;
  const figures = new Promise((resolve, reject) => {
    receive = resolve;
    setTimeout(reject, 120_000, new Error(`${subject} reported nothing in two minutes`)).unref();
  });
  const files = { '/zone.js': zone, '/subject.js': bundles[subject] };
  const server = await listen(async (request, response) => {
    const url = new URL(request.url, server.origin);
    if (url.pathname === '/figures') {
      let body = '';
      for await (const chunk of request) body += chunk;
      response.end();
      receive(JSON.parse(body));
    } else if (url.pathname in files) response.writeHead(200, { 'content-type': 'text/javascript' }).end(files[url.pathname]);
    else if (!(await routes(request, response, url))) {
      const scripts = [...(subjects[subject].manager === 'zone' ? ['/zone.js'] : []), '/subject.js'];
      const tags = scripts.map(src => `<script src="${src}"></script>`).join('');
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>Traced</title><body>${tags}`);
    }
  });
  const page = await browser.open(`${server.origin}/`);
  try {
    // Repeated, since the page may not be loaded yet.
    for (let tries = 0; ; tries++) {
      try {
        await page.click('#a');
        break;
      } catch (error) {
        if (tries > 50) throw error;
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    }
    await page.click('#b');
    return await figures;
  } finally {
    await page.close();
    await server.close();
  }
}

// The best round, since other work on the machine only adds time.
const best = values => Math.min(...values);
await ensure(names);
const results = {};
for (const name of names) {
  const browser = await browsers[name]({});
  results[name] = { version: browser.version };
  for (const subject of Object.keys(subjects)) {
    const samples = [];
    for (let round = 1; round <= rounds; round++) {
      console.log(`${name}: round ${round} of ${rounds}, ${subject}`);
      samples.push(await measure(browser, subject));
    }
    const of = key => samples.map(sample => sample[key]);
    results[name][subject] = { right: Math.min(...of('right')), wanted: samples[0].wanted, with: best(of('with')), active: best(of('active')) };
  }
  await browser.close();
}

const ns = value => (value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en'));
const table = (head, body) => [head, head.map((_, i) => (i ? '--:' : '---')), ...body].map(cells => `| ${cells.join(' | ')} |`).join('\n');
const rows = cell => Object.keys(subjects).map(subject => [subject, ...names.map(name => cell(results[name][subject]))]);
const text = `# OpenTelemetry in browsers

Made by \`node tests/bench/browsers/opentelemetry.mjs\`: ${names.map(name => `${name} ${results[name].version}`).join(', ')}; best of ${rounds} rounds.

Spans of the page and its server with all the right ancestors, in the worst round:

${table(
  ['', ...names],
  rows(({ right, wanted }) => `${right} of ${wanted}`),
)}

\`with\` of a function that does nothing, ns:

${table(
  ['', ...names],
  rows(figures => ns(figures.with)),
)}

\`active\`, ns:

${table(
  ['', ...names],
  rows(figures => ns(figures.active)),
)}
`;
console.log(`\n${text}`);
if (names.length === Object.keys(browsers).length) writeFileSync(new URL('../results/opentelemetry-browsers.md', import.meta.url), text);
process.exit();
