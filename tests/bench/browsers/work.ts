// What is measured in a page, the same for all subjects: each operation in a loop of its own, in nanoseconds.

const settled = Promise.resolve(1);
async function callee(): Promise<void> {}

export const awaits = {
  async settled(n: number): Promise<void> {
    for (let i = 0; i < n; i++) await settled;
  },
  async call(n: number): Promise<void> {
    for (let i = 0; i < n; i++) await callee();
  },
};

function* count(n: number): Generator<number> {
  for (let i = 0; i < n; i++) yield i;
}
let total = 0;

/** Steps of a generator, one after another. */
function steps(n: number): void {
  for (const i of count(n)) total += i;
}

/** How a loop is sampled. */
interface Samples {
  /** How long one takes at least, in milliseconds. */
  readonly length: number;
  readonly count: number;
}
/** With a share of garbage collection in each. */
const LONG: Samples = { length: 30, count: 7 };
/** Short enough to fall between two turns of other processes, and many: engines compile what runs so fast several times, as they find the time. */
const SHORT: Samples = { length: 4, count: 250 };

/** Nanoseconds for one turn of a loop: the best of several samples, since everything else on the machine only ever adds. */
export async function time(loop: (n: number) => unknown, { length, count } = LONG): Promise<number> {
  const sample = async (n: number): Promise<number> => {
    const start = performance.now();
    await loop(n);
    return performance.now() - start;
  };
  let n = 500;
  // Warms up, and finds out how many turns a sample takes.
  while ((await sample(n)) < length) n *= 2;
  let best = Infinity;
  for (let i = 0; i < count; i++) best = Math.min(best, await sample(n));
  return (best / n) * 1e6;
}

/** Nanoseconds for a step of a generator. */
export const timeSteps = (): Promise<number> => time(steps, SHORT);

/** Hands the figures to the server. */
export const report = (figures: Record<string, number>): Promise<Response> =>
  fetch('/figures', { method: 'POST', body: JSON.stringify(figures) });
