// The rig's own server: receives the suites' reports, and their requests for a user's actions.
import { WebSocketServer } from 'ws';
import { listen, readBody } from './listen.mjs';

/**
 * Starts the server.
 * @returns {Promise<{ origin: string, open: Function, close: () => Promise<void> }>}
 */
export async function openReports() {
  const channels = new Map();
  let opened = 0;
  const sockets = new WebSocketServer({ noServer: true });
  const server = await listen(
    async (request, response) => {
      // Suites send requests from another origin, and have to read the answers.
      response.setHeader('access-control-allow-origin', '*');
      const channel = channels.get(/^\/(\d+)\/input$/.exec(request.url)?.[1]);
      if (request.method !== 'POST' || !channel) return answer(response, 404, 'no such channel');
      const message = JSON.parse(await readBody(request));
      try {
        await channel.onInput(message);
        answer(response, 200, '');
      } catch (error) {
        answer(response, 500, error.message);
      }
    },
    (request, socket, head) => {
      const id = request.url.slice(1);
      if (!channels.has(id)) return socket.destroy();
      sockets.handleUpgrade(request, socket, head, connection => {
        // A page that goes away may close the connection in the middle of a message.
        connection.on('error', () => connection.terminate());
        connection.on('message', data => {
          const { from, event } = JSON.parse(data);
          channels.get(id)?.onEvent(event, from);
        });
      });
    },
  );
  return {
    origin: server.origin,
    /**
     * Opens a channel for one run of one suite.
     * @param {{ onEvent: (event: object, from: string) => void, onInput: (input: object) => Promise<void> }} channel `onEvent` gets a sender's events in order
     */
    open(channel) {
      const id = String(++opened);
      channels.set(id, channel);
      return { url: `${server.origin}/${id}`, close: () => channels.delete(id) };
    },
    close: server.close,
  };
}

function answer(response, status, text) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}
