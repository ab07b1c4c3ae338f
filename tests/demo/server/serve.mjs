// One server in a process of its own: in some versions of Node, the use of a context slows down every `await` of the process.
// Arguments: the name of the app's file without its extension, the upstream service's port, and optionally `--without-snapshot`.
import { once } from 'node:events';
import http from 'node:http';

const [name, upstreamPort, ...switches] = process.argv.slice(2);
const { createApp } = await import(`./${name}.mjs`);

const lines = [];
const withoutSnapshot = switches.includes('--without-snapshot');
const app = createApp({ lines, upstreamPort: Number(upstreamPort), withoutSnapshot });

const server = http.createServer(async ({ headers, url }, response) => {
  const request = { id: headers['x-request-id'], user: headers['x-user'], deadline: Number(headers['x-deadline']) };
  try {
    await app.handle(request, Number(url.slice(1)), response);
  } catch (error) {
    response.statusCode = 500;
    response.end(String(error));
  }
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

process.on('message', question => {
  // CPU time since the process began, in microseconds: steadier than throughput where other programs run too.
  if (question === 'cpu') {
    const { user, system } = process.cpuUsage();
    process.send(user + system);
  }
  if (question === 'stop') {
    server.close(() => process.send(lines, () => process.disconnect()));
    server.closeAllConnections();
  }
});
// Also ends when the parent process has gone without a message.
process.on('disconnect', () => {
  app.close();
  server.close();
  server.closeAllConnections();
});
process.send(server.address().port);
