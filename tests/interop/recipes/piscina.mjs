// A context across the threads of piscina: send the values with the job, and run with them on the other side. Start from this.
import { Piscina } from 'piscina';
import { Variable } from 'asynccontext';

export const request = new Variable({ name: 'request' });

/** Knows nothing of threads. */
const work = async job => (await null, `${job} for ${request.get()}`);

/** The function that piscina calls in its threads. */
export default ({ job, request: value }) => request.run(value, work, job);

const pool = Piscina.isWorkerThread ? undefined : new Piscina({ filename: import.meta.url, maxThreads: 2 });

/** Runs a job in a thread. */
export const ask = job => pool.run({ job, request: request.get() });

/** Ends the threads. */
export const end = () => pool.destroy();
