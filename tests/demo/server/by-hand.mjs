// The same app with the same work, for comparison: every function takes the request's id, user and deadline and passes them on.
import { setTimeout as pause } from 'node:timers/promises';
import { formatLine } from './log.mjs';
import { createQueue, NoSnapshot } from './queue.mjs';
import { createUpstreamClient, passTurns, readPrice, Stock } from './work.mjs';

/** The time that a request has left, in milliseconds. */
const timeLeft = request => request.deadline - Date.now();

/**
 * Makes the app.
 *
 * @param lines - The list to which the lines of its log are added.
 * @param upstreamPort - The port of the service that knows the discounts.
 */
export function createApp({ lines, upstreamPort }) {
  const upstream = createUpstreamClient(upstreamPort);
  const queue = createQueue(8, NoSnapshot);
  const stock = new Stock();

  function log(request, order, step) {
    lines.push(formatLine(request, order, step));
  }

  stock.on('taken', (request, order) => log(request, order, 'taken from stock'));

  function inStock(request, order) {
    return new Promise(resolve => {
      stock.once('counted', count => {
        log(request, order, 'stock counted');
        resolve(count > 0);
      });
      stock.count();
    });
  }

  async function discountOf(request, order) {
    const headers = { 'x-request-id': request.id };
    const answer = await upstream.ask(order, headers, timeLeft(request), step => log(request, order, step));
    log(request, order, 'discount known');
    return answer;
  }

  async function priceOf(request, order) {
    const price = await readPrice(order % 40, step => log(request, order, step));
    log(request, order, 'price known');
    return price;
  }

  async function pack(request, order) {
    log(request, order, 'packing');
    await pause(1);
    log(request, order, 'packed');
    stock.emit('taken', request, order);
  }

  async function serve(request, order, response) {
    log(request, order, 'accepted');
    await passTurns(step => log(request, order, step));
    const [price, { discount, askedBy }, available] = await Promise.all([priceOf(request, order), discountOf(request, order), inStock(request, order)]);
    log(request, order, 'all three known');
    await queue.add(() => pack(request, order));
    response.once('finish', () => log(request, order, 'answer sent'));
    const total = price - discount;
    const { id, user, deadline } = request;
    response.end(JSON.stringify({ id, user, deadline, order, askedBy, available, total }));
  }

  return { handle: serve, close: () => upstream.close() };
}
