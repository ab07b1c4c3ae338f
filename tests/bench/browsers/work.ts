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

/** Nanoseconds for one of `n` turns: the best of several samples, since everything else on the machine only ever adds. */
export async function time(loop: (n: number) => unknown, n: number): Promise<number> {
  const samples: number[] = [];
  for (let i = 0; i < 8; i++) {
    const start = performance.now();
    await loop(n);
    samples.push(((performance.now() - start) / n) * 1e6);
  }
  // The first two are for the engine to warm up.
  return Math.min(...samples.slice(2));
}

/** Hands the figures to the server. */
export const report = (figures: Record<string, number>): Promise<Response> =>
  fetch('/figures', { method: 'POST', body: JSON.stringify(figures) });
