// Rounds of a random program of many flows at once, with Variables that come and go.
import { AsyncContext } from '../../src/index.js';
import { createProgram } from '../model/program.js';
import { runProgram } from '../model/run-program.js';
import { suspendEarly } from '../model/steps/early.js';
import type { Subject } from '../model/world.js';

/** What a round came to. */
export interface Round {
  readonly seed: number;
  /** How many looks at contexts. */
  readonly steps: number;
  /** Those that saw another flow's. */
  readonly wrong: readonly string[];
  /** Flows that waited for ever. */
  readonly stuck: readonly string[];
  /** Looks that saw no context where there is one. */
  readonly lost: number;
  readonly ms: number;
}

export interface Size {
  /** How many flows at once. */
  readonly flows: number;
  /** How many steps in all, at least. */
  readonly steps: number;
  readonly seed?: number | undefined;
}

/** Left out: a generator that is lent shows the borrower's context, what is suspended early that of whoever settles it; modules take a bundle each. */
const WITHOUT = ['lent generators', 'early', 'modules'];

/** Steps of a flow. */
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
 * @param size - How many flows and steps; the seed of the first round, a new one if it is left out.
 * @param timers - Those that nobody has patched.
 * @param inexact - Kinds of steps that the place is not exact for, to be left out.
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
