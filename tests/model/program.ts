// Random programs of flows, as data, so that one that fails can be made smaller.

/** What a flow waits for. */
export type Wait =
  | 'settled' | 'rejected' | 'timer' | 'another flow' | 'primitive' | 'async function' | 'async function that waits'
  | 'thenable' | 'thenable that ends in a promise' | 'all' | 'subclass' | 'async function that returns a promise';

/** One step of a flow. The flow looks at its context after each. */
export type Step =
  | { readonly kind: 'await'; readonly what: Wait; readonly delay: number }
  | { readonly kind: 'for await' | 'async generator' }
  | { readonly kind: 'make a generator'; readonly isAsync: boolean }
  | { readonly kind: 'resume a generator'; readonly which: number; readonly how: 'next' | 'throw' | 'return' }
  | { readonly kind: 'settle'; readonly which: number; readonly reject: boolean }
  | { readonly kind: 'call' | 'spawn' | 'finally'; readonly steps: readonly Step[] }
  | { readonly kind: 'run' | 'empty'; readonly owner: number; readonly steps: readonly Step[] }
  | { readonly kind: 'then' | 'wrap'; readonly delay: number; readonly steps: readonly Step[] };

/** A flow: 0 is the owner of those that run in no context. */
export interface Flow {
  readonly owner: number;
  readonly steps: readonly Step[];
}

/** A small repeatable generator of random numbers (mulberry32). */
export function random(seed: number): (below: number) => number {
  return below => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const waits: readonly Wait[] = [
  'settled', 'rejected', 'timer', 'another flow', 'another flow', 'primitive', 'primitive', 'async function', 'async function that waits',
  'thenable', 'thenable that ends in a promise', 'all', 'subclass', 'async function that returns a promise',
];
const others = ['for await', 'async generator', 'settle', 'settle', 'call', 'spawn', 'finally', 'run', 'run', 'empty', 'then', 'wrap'] as const;

/** Flows that resume generators of each other: right in transformed code alone. */
const withGenerators = [...others, 'make a generator', 'make a generator', 'resume a generator', 'resume a generator', 'resume a generator'] as const;

/**
 * Makes a program.
 *
 * @param generators - Whether flows resume generators of each other.
 */
export function createProgram(seed: number, generators = false, flows = 6, length = 16): Flow[] {
  const pick = random(seed);
  let owners = 0;
  const steps = (count: number): Step[] => Array.from({ length: count }, () => step(count));
  function step(length: number): Step {
    if (pick(2) === 0) return { kind: 'await', what: waits[pick(waits.length)]!, delay: pick(4) };
    const kinds = generators ? withGenerators : others;
    const kind = kinds[pick(kinds.length)]!;
    const nested = () => steps(pick(Math.min(4, length)));
    switch (kind) {
      case 'for await':
      case 'async generator':
        return { kind };
      case 'settle':
        return { kind, which: pick(100), reject: pick(4) === 0 };
      case 'make a generator':
        return { kind, isAsync: pick(2) === 0 };
      case 'resume a generator':
        return { kind, which: pick(100), how: (['next', 'next', 'next', 'throw', 'return'] as const)[pick(5)]! };
      case 'run':
        return { kind, owner: ++owners, steps: nested() };
      case 'empty':
        return { kind, owner: 0, steps: nested() };
      case 'then':
      case 'wrap':
        return { kind, delay: pick(3), steps: nested() };
      default:
        return { kind, steps: nested() };
    }
  }
  return Array.from({ length: flows }, () => ({ owner: pick(5) === 0 ? 0 : ++owners, steps: steps(length) }));
}

/** All programs that are one step smaller. */
export function* smaller(program: readonly Flow[]): Generator<Flow[]> {
  for (const [i, flow] of program.entries()) {
    if (program.length > 1) yield program.filter((_, j) => j !== i);
    for (const steps of fewer(flow.steps)) yield program.map((other, j) => (j === i ? { ...other, steps } : other));
  }
}

function* fewer(steps: readonly Step[]): Generator<readonly Step[]> {
  for (const [i, step] of steps.entries()) {
    yield steps.filter((_, j) => j !== i);
    if ('steps' in step) {
      for (const inner of fewer(step.steps)) yield steps.map((other, j) => (j === i ? { ...step, steps: inner } : other));
    }
  }
}
