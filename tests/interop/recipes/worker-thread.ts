// The other side of `worker.ts`: runs with the values that came with the job.
import { Variable } from '../../../src/index.js'; // asynccontext

const request = new Variable<string | undefined>({ name: 'request' });

/** Knows nothing of workers. */
const work = async (job: string): Promise<string> => (await null, `${job} for ${request.get()}`);

addEventListener('message', async ({ data: { id, job, request: value } }) => postMessage({ id, result: await request.run(value, work, job) }));
