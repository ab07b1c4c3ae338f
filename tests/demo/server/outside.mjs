// The world outside of the servers: the upstream service, and the load generator, whose record the logs are checked against.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import autocannon from 'autocannon';

/** Starts the service that the servers ask for discounts. It answers after a delay that differs, with the id of the request that asked. */
export async function startUpstream() {
  const server = http.createServer(({ headers, url }, response) => {
    const order = Number(url.slice(1));
    const answer = JSON.stringify({ discount: order % 7, askedBy: headers['x-request-id'] });
    setTimeout(() => response.end(answer), 1 + (order % 5));
  });
  // Idle connections stay open for the whole round: a request on a connection that is just being closed would fail.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const users = ['ada', 'bela', 'chen', 'dina', 'emre', 'fay', 'goran'];
let lastOrder = 0;

/** A unique request, with its own order, id and deadline. */
function newRequest() {
  const order = ++lastOrder;
  const user = `${users[order % users.length]}-${order}`;
  return { order, id: randomBytes(4).toString('hex'), user, deadline: Date.now() + 60_000 + (order % 997) };
}

/** Whether an answer belongs to this request: the server's part, and the upstream service's part within it. */
function isAnswerTo(request, body) {
  const { id, user, deadline, order, askedBy } = JSON.parse(body);
  return id === request.id && user === request.user && deadline === request.deadline && order === request.order && askedBy === request.id;
}

/**
 * Sends requests to a server.
 *
 * @param port - The server's port.
 * @param amount - How many requests.
 * @param connections - How many at a time.
 * @param onAnswer - Called at every answer.
 * @returns The requests that were sent, by order; the seconds until the last answer; and the numbers of requests that were answered, that failed (no answer,
 *   or a status other than 200) and that got the answer of another request.
 */
export async function sendLoad({ port, amount, connections, onAnswer }) {
  const load = { sent: new Map(), seconds: 0, answered: 0, failed: 0, wrong: 0, firstFailure: undefined };
  const begin = performance.now();
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    amount,
    connections,
    // Seconds; long, since a busy machine is no reason to fail.
    timeout: 60,
    // How often autocannon checks whether it is done, in milliseconds.
    sampleInt: 20,
    requests: [
      {
        setupRequest(request, connection) {
          const { order, id, user, deadline } = (connection.request = newRequest());
          load.sent.set(order, connection.request);
          return { ...request, path: `/${order}`, headers: { 'x-request-id': id, 'x-user': user, 'x-deadline': deadline } };
        },
        onResponse(status, body, connection) {
          load.seconds = (performance.now() - begin) / 1000;
          load.answered++;
          if (status !== 200) load.firstFailure ??= `${status} ${body}`;
          else if (!isAnswerTo(connection.request, body)) load.wrong++;
          onAnswer();
        },
      },
    ],
  });
  load.failed = result.errors + result.non2xx;
  return load;
}
