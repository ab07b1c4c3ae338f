// Random programs of flows, as data, so that a program that fails can be made smaller.
import { random } from '../seeds.js';
import { groups, kinds } from './kinds.js';

/** One step of a flow. The flow looks at its context after each. */
export interface Step {
  /** A name from the table in kinds.ts. */
  readonly kind: string;
  /** A random number that determines the step's choices: a delay, a variant, one of several objects. */
  readonly n: number;
  /** The steps of the flow that this step starts, if it starts one. */
  readonly steps?: readonly Step[];
}

/** A flow that runs from the beginning. */
export interface Flow {
  readonly context: 'own' | 'empty';
  readonly steps: readonly Step[];
}

/** The kinds of steps that programs consist of: names of kinds or of groups of kinds. */
export interface Choice {
  readonly only?: readonly string[] | undefined;
  readonly without?: readonly string[] | undefined;
}

/**
 * The names of the kinds that a choice leaves, by group. Each group occurs as often as its weight says.
 *
 * @throws Error if the choice has an unknown name, or leaves nothing.
 */
export function chosen({ only, without = [] }: Choice): string[][] {
  for (const name of [...(only ?? []), ...without]) {
    if (!(name in groups || name in kinds)) throw new Error(`expected the name of a kind of steps or of a group of kinds, got ${name}`);
  }
  const left = Object.entries(groups).map(([group, { table }]) =>
    Object.keys(table).filter(
      kind =>
        table[kind]!.isMissing !== true &&
        (only?.some(name => name === kind || name === group) ?? true) &&
        !without.some(name => name === kind || name === group),
    ),
  );
  const names = Object.values(groups).flatMap(({ weight }, i) => (left[i]!.length > 0 ? Array<string[]>(weight).fill(left[i]!) : []));
  if (names.length === 0) throw new Error('expected a choice that leaves some kind of steps');
  return names;
}

/**
 * Makes a program.
 *
 * @param seed - With the same choice and in the same engine, the same seed makes the same program.
 * @param choice - The kinds of steps that it consists of.
 */
export function createProgram(seed: number, choice: Choice = {}, flows = 6, length = 16): Flow[] {
  const pick = random(seed);
  const names = chosen(choice);
  const steps = (count: number): Step[] => Array.from({ length: count }, () => step(count));
  function step(length: number): Step {
    const group = names[pick(names.length)]!;
    const kind = group[pick(group.length)]!;
    const n = pick(1000);
    return kinds[kind]!.nested ? { kind, n, steps: steps(pick(Math.min(4, length))) } : { kind, n };
  }
  return Array.from({ length: flows }, () => ({ context: pick(4) === 0 ? 'empty' : 'own', steps: steps(length) }));
}

/** Smaller programs, the much smaller ones first. */
export function* smaller(program: readonly Flow[]): Generator<Flow[]> {
  if (program.length > 1) for (const i of program.keys()) yield program.filter((_, j) => j !== i);
  for (const size of [8, 4, 2, 1]) {
    for (const [i, flow] of program.entries()) {
      for (const steps of shorter(flow.steps, size)) yield program.map((other, j) => (j === i ? { ...other, steps } : other));
    }
  }
}

/** Steps without some of them: without so many in a row, or, one level deeper, with fewer steps inside one step. */
function* shorter(steps: readonly Step[], size: number): Generator<readonly Step[]> {
  for (let i = 0; i < steps.length; i += size) yield [...steps.slice(0, i), ...steps.slice(i + size)];
  for (const [i, step] of steps.entries()) {
    const nested = step.steps ?? [];
    const replaced = (...others: Step[]) => [...steps.slice(0, i), ...others, ...steps.slice(i + 1)];
    if (size === 1 && nested.length > 0) yield replaced(...nested);
    if (nested.length >= size) for (const inner of shorter(nested, size)) yield replaced({ ...step, steps: inner });
  }
}
