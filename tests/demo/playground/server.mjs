// Serves the playground on loopback, and answers only requests for loopback.
import { setTimeout as sleep } from 'node:timers/promises';
import { listen } from '../../browsers/rig/listen.mjs';
import { readFiles, readOwn } from './files.mjs';

/** The page's policy: all content from this server, no code made from strings. The page may frame itself. */
export const policy = [
  "default-src 'none'",
  ...['script-src', 'style-src', 'connect-src', 'img-src', 'frame-src', 'frame-ancestors'].map(name => `${name} 'self'`),
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const types = { html: 'text/html', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' };
const LONGEST = 5000; // ms, the longest delay of an answer

/**
 * Makes a handler of the playground's requests.
 *
 * @param {string} [program] the path of the user's program, for `/own.html`
 * @returns {Promise<(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse, url: URL) => Promise<boolean>>}
 *   whether the path belongs to the playground
 */
export async function createHandler(program) {
  const files = await readFiles();
  if (program !== undefined) for (const [name, content] of await readOwn(program)) files.set(name, content);
  return async (request, response, { pathname, searchParams }) => {
    const name = pathname === '/' ? 'index.html' : pathname.slice(1);
    if (name === 'answer') {
      const ms = Number(searchParams.get('ms'));
      // Ends the delay when the client has gone; otherwise the process would not end.
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      await sleep(ms > 0 ? Math.min(ms, LONGEST) : 0, undefined, { signal: gone.signal }).catch(() => {});
      response.writeHead(200, headers('text/plain')).end('an answer');
      return true;
    }
    const content = files.get(name);
    if (content === undefined) return false;
    const sent = headers(types[name.replace(/^.*\./, '')]);
    // The debugger's drawing is text with its own styles, and the user's program may do anything.
    if (name === 'own.html') sent['content-security-policy'] = "default-src 'self'; style-src 'self' 'unsafe-inline'";
    response.writeHead(200, sent).end(content);
    return true;
  };
}

const headers = type => ({
  'content-type': `${type}; charset=utf-8`,
  'content-security-policy': policy,
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
});

/** Whether a request was made to this machine, and not to another name that points here. */
const isLoopback = host => /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(host ?? '');

/**
 * Serves the playground, on a port that the system chooses.
 *
 * @param {string} [program] the path of the user's program
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve(program) {
  const handle = await createHandler(program);
  const refuse = (response, status, reason) => response.writeHead(status, headers('text/plain')).end(`${reason}\n`);
  const server = await listen(async (request, response) => {
    if (!isLoopback(request.headers.host)) return refuse(response, 421, 'this server is for this machine only');
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'only GET and HEAD');
    const url = URL.canParse(request.url, server.origin) ? new URL(request.url, server.origin) : undefined;
    if (url === undefined || !(await handle(request, response, url))) refuse(response, 404, `nothing at ${request.url}`);
  });
  return { url: `${server.origin}/${program === undefined ? '' : 'own.html'}`, close: server.close };
}
