// What the suites in this folder ask their server for.
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * - `/echo` answers with the request's own body
 * - `/slow?ms=…` answers `slow` after so many milliseconds
 * - `/events?count=…&ms=…` is an event stream: so many events, so far apart
 * @returns {Promise<boolean>} whether the path is one of these
 */
export default async function routes(request, response, { pathname, searchParams }) {
  // Waits that nobody waits for any more are to end, or the run does not.
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
    default:
      return false;
  }
}

/** `/socket` is a WebSocket that echoes short text messages. https://www.rfc-editor.org/rfc/rfc6455 */
export function upgrade(request, socket, head) {
  if (request.url !== '/socket') return false;
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  let buffer = head;
  const read = data => {
    buffer = Buffer.concat([buffer, data]);
    // A client's short frame: two bytes of header, four of mask, at most 125 of payload.
    while (buffer.length >= 6 && buffer.length >= 6 + (buffer[1] & 0x7f)) {
      const length = buffer[1] & 0x7f;
      const mask = buffer.subarray(2, 6);
      const payload = buffer.subarray(6, 6 + length).map((byte, index) => byte ^ mask[index % 4]);
      socket.write(Buffer.concat([Buffer.from([buffer[0], length]), payload]));
      if ((buffer[0] & 0x0f) === 8) socket.end(); // a close, which is echoed too
      buffer = buffer.subarray(6 + length);
    }
  };
  socket.on('data', read);
  read(Buffer.alloc(0));
  return true;
}
