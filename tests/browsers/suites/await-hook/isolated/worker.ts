// A worker that runs the program named in its URL.
import { runProgram } from './harness.js';
import { programs } from './programs.js';

const { location, postMessage } = globalThis as unknown as { location: { search: string }; postMessage: (message: unknown) => void };
runProgram(programs[decodeURIComponent(location.search.slice(1))]!, outcome => postMessage(outcome));
