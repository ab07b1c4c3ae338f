// Reads of a constructor by a page's code, which count as awaits: for a promise that never settles, marks must not pile up.
import type { Program } from './programs.js';

const READS = 1_000_000;
const never = new Promise<never>(() => {});

function readOften(promise: Promise<unknown>): void {
  for (let read = 0; read < READS; read++) if (promise.constructor !== Promise) throw new Error('expected Promise');
}

export const reads: Record<string, Program> = {
  'a million reads in a context': ({ variable, look }) =>
    variable.run('A', () => {
      readOften(never);
      look('A', true);
    }),
  'a million reads in no context': ({ look }) => {
    readOften(never);
    look(undefined);
  },
  'a million reads after an await': ({ variable, look }) =>
    variable.run('A', async () => {
      await Promise.resolve();
      readOften(never);
      look('A', true);
    }),
  'a million reads in turn': ({ variable, look }) =>
    variable.run('A', () => {
      const another = new Promise<never>(() => {});
      for (let read = 0; read < READS / 2; read++) if (never.constructor !== Promise || another.constructor !== Promise) throw new Error('expected Promise');
      look('A', true);
    }),
};
