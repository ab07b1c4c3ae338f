import { parentPort } from 'node:worker_threads';
import { steps } from './steps.mjs';
import { user } from './user.mjs';

const generator = user.run('ada', () => steps(() => user.get()));
parentPort.postMessage([...generator]);
