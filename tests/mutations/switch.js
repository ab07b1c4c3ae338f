// Imported by each mutated file: tells which mutant is on, and records which are reached. See preload.cjs.
const { active, reached } = globalThis[Symbol.for('asynccontext.mutation')] ?? {};

export const stryMutAct_9fa48 = id => id === active;
export function stryCov_9fa48() {
  if (reached) for (let i = 0; i < arguments.length; i++) reached[arguments[i]] = true;
}
