// The two runs: the current user in a variable of the module, as is often done by hand, and in a Variable.
import { Variable } from 'asynccontext';
import { runProgram } from './program.mjs';

function sharedVariable() {
  let user;
  return {
    run(name, serve) {
      user = name;
      return serve();
    },
    get: () => user,
  };
}

/** Whether a step saw another request's user. */
export const isWrong = ({ owner, seen }) => owner !== seen;

/**
 * Runs the program both ways, one after the other.
 *
 * @returns The steps of each run, as `runProgram` returns them.
 */
export async function runBoth() {
  const byHand = await runProgram(sharedVariable());
  const withLibrary = await runProgram(new Variable({ name: 'user' }));
  return { byHand, withLibrary };
}
