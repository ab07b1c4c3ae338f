// Loaded first by each process of a test: switches a mutant on, in this realm and in those that it makes.
const { writeFileSync } = require('node:fs');
const vm = require('node:vm');
const { threadId } = require('node:worker_threads');

const { MUTANT, MUTANTS_REACHED } = process.env;
const key = Symbol.for('asynccontext.mutation');
const value = { active: MUTANT, reached: MUTANTS_REACHED && Object.create(null) };
const tell = object => Object.defineProperty(object, key, { value });

tell(globalThis);
const { createContext } = vm;
vm.createContext = (object = {}, ...rest) => createContext(tell(object), ...rest);
require('node:module').syncBuiltinESMExports();
if (MUTANTS_REACHED) process.on('exit', () => writeFileSync(`${MUTANTS_REACHED}/${process.pid}-${threadId}`, Object.keys(value.reached).join('\n')));
