// The routes of the suites in this folder.
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

/**
 * - `/echo` answers with the request's own body
 * - `/slow?ms=…` answers `slow` after so many milliseconds
 * - `/answering-worker.js` is a worker that answers each message
 * - `/events?count=…&ms=…` is an event stream: so many events, so far apart
 * @returns {Promise<boolean>} whether it answers the path
 */
export default async function routes(request, response, { pathname, searchParams }) {
  // Ends the delay when the client has gone; otherwise the run would not end.
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const wait = ms => sleep(ms, undefined, { signal: gone.signal }).catch(() => {});
  const number = (name, fallback) => Number(searchParams.get(name) ?? fallback);
  switch (pathname) {
    case '/echo':
      response.writeHead(200, { 'content-type': request.headers['content-type'] ?? 'text/plain' });
      request.pipe(response);
      return true;
    case '/slow':
      await wait(number('ms', 100));
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.end('slow');
      return true;
    case '/events':
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      for (let index = 0; index < number('count', 3) && !response.destroyed; index++) {
        response.write(`data: ${index}\n\n`);
        await wait(number('ms', 10));
      }
      response.end();
      return true;
    case '/answering-worker.js':
      response.writeHead(200, { 'content-type': 'text/javascript' });
      response.end('onmessage = () => postMessage(1);');
      return true;
    default:
      return false;
  }
}

const sockets = new WebSocketServer({ noServer: true });

/** `/socket` is a WebSocket that echoes messages. */
export function upgrade(request, socket, head) {
  if (request.url !== '/socket') return false;
  sockets.handleUpgrade(request, socket, head, connection => {
    connection.on('message', (data, isBinary) => connection.send(data, { binary: isBinary }));
  });
  return true;
}
