// A process that runs the program named by its argument.
import { runProgram } from '../browsers/suites/await-hook/isolated/harness.js';
import { programs } from '../browsers/suites/await-hook/isolated/programs.js';
import { terminations } from './terminations.js';

runProgram({ ...programs, ...terminations }[process.argv[2]!]!, outcome => {
  console.log(JSON.stringify(outcome));
  process.exit();
});
