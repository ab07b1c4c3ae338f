// The work that both apps share, which has nothing to do with contexts. Each function calls `step` from deep inside its asynchronous work.
import { EventEmitter } from 'node:events';
import { createReadStream } from 'node:fs';
import http from 'node:http';
import { fileURLToPath } from 'node:url';

const catalogue = fileURLToPath(new URL('catalogue.txt', import.meta.url));

const turns = {
  'after nextTick': process.nextTick,
  'after queueMicrotask': queueMicrotask,
  'after setImmediate': setImmediate,
  'after setTimeout': callback => setTimeout(callback, 1),
};

/** Waits for each kind of timer and microtask. */
export async function passTurns(step) {
  for (const [name, defer] of Object.entries(turns)) {
    await new Promise(resolve => {
      defer(() => {
        step(name);
        resolve();
      });
    });
  }
}

/** Reads an item's price in cents from a file, in chunks so small that several reads are needed. */
export function readPrice(item, step) {
  return new Promise((resolve, reject) => {
    let text = '';
    createReadStream(catalogue, { encoding: 'latin1', highWaterMark: 1024 })
      .on('open', () => step('catalogue opened'))
      .on('data', part => {
        step('catalogue read in part');
        text += part;
      })
      .on('end', () => {
        step('catalogue read');
        resolve(Number(text.split('\n')[item]?.split(' ')[1]));
      })
      .on('error', reject);
  });
}

/**
 * Makes a client of the upstream service. Its agent has fewer sockets than there are requests at a time, and keeps them: a request waits for a socket that
 * another one has opened and used.
 */
export function createUpstreamClient(port) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
  return {
    /** Asks for an order's discount; fails after `timeout` milliseconds without an answer. */
    ask(order, headers, timeout, step) {
      return new Promise((resolve, reject) => {
        http
          .get({ host: '127.0.0.1', port, path: `/${order}`, agent, headers, timeout }, response => {
            step('upstream answers');
            let text = '';
            response.setEncoding('utf8');
            response.once('data', () => step('upstream sends'));
            response.on('data', part => (text += part));
            response.on('end', () => {
              step('upstream is done');
              resolve(JSON.parse(text));
            });
          })
          .on('socket', () => step('socket to upstream'))
          .on('timeout', function () {
            this.destroy(new Error('the upstream service is late'));
          })
          .on('error', reject);
      });
    },
    close: () => agent.destroy(),
  };
}

/** Counts the stock once for all who ask within the same milliseconds, with one timer, which belongs to whoever asked first. */
export class Stock extends EventEmitter {
  #counting = false;

  constructor() {
    super();
    this.setMaxListeners(0);
  }

  count() {
    if (this.#counting) return;
    this.#counting = true;
    setTimeout(() => {
      this.#counting = false;
      this.emit('counted', 1000);
    }, 3);
  }
}
