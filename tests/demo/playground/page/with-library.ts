// Runs the program in the page itself, with the library.
import { Variable } from 'asynccontext';
import { runProgram } from '../program/run-program.js';
import type { Flows } from '../program/programs.js';
import type { Segment } from '../program/run-program.js';
import type { Tools } from '../program/steps.js';

const variable = new Variable<string | undefined>({ name: 'flow' });

export const runWith = (flows: Flows, tools: Omit<Tools, 'look'>, segments: Segment[]) => runProgram(flows, variable, tools, segments);
