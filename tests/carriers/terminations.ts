// Code that ends without returning, like a page's script that is terminated: here, by the time limit of node:vm.
import { createContext, runInContext } from 'node:vm';
import type { Program } from '../browsers/suites/await-hook/isolated/programs.js';

const TIMEOUT = 30; // ms

/** Runs code that never returns, with some names, until it is terminated. */
function stop(code: string, names: object): void {
  try {
    runInContext(code, createContext({ ...names }), { timeout: TIMEOUT });
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return;
  }
  throw new Error('expected the code to be stopped');
}

/** Code that enters a context and never leaves it. */
const codes: Record<string, string> = {
  'in a run': "variable.run('A', () => { for (;;); })",
  'in runs within runs': "variable.run('A', () => variable.run('C', () => { for (;;); }))",
  'in a run, after an await of a settled promise': "variable.run('A', () => { wait(settled); for (;;); })",
  'in a run, after an await of a pending promise': "variable.run('A', () => { wait(pending); for (;;); })",
  'in a run, after then': "variable.run('A', () => { settled.then(() => look('A')); pending.then(() => look('A')); for (;;); })",
  'in a run, after an await of a value': "variable.run('A', () => { waitForValue(); for (;;); })",
  'in a function that was wrapped': 'wrapped(() => { for (;;); })',
};

export const terminations: Record<string, Program> = {};
for (const [where, code] of Object.entries(codes)) {
  terminations[`stopped ${where}`] = tools => {
    const { variable, look, pending } = tools;
    const wait = async (promise: unknown): Promise<void> => {
      await promise;
      look('A');
    };
    const names = {
      variable,
      look,
      pending: pending(),
      settled: Promise.resolve(),
      wait,
      waitForValue: () => wait(1),
      wrapped: variable.run('A', () => tools.wrap((fn: () => void) => fn())),
    };
    tools.stopped();
    stop(code, names);
  };
  terminations[`stopped ${where}, in a task that goes on in no context`] = tools => {
    // Set before the termination, since the rest of the job in which the code is terminated cannot be told from the code itself.
    setTimeout(() => {
      tools.look(undefined);
      void Promise.resolve().then(() => tools.look(undefined));
    });
    terminations[`stopped ${where}`]!(tools);
  };
  terminations[`stopped ${where}, in a run of another flow`] = tools => {
    tools.variable.run('D', () => terminations[`stopped ${where}`]!(tools));
    tools.look(undefined);
  };
}

terminations['stopped in a run within a reaction'] = ({ variable, look, stopped }) => {
  stopped();
  const after = (flow: string | undefined) => () => look(flow);
  variable.run('D', () => {
    const reaction = Promise.resolve().then(() => stop("variable.run('A', () => { for (;;); })", { variable }));
    void reaction.then(after('D'));
    void Promise.resolve().then(after('D'));
  });
  void Promise.resolve().then(after(undefined)).then(after(undefined));
};
