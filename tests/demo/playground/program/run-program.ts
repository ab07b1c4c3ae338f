// Runs a program, and records what each of its segments finds. The same code runs with the library and, in a frame, without it.
import { FLOW_NAMES, type Flows } from './programs.js';
import { steps, type StepName, type Tools } from './steps.js';

/** The variable that holds a flow's name. */
export interface ContextVariable {
  run<R>(value: string, fn: () => R): R;
  get(): string | undefined;
}

/** A stretch of code that ran without interruption. */
export interface Segment {
  readonly flow: string;
  /** The step before it; undefined at the start of the flow. */
  readonly step: StepName | undefined;
  /** Whether it is a callback or a function that the step calls, rather than the flow itself. */
  readonly inside: boolean;
  /** The variable's value; null where it had none. */
  readonly seen: string | null;
  /** The value that the proposal requires. */
  readonly expected: string | null;
  /** Milliseconds since the start of the program. */
  readonly at: number;
}

/**
 * Runs a program.
 *
 * @param flows - The steps of each flow.
 * @param variable - The variable that keeps the flows' names apart.
 * @param tools - The tools of the steps.
 * @param segments - The list to which segments are added while the program runs. A look does nothing else: drawing would be part of the program.
 * @returns The result of each flow, once all have ended.
 */
export function runProgram(flows: Flows, variable: ContextVariable, tools: Omit<Tools, 'look'>, segments: Segment[]): Promise<PromiseSettledResult<void>[]> {
  const from = performance.now();
  const runs = flows.map((own, index) => {
    const flow = FLOW_NAMES[index]!;
    const look = (step?: StepName, inside?: 'inside', expected: string | null = flow) => {
      const seen = variable.get() ?? null;
      segments.push({ flow, step, inside: inside !== undefined, seen, expected, at: performance.now() - from });
    };
    return variable.run(flow, () => runFlow(own, { ...tools, look }, look));
  });
  return Promise.allSettled(runs);
}

async function runFlow(own: readonly StepName[], tools: Tools, look: (step?: StepName) => void): Promise<void> {
  look();
  for (const step of own) {
    if (step === 'primitives') {
      await 1;
      await 1;
      await 1;
    } else await steps[step].begin(tools);
    look(step);
  }
}
