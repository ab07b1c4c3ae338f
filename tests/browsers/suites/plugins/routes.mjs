// Serves the app of tests/plugins: `/built/BUNDLER/…` as built, `/dev/…` from Vite's development server.
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundlers } from '../../../plugins/bundlers.mjs';
import { installApp } from '../../../plugins/install-app.mjs';

const once = make => {
  const made = new Map();
  return key => made.get(key) ?? made.set(key, make(key)).get(key);
};
const installed = once(() => installApp());

const build = once(async bundler => {
  const root = await installed();
  const outdir = join(root, `built-${bundler}`);
  await bundlers[bundler]({ root, entry: 'src/main.ts', outdir });
  return outdir;
});

const serve = once(async () => {
  const root = await installed();
  const { createServer } = await import('vite');
  const { default: plugin } = await import(pathToFileURL(join(root, 'node_modules/asynccontext/dist/esm/node/vite.js')).href);
  const server = await createServer({
    root,
    base: '/dev/',
    configFile: false,
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false },
    appType: 'custom',
    optimizeDeps: { include: ['cjs-dependency', 'esm-dependency'] },
    plugins: [plugin()],
  });
  return server.middlewares;
});

export default async function routes(request, response, { pathname }) {
  const [, bundler, file] = /^\/built\/(\w+)\/([\w.-]+)$/.exec(pathname) ?? [];
  if (bundler in bundlers) {
    const path = join(await build(bundler), file);
    if (!existsSync(path)) return false;
    response.writeHead(200, { 'content-type': 'text/javascript' });
    createReadStream(path).pipe(response);
    return true;
  }
  if (!pathname.startsWith('/dev/')) return false;
  const handle = await serve();
  return new Promise(resolve => {
    response.once('close', () => resolve(true));
    handle(request, response, () => resolve(false));
  });
}
