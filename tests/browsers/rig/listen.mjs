// An HTTP server on loopback, on a port that the system chooses, that can be closed at once.
import { createServer } from 'node:http';

/**
 * @param {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => unknown} handle
 * @param {(request: import('node:http').IncomingMessage, socket: import('node:stream').Duplex, head: Buffer) => unknown} [upgrade]
 */
export async function listen(handle, upgrade) {
  const sockets = new Set();
  const server = createServer(async (request, response) => {
    try {
      await handle(request, response);
    } catch (error) {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(String(error?.stack ?? error));
    }
  });
  server.on('connection', socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  if (upgrade) server.on('upgrade', upgrade);
  // Never closes idle connections: a browser's next request on a connection that is just being closed would fail.
  server.keepAliveTimeout = 0;
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise(resolve => {
        server.close(resolve);
        // close() alone would wait for streams and sockets that a suite has left open.
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** The body of a request, as text. */
export async function readBody(request) {
  request.setEncoding('utf8');
  let body = '';
  for await (const part of request) body += part;
  return body;
}
