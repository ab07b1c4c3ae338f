// Pages that measure by themselves and report to a server of their own, without automation commands.
import { listen, readBody } from '../../browsers/rig/listen.mjs';
import { cpuTimes } from './cpu-time.mjs';

const TIMEOUT = 120_000; // ms
/** Headers that isolate a page from other origins: clocks then tick more often than once a millisecond. */
const isolated = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

/**
 * Opens a fresh page with a script, and waits for its report.
 *
 * @param {import('../../browsers/rig/browsers.mjs').Browser} browser
 * @param {string} script a classic script
 * @param {{ name: string, query?: string }} page a name for errors, and what the script finds in `location.search`
 * @returns {Promise<Record<string, number>>}
 * @throws {Error} if the page reports a failure, or nothing in time
 */
export async function measure(browser, script, { name, query = '' }) {
  let settle;
  const reported = new Promise((resolve, reject) => (settle = { '/figures': resolve, '/failure': text => reject(new Error(`${name}: ${text}`)) }));
  const timer = setTimeout(settle['/failure'], TIMEOUT, `reported nothing in ${TIMEOUT / 1000} s`);
  const server = await listen(async (request, response) => {
    if (request.url in settle) {
      const body = await readBody(request);
      response.end();
      settle[request.url](JSON.parse(body));
    } else if (request.url === '/cpu') response.end(JSON.stringify(cpuTimes()));
    else if (request.url === '/subject.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    else response.writeHead(200, { 'content-type': 'text/html', ...isolated }).end('<!doctype html><script src="/subject.js"></script>');
  });
  const page = await browser.open(`${server.origin}/${query && `?${query}`}`);
  page.gone.then(settle['/failure']);
  try {
    return await reported;
  } finally {
    clearTimeout(timer);
    await page.close();
    await server.close();
  }
}

/** The median of some numbers. */
export const median = values => values.toSorted((a, b) => a - b)[values.length >> 1];
