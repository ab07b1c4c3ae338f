// One server, in a process of its own: on some Nodes a context that is used anywhere costs every `await` of its process.
// Arguments: the app's file without its ending, the upstream service's port, and perhaps `--without-snapshot`.
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
  // Microseconds of processor time since the process began: steadier than throughput where other programs run too.
  if (question === 'cpu') {
    const { user, system } = process.cpuUsage();
    process.send(user + system);
  }
  if (question === 'stop') {
    server.close(() => process.send(lines, () => process.disconnect()));
    server.closeAllConnections();
  }
});
// Also where the parent has gone away without a word: nobody is left to serve.
process.on('disconnect', () => {
  app.close();
  server.close();
  server.closeAllConnections();
});
process.send(server.address().port);
