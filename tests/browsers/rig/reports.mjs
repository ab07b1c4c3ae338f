// The rig's own server: takes what suites report, and what they ask a user to do.
import { listen, readBody } from './listen.mjs';

/**
 * Starts the server.
 * @returns {Promise<{ origin: string, open: Function, close: () => Promise<void> }>}
 */
export async function openReports() {
  const channels = new Map();
  let opened = 0;
  const server = await listen(async (request, response) => {
    // Suites report from another origin, and are to read the answer to what they asked for.
    response.setHeader('access-control-allow-origin', '*');
    const [, id, kind] = request.url.split('/');
    const channel = channels.get(id);
    if (request.method !== 'POST' || !channel?.[kind]) return answer(response, 404, 'no such channel');
    const message = JSON.parse(await readBody(request));
    try {
      await channel[kind](message);
      answer(response, 200, '');
    } catch (error) {
      answer(response, 500, error.message);
    }
  });
  return {
    origin: server.origin,
    /**
     * A channel for one run of one suite.
     * @param {{ onEvent: (event: object, from: string) => void, onInput: (input: object) => Promise<void> }} handlers `onEvent` gets the events of each sender in the order they were sent in
     */
    open({ onEvent, onInput }) {
      const id = String(++opened);
      channels.set(id, { report: inOrder(onEvent), input: onInput });
      return { url: `${server.origin}/${id}`, close: () => channels.delete(id) };
    },
    close: server.close,
  };
}

/** Requests overtake each other: holds back what came too early. */
function inOrder(onEvent) {
  const senders = new Map();
  return ({ from, sequence, event }) => {
    if (!senders.has(from)) senders.set(from, { next: 0, early: new Map() });
    const sender = senders.get(from);
    sender.early.set(sequence, event);
    while (sender.early.has(sender.next)) {
      const due = sender.early.get(sender.next);
      sender.early.delete(sender.next++);
      onEvent(due, from);
    }
  };
}

function answer(response, status, text) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}
