// Runs a program, and writes down what each of its segments finds. The same code runs with the library and, in a frame, without.
import { FLOW_NAMES, type Flows } from './programs.js';
import { steps, type StepName, type Tools } from './steps.js';

/** What a flow's name is kept in. */
export interface ContextVariable {
  run<R>(value: string, fn: () => R): R;
  get(): string | undefined;
}

/** A stretch of code that ran in one go. */
export interface Segment {
  readonly flow: string;
  /** The step that it comes from; at the start of the flow there is none. */
  readonly step: StepName | undefined;
  /** Whether it is a callback or a function that the step calls, not the flow itself. */
  readonly inside: boolean;
  /** What the variable answered; null where it held nothing. */
  readonly seen: string | null;
  /** What the proposal says it should answer. */
  readonly expected: string | null;
  /** Milliseconds since the program was started. */
  readonly at: number;
}

/**
 * Runs a program.
 *
 * @param flows - The steps of each flow.
 * @param variable - What keeps the flows' names apart.
 * @param tools - What the steps need.
 * @param segments - Where segments are added while the program runs. Nothing else happens at a look: to draw, say, would be part of the program.
 * @returns What each flow came to, once all have ended.
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
