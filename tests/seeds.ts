// Seeds of random tests: each run takes new ones and prints them. SEED=… repeats a run; RANDOM_TIMES=… sets the number of seeds.

/** A constant of the bundle in browsers, see rig/bundle.mjs. In Node there are environment variables instead. */
declare const RANDOM: { readonly SEED?: string; readonly RANDOM_TIMES?: string } | undefined;
const { SEED, RANDOM_TIMES = '1' } =
  typeof RANDOM === 'object' ? RANDOM : ((globalThis as { process?: { env: Record<string, string | undefined> } }).process?.env ?? {});

/**
 * The seeds of a random test.
 *
 * @param title - A name to print with them.
 * @returns The environment's seed; otherwise new ones, as many as the environment says, or one.
 */
export function seedsOf(title: string): number[] {
  const seeds = SEED === undefined ? Array.from({ length: Number(RANDOM_TIMES) }, () => Math.floor(Math.random() * 1e9)) : [Number(SEED)];
  console.log(`${title}: again with SEED=${seeds[0]}${seeds.length > 1 ? `, and ${seeds.length - 1} more` : ''}`);
  return seeds;
}

/** Runs a test with a seed. Its errors name the seed. */
export async function withSeed<Result>(seed: number, test: () => Result): Promise<Awaited<Result>> {
  try {
    return await test();
  } catch (error) {
    (error as Error).message = `SEED=${seed}: ${(error as Error).message}`;
    throw error;
  }
}

/** A small generator of random integers below a bound (mulberry32), the same for the same seed. */
export function random(seed: number): (below: number) => number {
  return below => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}
