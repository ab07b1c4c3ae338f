// Rounds of a random program of many flows at once, with Variables that come and go.
import { AsyncContext } from '../../src/index.js';
import { createProgram } from '../model/program.js';
import { runProgram } from '../model/run-program.js';
import { suspendEarly } from '../model/steps/early.js';
import type { Subject } from '../model/world.js';

/** The results of a round. */
export interface Round {
  readonly seed: number;
  /** The number of looks at contexts. */
  readonly steps: number;
  /** Looks that saw another flow's context. */
  readonly wrong: readonly string[];
  /** Flows that never ended. */
  readonly stuck: readonly string[];
  /** The number of looks that saw no context though there is one. */
  readonly lost: number;
  readonly ms: number;
}

export interface Size {
  /** The number of flows at once. */
  readonly flows: number;
  /** The minimal number of steps in total. */
  readonly steps: number;
  readonly seed?: number | undefined;
}

/** Kinds to leave out: a lent generator shows the borrower's context, code that was suspended early shows its settler's; modules need a bundle each. */
const WITHOUT = ['lent generators', 'early', 'modules'];

/** The number of steps of a flow. */
const LENGTH = 3;
const VARIABLES = 10_000;

function comeAndGo(): void {
  for (let i = 0; i < VARIABLES; i++) {
    const variable = new AsyncContext.Variable<number>();
    variable.run(i, () => {
      if (variable.get() !== i) throw new Error(`expected ${i}, got ${variable.get()}`);
    });
  }
}

/**
 * Runs rounds until there were so many steps.
 *
 * @param size - The numbers of flows and steps; the seed of the first round, or a new one if it is left out.
 * @param timers - Timers from before any patch.
 * @param inexact - Kinds of steps to leave out, since the place is not exact for them.
 */
export async function* rounds(
  { flows, steps, seed = Date.now() % 1e9 }: Size,
  timers: Pick<Subject, 'sleep' | 'later'>,
  inexact: readonly string[] = [],
): AsyncGenerator<Round> {
  let last = 0;
  const early = suspendEarly(0);
  const variables = [1, 2].map(() => new AsyncContext.Variable({ defaultValue: 0 }));
  const subject: Subject = { AsyncContext, ...timers, variables, early, empty: new AsyncContext.Snapshot(), fresh: () => ++last };
  for (let taken = 0; taken < steps; seed++) {
    comeAndGo();
    const program = createProgram(seed, { without: [...WITHOUT, ...inexact] }, flows, LENGTH);
    const start = performance.now();
    const outcome = await runProgram(program, subject);
    const ms = performance.now() - start;
    taken += outcome.steps;
    const lost = [...outcome.lost.values()].reduce((sum, count) => sum + count, 0);
    yield { seed, steps: outcome.steps, wrong: outcome.wrong, stuck: outcome.stuck, lost, ms };
  }
}
