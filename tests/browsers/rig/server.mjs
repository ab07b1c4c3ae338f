// The origin of a suite: its page, bundle and worker, and the routes that its folder adds.
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './bundle.mjs';
import { listen } from './listen.mjs';
import { places, strictPolicy, suitePage, topPage, workerScript } from './places.mjs';

const asset = name => readFileSync(new URL(`page/${name}`, import.meta.url), 'utf8');
const usedOrigins = new Set();

/**
 * Serves one suite for one browser. Each suite has its own origin, so suites share no storage, worker or connection.
 * @param {{ entry: string, where: string, scripts: string[] }} suite
 * @param {{ path: string, code: string, map: string }} bundle
 * @param {{ browser: string, reports: string }} config `reports` is the URL of the channel for reports
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve(suite, bundle, config) {
  const routes = await loadRoutes(suite.entry);
  const strict = places[suite.where].strict && { 'content-security-policy': strictPolicy(new URL(config.reports).origin) };
  const scripts = suite.scripts.map((file, index) => ({ file, path: `/script/${index}-${basename(file)}` }));
  const outline = { where: suite.where, scripts: scripts.map(({ path }) => path), bundle: bundle.path };

  const files = new Map([
    ['/', ['text/html', () => topPage(outline), strict]],
    ['/frame.html', ['text/html', () => suitePage(outline)]],
    ['/worker.js', ['text/javascript', () => workerScript(outline)]],
    ['/rig/host.js', ['text/javascript', () => asset('host.js')]],
    ['/rig/reporter.js', ['text/javascript', ({ searchParams }) => reporter({ from: searchParams.get('from'), where: suite.where, ...config })]],
    [bundle.path, ['text/javascript', () => bundle.code]],
    [`${bundle.path}.map`, ['application/json', () => bundle.map]],
    ['/favicon.ico', ['image/x-icon', () => '']],
  ]);
  for (const { file, path } of scripts) files.set(path, ['text/javascript', () => readFileSync(join(root, file))]);

  const server = await open(
    async (request, response) => {
      const url = new URL(request.url, server.origin);
      const found = files.get(url.pathname);
      if (found) {
        const [type, content, headers] = found;
        response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store', ...headers });
        response.end(content(url));
      } else if (!(await routes.default?.(request, response, url))) {
        response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
        response.end(`nothing at ${url.pathname}`);
      }
    },
    async (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      if (!(await routes.upgrade?.(request, socket, head))) socket.destroy();
    },
  );
  return { url: `${server.origin}/`, close: server.close };
}

const reporter = config => asset('reporter.js').replace('__CONFIG__', () => JSON.stringify(config));

/** Opens a server on a port that no earlier suite had, even if the system hands one out a second time. */
async function open(...handlers) {
  const server = await listen(...handlers);
  if (!usedOrigins.has(server.origin)) {
    usedOrigins.add(server.origin);
    return server;
  }
  const next = await open(...handlers);
  await server.close();
  return next;
}

async function loadRoutes(entry) {
  const file = join(root, dirname(entry), 'routes.mjs');
  return existsSync(file) ? import(pathToFileURL(file).href) : {};
}
