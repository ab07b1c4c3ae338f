// Programs, one for each construct, run untransformed and transformed: the same behaviour in the same microtasks, and the right context everywhere.
import { test } from 'uvu';
import { checkProgram } from './program.js';
import { knowsUsing, programs, withResources } from './programs.js';
import { realms } from './realms.js';

for (const [name, code] of Object.entries(programs)) test(name, () => checkProgram(code, realms));
// V8 supports this syntax since 13.8; tests/transform/lanes.test.ts runs these programs in a Node that has it.
if (knowsUsing) for (const [name, code] of Object.entries(withResources)) test(name, () => checkProgram(code, realms));
test.run();
