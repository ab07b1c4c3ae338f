// A context across worker threads, by hand: send the values, and run with them on the other side. Start from this.
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { Variable } from 'asynccontext';

export const request = new Variable({ name: 'request' });

/** Knows nothing of threads. */
const work = async job => (await null, `${job} for ${request.get()}`);

const waiting = new Map();
let [worker, last] = [undefined, 0];

/** Runs a job in the thread. A flow that awaits the promise continues in its own context, as with any promise. */
export const ask = job =>
  new Promise(resolve => {
    worker ??= start();
    waiting.set(++last, resolve);
    worker.postMessage({ id: last, job, request: request.get() });
  });

const start = () =>
  new Worker(new URL(import.meta.url)).on('message', ({ id, result }) => {
    waiting.get(id)(result);
    waiting.delete(id);
  });

/** Ends the thread. */
export const end = () => worker.terminate();

if (!isMainThread) {
  parentPort.on('message', ({ id, job, request: value }) => request.run(value, async () => parentPort.postMessage({ id, result: await work(job) })));
}
