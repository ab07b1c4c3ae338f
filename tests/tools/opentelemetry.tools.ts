// OpenTelemetry's contexts in builds by Vite, Next.js and Angular's CLI, with zone.js and without it, with the transform and without it.
import { cpSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { build } from 'vite';
import { createApp, run, runtime, withServer } from './app.js';

const main = `
  import { context, trace } from '@opentelemetry/api';
  import { AsyncContextManager } from 'asynccontext/opentelemetry';
  context.setGlobalContextManager(new AsyncContextManager().enable());
  const spanOf = (id: string) => trace.wrapSpanContext({ traceId: id.padStart(32, '0'), spanId: id.padStart(16, '0'), traceFlags: 1 });
  const look = () => trace.getActiveSpan()?.spanContext().spanId.replace(/^0+/, '') ?? 'none';
  const flow = async () => { await Promise.resolve(); const first = look(); await new Promise(resolve => setTimeout(resolve, 1)); return [first, look()]; };
  (globalThis as any).result = Promise.all([...['a', 'b'].map(id => context.with(trace.setSpan(context.active(), spanOf(id)), flow)), flow()]);`;
const rig = (name: string) => import(pathToFileURL(join(process.cwd(), 'tests/browsers/rig', name)).href);
const [{ browsers }, { ensure }] = await Promise.all([rig('browsers.mjs'), rig('install.mjs')]);
await ensure(['chromium'], { log: () => {} });
const expected = [
  ['a', 'a'],
  ['b', 'b'],
  ['none', 'none'],
];

/** Makes an app with OpenTelemetry's API. */
async function createTraced(tool: string | undefined, files: Readonly<Record<string, string>>): Promise<string> {
  const root = await createApp(tool, { 'src/main.ts': main, ...files });
  cpSync(join(process.cwd(), 'node_modules/@opentelemetry/api'), join(root, 'node_modules/@opentelemetry/api'), { recursive: true });
  return root;
}

/** Runs a build, each file as a module. Returns the carrier's name and the values that the flows have seen. */
async function seenIn(files: readonly string[]): Promise<{ readonly carrier: string; readonly seen: unknown }> {
  const page = createContext({ console, setTimeout, performance });
  for (const file of files) runInContext(`(() => {${readFileSync(file, 'utf8').replace(/^export .*$/gm, '')}\n})()`, page);
  const seen = JSON.parse(JSON.stringify(await page['result']));
  return { carrier: page[Symbol.for('asynccontext.agent.v1') as unknown as string].carrier, seen };
}

for (const isTransformed of [false, true]) {
  test(`Vite, ${isTransformed ? 'with the plugin' : 'as it is'}`, async () => {
    const root = await createTraced(undefined, {});
    const plugins = isTransformed ? [(await import(join(process.cwd(), 'dist/esm/node/vite.js'))).default()] : [];
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      plugins,
      build: { outDir: 'dist', rollupOptions: { input: join(root, 'src/main.ts'), output: { format: 'iife', entryFileNames: 'main.js' } } },
    });
    assert.equal(await seenIn([join(root, 'dist/main.js')]), { carrier: isTransformed ? 'browser, transformed' : 'browser', seen: expected });
  });
}

for (const polyfills of [[], ['asynccontext/zone']]) {
  test(`Angular's command line, ${polyfills.length > 0 ? 'with zone.js by asynccontext/zone' : 'without zone.js'}`, async () => {
    const ng = await runtime('angular');
    const options = {
      outputPath: 'dist',
      index: 'src/index.html',
      browser: 'src/main.ts',
      tsConfig: 'tsconfig.json',
      outputHashing: 'none',
      optimization: false,
      aot: true,
      polyfills,
    };
    const root = await createTraced(realpathSync(join(dirname(ng), '../../../..')), {
      'angular.json': JSON.stringify({
        version: 1,
        projects: {
          app: { projectType: 'application', root: '', sourceRoot: 'src', architect: { build: { builder: '@angular/build:application', options } } },
        },
        cli: { analytics: false, cache: { enabled: false } },
      }),
      'tsconfig.json': JSON.stringify({
        compilerOptions: { target: 'es2022', module: 'preserve', strict: true, skipLibCheck: true, types: [], lib: ['es2022', 'dom'] },
        files: ['src/main.ts'],
      }),
      'src/index.html': '<!doctype html><title>app</title>',
    });
    if (polyfills.length > 0) cpSync(join(process.cwd(), 'node_modules/zone.js'), join(root, 'node_modules/zone.js'), { recursive: true });
    await run([ng, 'build'], root);
    const built = join(root, 'dist/browser');
    const files = ['polyfills.js', 'main.js'].filter(name => readdirSync(built).includes(name)).map(name => join(built, name));
    assert.equal(await seenIn(files), { carrier: polyfills.length > 0 ? 'zone' : 'browser', seen: expected });
  });
}

for (const isTransformed of [false, true]) {
  test(`Next.js, ${isTransformed ? 'with the loader' : 'as it is'}: on the server and in the page`, async () => {
    const next = await runtime('next');
    // Without symbolic links, since Turbopack compares paths literally.
    const folder = realpathSync(join(dirname(next), '../../../..'));
    const rules = isTransformed ? { '*.{ts,tsx,js}': { loaders: [{ loader: 'asynccontext/loader', options: { awaitHook: false } }] } } : {};
    const root = await createTraced(folder, {
      'next.config.mjs': `export default { turbopack: { root: ${JSON.stringify(folder)}, rules: ${JSON.stringify(rules)} } };`,
      'app/layout.jsx': 'export default function Layout({ children }) { return <html><body>{children}</body></html>; }',
      'app/page.jsx': `'use client';
        import { useEffect } from 'react';
        export default function Page() {
          useEffect(() => {
            import('../src/main').then(() => globalThis.result).then(seen => fetch('/said', { method: 'POST', body: JSON.stringify({ carrier: globalThis[Symbol.for('asynccontext.agent.v1')].carrier, seen }) }));
          }, []);
          return <main />;
        }`,
      'app/said/route.js': 'export async function POST(request) { console.log(`RESULT ${await request.text()}`); return new Response(); }',
      'app/server/route.js':
        "import '../../src/main'; export const dynamic = 'force-dynamic'; export async function GET() { return Response.json(await globalThis.result); }",
    });
    await run([next, 'build'], root);
    await withServer([next, 'start', '-H', '127.0.0.1', '-p', String(20_000 + Math.floor(Math.random() * 10_000))], root, async said => {
      const [url] = await said(/http:\/\/127\.0\.0\.1:\d+/);
      assert.equal(await (await fetch(`${url}/server`)).json(), expected);
      const browser = await browsers.chromium({});
      try {
        const page = await browser.open(url);
        const [, json] = await said(/RESULT (.*)/);
        await page.close();
        assert.equal(JSON.parse(json!), { carrier: isTransformed ? 'browser, transformed' : 'browser', seen: expected });
      } finally {
        await browser.close();
      }
    });
  });
}

test.run();
