// Runs many random programs, and makes one that fails as small as possible.
import type { AsyncContextObject } from '../../src/index.js';
import { createProgram, smaller, type Choice, type Flow } from './program.js';
import { runProgram } from './run-program.js';
import * as settings from './settings.js';
import { suspendEarly } from './steps/early.js';
import { canImport } from './steps/modules.js';
import type { Apart, Outcome, Subject } from './world.js';

/** The sum of the outcomes of many programs. */
export interface Summary {
  steps: number;
  programs: number;
  readonly lost: Map<string, number>;
  readonly apart: Map<string, Apart>;
}

export interface Options extends Choice {
  /** The number of looks at contexts. */
  readonly steps: number;
  readonly timers: Pick<Subject, 'sleep' | 'later'>;
}

/** The number of programs that run side by side. They do, since a program mostly waits, and so that its flows run among those of others, too. */
const TOGETHER = 8;
/** The number of suspended code pieces of each kind from before the first Variable. */
const SUSPENDED = 2000;
/** How many smaller programs are tried. */
const TRIES = 2400;

/**
 * Runs programs until they have looked so many times. Call it before there is any Variable, since it suspends code first.
 *
 * @param AsyncContext - The subject.
 * @throws Error with the seed and the smallest program found, if a step of a program sees another flow's context; with the seed, if a program does not end.
 */
export async function checkPrograms(AsyncContext: AsyncContextObject, { timers, ...usual }: Options): Promise<Summary> {
  const { steps = usual.steps, only = usual.only, seed: first = Date.now() % 1e9 } = settings;
  const early = suspendEarly(SUSPENDED);
  const variables = [1, 2].map(() => new AsyncContext.Variable({ defaultValue: 0 }));
  let last = 0;
  const subject: Subject = { AsyncContext, ...timers, variables, early, empty: new AsyncContext.Snapshot(), fresh: () => ++last };
  console.log(`the model test: again with MODEL_SEED=${first}`);
  const without = [...(usual.without ?? []), ...settings.without];
  if (!without.includes('modules') && !(await canImport())) without.push('modules');
  const summary: Summary = { steps: 0, programs: 0, lost: new Map(), apart: new Map() };
  for (let seed = first; summary.steps < steps; seed += TOGETHER) {
    const programs = Array.from({ length: TOGETHER }, (_, i) => createProgram(seed + i, { only, without }));
    const outcomes = await Promise.all(programs.map(program => runProgram(program, subject)));
    for (const [i, outcome] of outcomes.entries()) {
      add(summary, outcome);
      if (outcome.stuck.length > 0) throw new Error(`MODEL_SEED=${seed}: flows that wait for ever, after ${outcome.stuck.join('; ')}`);
      if (outcome.wrong.length > 0) {
        const together = async (group: readonly Program[]) =>
          (await Promise.all(group.map(program => runProgram(program, subject)))).flatMap(({ wrong }) => wrong)[0];
        const small = await shrink([[programs[i]!], programs], together);
        throw new Error(
          `MODEL_SEED=${seed}: ${outcome.wrong[0]}\nsmallest programs found: ${JSON.stringify(small.programs)}\n${small.wrong ?? 'which go right when run again'}`,
        );
      }
    }
  }
  return summary;
}

function add(summary: Summary, { steps, lost, apart }: Outcome): void {
  summary.steps += steps;
  summary.programs++;
  for (const [way, count] of lost) summary.lost.set(way, (summary.lost.get(way) ?? 0) + count);
  for (const [kind, { own, none, other }] of apart) {
    const sum = summary.apart.get(kind) ?? { own: 0, none: 0, other: 0 };
    summary.apart.set(kind, { own: sum.own + own, none: sum.none + none, other: sum.other + other });
  }
}

type Program = readonly Flow[];

interface Small {
  readonly programs: readonly Program[];
  readonly wrong?: string | undefined;
}

/** The smallest programs found that fail, from the first group that does. If no group fails again, returns the last group unchanged. */
async function shrink(groups: readonly (readonly Program[])[], run: (programs: readonly Program[]) => Promise<string | undefined>): Promise<Small> {
  let best: Small = { programs: groups.at(-1)! };
  let tries = 0;
  const goesWrong = async (programs: readonly Program[]): Promise<boolean> => {
    tries++;
    const wrong = await run(programs);
    if (wrong !== undefined) best = { programs, wrong };
    return wrong !== undefined;
  };
  // Several times, since a group may pass once and fail the next time.
  for (const group of groups) for (let i = 0; i < 5 && best.wrong === undefined; i++) await goesWrong(group);
  for (let found = best.wrong !== undefined; found && tries < TRIES; ) {
    found = false;
    for (const candidate of smallerGroups(best.programs)) {
      if (tries < TRIES && (await goesWrong(candidate))) {
        found = true;
        break;
      }
    }
  }
  return best;
}

/** Smaller groups: without one of the programs, or with one of them made smaller. */
function* smallerGroups(programs: readonly Program[]): Generator<readonly Program[]> {
  if (programs.length > 1) for (const i of programs.keys()) yield programs.filter((_, j) => j !== i);
  for (const [i, program] of programs.entries()) {
    for (const candidate of smaller(program)) yield programs.map((other, j) => (j === i ? candidate : other));
  }
}
