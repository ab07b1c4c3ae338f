// Runs many random programs, and makes one that goes wrong as small as it can.
import type { AsyncContextObject } from '../../src/index.js';
import { createProgram, smaller, type Flow } from './program.js';
import { runProgram, type Outcome } from './run-program.js';

/** The sum of the outcomes of many programs. */
export interface Summary {
  steps: number;
  programs: number;
  lost: Map<string, number>;
}

/**
 * Runs programs until they have made a number of steps.
 *
 * @param AsyncContext - The subject.
 * @param steps - How many steps.
 * @param sleep - A timer, in milliseconds.
 * @param seed - The first program's seed; the others' follow.
 * @param generators - Whether flows resume generators of each other, which transformed code alone gets right.
 * @throws Error with the seed and the smallest program found, if a step of a program sees another flow's context.
 */
export async function checkPrograms(
  AsyncContext: AsyncContextObject,
  steps: number,
  sleep: (ms: number) => Promise<void>,
  seed = 1,
  generators = false,
): Promise<Summary> {
  const summary: Summary = { steps: 0, programs: 0, lost: new Map() };
  const run = (program: readonly Flow[]): Promise<Outcome> => runProgram(program, AsyncContext, sleep);
  // Side by side, since most of a program's time is waiting: one seed's flows among those of others, too.
  const together = 8;
  for (; summary.steps < steps; seed += together) {
    const seeds = Array.from({ length: together }, (_, i) => seed + i);
    const outcomes = await Promise.all(seeds.map(each => run(createProgram(each, generators))));
    for (const [i, outcome] of outcomes.entries()) {
      summary.steps += outcome.steps;
      summary.programs++;
      for (const [way, count] of outcome.lost) summary.lost.set(way, (summary.lost.get(way) ?? 0) + count);
      if (outcome.wrong.length > 0) {
        const program = await shrink(createProgram(seeds[i]!, generators), run);
        throw new Error(`seed ${seeds[i]}: ${outcome.wrong[0]}\nsmallest program found: ${JSON.stringify(program)}`);
      }
    }
  }
  return summary;
}

/** The smallest program found that still goes wrong; the program itself where alone it does not. */
async function shrink(program: Flow[], run: (program: readonly Flow[]) => Promise<Outcome>): Promise<Flow[]> {
  for (let tries = 0; tries < 2_000; ) {
    let next: Flow[] | undefined;
    for (const candidate of smaller(program)) {
      if (++tries > 2_000) break;
      if ((await run(candidate)).wrong.length > 0) {
        next = candidate;
        break;
      }
    }
    if (next === undefined) return program;
    program = next;
  }
  return program;
}
