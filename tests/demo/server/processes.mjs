// Starts the servers' processes and sends them questions.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('serve.mjs', import.meta.url));

/**
 * Starts a server in a process of its own.
 *
 * @param name - The app: `with-context` or `by-hand`.
 * @param args - Further arguments of the process.
 */
export async function startServer(name, ...args) {
  const child = fork(script, [name, ...args]);
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`the server ${name} ended too early, with code ${code}`);
  });
  // The process also ends when it is told to; nobody waits for this promise then.
  gone.catch(() => {});
  const answer = () => Promise.race([once(child, 'message').then(([message]) => message), gone]);
  const ask = question => {
    child.send(question);
    return answer();
  };
  const port = await answer();
  return {
    port,
    /** CPU time so far, in microseconds. */
    cpu: () => ask('cpu'),
    /** Ends the server; resolves to the lines of its log. */
    stop: () => ask('stop'),
    kill: () => child.kill(),
  };
}
