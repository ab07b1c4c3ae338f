// A server that logs the request's id on every line, though no function takes the id. It comes from the header X-Request-ID, or is generated.
//
//     $ node tests/demo/request-id/main.mjs
//     $ curl -i -H 'X-Request-ID: mine' http://127.0.0.1:…/Ada
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { context } from 'asynccontext/context';

const REQUEST_ID = 'X-Request-ID';

/** Makes a logger that puts the current request's id in front of each line. */
const createLogger = write => message => write(`${context.get(REQUEST_ID, 'no request')} | ${message}`);

/** Runs a handler as a task of its own, with the id of its request in the task and in the response. */
const withRequestId = handler => (request, response) =>
  context.isolate(() => {
    context.set(REQUEST_ID, request.headers['x-request-id'] || randomUUID());
    response.setHeader(REQUEST_ID, context.get(REQUEST_ID));
    return handler(request, response);
  });

/**
 * Makes the server.
 *
 * @param {(line: string) => void} write - Takes each line of the log.
 * @returns {http.Server}
 */
export function createServer(write) {
  const log = createLogger(write);

  async function firstCall() {
    log('first call');
    await pause(1);
    log('first call is done');
  }
  async function secondCall() {
    await null;
    log('second call');
    setTimeout(() => log('second call, later'), 1);
  }
  async function handle(request, response) {
    const name = decodeURIComponent(request.url.slice(1)) || 'Anonymous';
    response.on(
      'finish',
      context.bind(() => log(`${name} has been answered`)),
    );
    // `run` makes a child task, which shares its parent's dictionary.
    await Promise.all([context.run(firstCall), secondCall()]);
    log(`GET /${name}`);
    response.end(`Hello, ${name}. Your request id is ${context.get(REQUEST_ID)}.\n`);
  }
  const server = http.createServer(withRequestId(handle));
  server.on('listening', () => log('listening'));
  return server;
}
