// Next.js with Turbopack: the loader on the server, in the edge runtime, in the client and in dependencies, in builds and in development.
import { realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createApp, exact, run, runtime, withServer } from './app.js';

const next = await runtime('next');
// Without symbolic links, since Turbopack compares paths literally.
const folder = realpathSync(join(dirname(next), '../../../..'));
const rig = (name: string) => import(pathToFileURL(join(process.cwd(), 'tests/browsers/rig', name)).href);
const [{ browsers }, { ensure }] = await Promise.all([rig('browsers.mjs'), rig('install.mjs')]);
await ensure(['chromium'], { log: () => {} });

const configWith = (options: object) => `
  export default { turbopack: {
    root: ${JSON.stringify(folder)},
    rules: { '*.{js,jsx,ts,tsx,mjs,cjs}': { loaders: [{ loader: 'asynccontext/loader', options: ${JSON.stringify(options)} }] } },
  } };`;
const files = {
  'app/fails/route.js': "export const GET = () => new Response('not yet');\n",
};
const root = await createApp(folder, files, 'next');

/** Checks the server's own answers, and the result that a page in a browser sends to the server. */
async function visit(url: string, said: (words: RegExp) => Promise<RegExpExecArray>): Promise<void> {
  for (const path of ['api/result', 'edge']) assert.equal(await (await fetch(`${url}/${path}`)).json(), exact, path);
  const html = (await (await fetch(url)).text()).replaceAll('&quot;', '"');
  assert.equal(JSON.parse(/<pre id="server">(.*?)<\/pre>/.exec(html)![1]!), { ...exact, seen: 'page' });
  const browser = await browsers.chromium({});
  try {
    const page = await browser.open(url);
    const [, json] = await said(/RESULT (.*)/);
    await page.close();
    const { carrier, ...found } = JSON.parse(json!);
    assert.equal(found, { client: exact, act: exact, inline: 'given none act' });
    assert.is(carrier, expectedCarrier);
  } finally {
    await browser.close();
  }
}
let expectedCarrier: string;
const urlOf = async (said: (words: RegExp) => Promise<RegExpExecArray>) => (await said(/http:\/\/127\.0\.0\.1:\d+/))[0];
const port = () => String(20_000 + Math.floor(Math.random() * 10_000));

for (const [options, carrier] of [
  [{}, 'browser'],
  [{ awaitHook: false }, 'browser, transformed'],
] as const) {
  test(`a build is exact on both sides, ${JSON.stringify(options)}`, async () => {
    expectedCarrier = carrier;
    writeFileSync(join(root, 'next.config.mjs'), configWith(options));
    await run([next, 'build'], root);
    await withServer([next, 'start', '-H', '127.0.0.1', '-p', port()], root, async said => visit(await urlOf(said), said));
  });
}

test('so is development, and what cannot be parsed has its place', async () => {
  expectedCarrier = 'browser, transformed';
  await withServer([next, 'dev', '-H', '127.0.0.1', '-p', port()], root, async said => {
    const url = await urlOf(said);
    await visit(url, said);
    writeFileSync(join(root, 'app/fails/route.js'), 'export async function GET() {\n  await null;\n  const 5five = 5;\n}\n');
    // Repeated, since the server takes some time to notice the change.
    const asking = setInterval(() => void fetch(`${url}/fails`).catch(() => {}), 2000);
    await said(/fails\/route\.js:3:\d+: [^]*5five/).finally(() => clearInterval(asking));
  });
});

test.run();
