// Programs, a construct each, run as they are and transformed: the same behaviour in the same microtasks, and the right context everywhere.
import { test } from 'uvu';
import { checkProgram } from './program.js';
import { knowsUsing, programs, withResources } from './programs.js';
import { realms } from './realms.js';

for (const [name, code] of Object.entries(programs)) test(name, () => checkProgram(code, realms));
// Before V8 13.8 there is no such syntax; tests/transform/lanes.test.ts runs these in a Node that has it.
if (knowsUsing) for (const [name, code] of Object.entries(withResources)) test(name, () => checkProgram(code, realms));
test.run();
