// A context across a Worker, by hand: send the values with the job. Start from this.
import { Variable } from '../../../src/index.js'; // asynccontext

export const request = new Variable<string | undefined>({ name: 'request' });

const waiting = new Map<number, (result: string) => void>();
let last = 0;

/** Starts the worker. Answers arrive in no context and settle a promise: a flow that awaits it continues in its own context. */
function start(): Worker {
  const worker = new Worker(new URL('./worker-thread.js', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data: { id, result } }) => {
    waiting.get(id)?.(result);
    waiting.delete(id);
  };
  return worker;
}
const worker = start();

/** Runs a job in the worker. */
export const ask = (job: string): Promise<string> =>
  new Promise(resolve => {
    waiting.set(++last, resolve);
    worker.postMessage({ id: last, job, request: request.get() });
  });

/** Ends the worker. */
export const end = (): void => worker.terminate();
