// The server of this folder under concurrent requests: every line of its log and every answer has the id of its own request.
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { until } from '../../until.js';

// Imported by path and not bundled, since the file itself is the example.
const path = join(process.cwd(), 'tests/demo/request-id/server.mjs');
const { createServer } = (await import(pathToFileURL(path).href)) as { createServer(write: (line: string) => void): http.Server };

interface Answer {
  readonly id: string;
  readonly text: string;
}

/** Starts the server, sends all requests at once, and waits for the log to be complete. */
async function serve(requests: readonly { name: string; id?: string }[]): Promise<{ answers: Answer[]; lines: string[] }> {
  const lines: string[] = [];
  const server = createServer(line => lines.push(line)).listen(0, '127.0.0.1');
  // Never closes idle connections: a request on a connection that is just being closed would fail.
  server.keepAliveTimeout = 0;
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const agent = new http.Agent({ keepAlive: true, maxSockets: 20 });
  const ask = ({ name, id }: { name: string; id?: string }) =>
    new Promise<Answer>((resolve, reject) => {
      const headers = id === undefined ? {} : { 'X-Request-ID': id };
      http
        .get({ host: '127.0.0.1', port, agent, path: `/${name}`, headers }, response => {
          let text = '';
          response.setEncoding('utf8').on('data', part => (text += part));
          response.on('end', () => resolve({ id: response.headers['x-request-id'] as string, text }));
        })
        .on('error', reject);
    });
  try {
    const answers = await Promise.all(requests.map(ask));
    // A timer writes the last line of a request, which may come after its answer.
    const complete = 1 + 6 * requests.length;
    await until(
      () => lines.length >= complete,
      () => `${complete} lines, got ${lines.length}`,
    );
    return { answers, lines };
  } finally {
    agent.destroy();
    server.close();
    server.closeAllConnections();
  }
}

const steps = ['first call', 'first call is done', 'second call', 'second call, later'];
/** The messages of a request's lines. */
const messagesOf = (lines: readonly string[], id: string) => {
  const prefix = `${id} | `;
  return lines.filter(line => line.startsWith(prefix)).map(line => line.slice(prefix.length));
};

test('200 concurrent requests that bring their ids: each has its own in the answer, and on its six lines of the log', async () => {
  const requests = Array.from({ length: 200 }, (_, n) => ({ name: `name-${n}`, id: `id-${n}` }));
  const { answers, lines } = await serve(requests);
  requests.forEach(({ name, id }, n) => {
    assert.equal(answers[n], { id, text: `Hello, ${name}. Your request id is ${id}.\n` });
    assert.equal(messagesOf(lines, id).sort(), [...steps, `GET /${name}`, `${name} has been answered`].sort());
  });
  assert.equal(messagesOf(lines, 'no request'), ['listening']);
});

test('requests without an id get one each', async () => {
  const requests = Array.from({ length: 50 }, (_, n) => ({ name: `name-${n}` }));
  const { answers, lines } = await serve(requests);
  assert.is(new Set(answers.map(({ id }) => id)).size, 50);
  answers.forEach(({ id, text }, n) => {
    assert.match(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.is(text, `Hello, name-${n}. Your request id is ${id}.\n`);
    assert.is(messagesOf(lines, id).length, 6);
  });
});

test.run();
