// The app with its requests' ids, users and deadlines in Variables: no function below takes them, and every line of the log has them.
import { setTimeout as pause } from 'node:timers/promises';
import { Snapshot, Variable } from 'asynccontext';
import { formatLine } from './log.mjs';
import { createQueue, NoSnapshot } from './queue.mjs';
import { createUpstreamClient, passTurns, readPrice, Stock } from './work.mjs';

const id = new Variable({ name: 'id' });
const user = new Variable({ name: 'user' });
const deadline = new Variable({ name: 'deadline' });

/** The time that the current request has left, in milliseconds. */
const timeLeft = () => deadline.get() - Date.now();

/**
 * Makes the app.
 *
 * @param lines - The list to which the lines of its log are added.
 * @param upstreamPort - The port of the service that knows the discounts.
 * @param withoutSnapshot - Whether the queue loses the contexts of its jobs, to show that the check notices.
 */
export function createApp({ lines, upstreamPort, withoutSnapshot }) {
  const upstream = createUpstreamClient(upstreamPort);
  const queue = createQueue(8, withoutSnapshot ? NoSnapshot : Snapshot);
  const stock = new Stock();

  function log(order, step) {
    lines.push(formatLine({ id: id.get(), user: user.get(), deadline: deadline.get() }, order, step));
  }

  // Added once, outside of all requests: a listener runs in the context of whoever emits the event.
  stock.on('taken', order => log(order, 'taken from stock'));

  function inStock(order) {
    return new Promise(resolve => {
      // The timer of whoever asked first emits the event, so the listener is tied to the request that waits for it.
      const onCounted = Snapshot.wrap(count => {
        log(order, 'stock counted');
        resolve(count > 0);
      });
      stock.once('counted', onCounted);
      stock.count();
    });
  }

  async function discountOf(order) {
    const headers = { 'x-request-id': id.get() };
    const answer = await upstream.ask(order, headers, timeLeft(), step => log(order, step));
    log(order, 'discount known');
    return answer;
  }

  async function priceOf(order) {
    const price = await readPrice(order % 40, step => log(order, step));
    log(order, 'price known');
    return price;
  }

  async function pack(order) {
    log(order, 'packing');
    await pause(1);
    log(order, 'packed');
    stock.emit('taken', order);
  }

  async function serve(order, response) {
    log(order, 'accepted');
    await passTurns(step => log(order, step));
    const [price, { discount, askedBy }, available] = await Promise.all([priceOf(order), discountOf(order), inStock(order)]);
    log(order, 'all three known');
    await queue.add(() => pack(order));
    response.once('finish', () => log(order, 'answer sent'));
    const total = price - discount;
    response.end(JSON.stringify({ id: id.get(), user: user.get(), deadline: deadline.get(), order, askedBy, available, total }));
  }

  return {
    handle: (request, order, response) => id.run(request.id, () => user.run(request.user, () => deadline.run(request.deadline, serve, order, response))),
    close: () => upstream.close(),
  };
}
