// Random flows that run, enter and leave stores, start each other and await all kinds of values: checks which store each step finds.
import { AsyncLocalStorage } from '../../../src/interop/async-local-storage.js';

/** The results of a run. */
export interface Outcome {
  /** The number of looks at the store, and how many of them found the store that Node would have shown. */
  looks: number;
  exact: number;
  /** Looks that found a store which neither the flow nor any flow that led to it has ever had. */
  readonly wrong: string[];
}

/** A seeded source of random integers below a bound. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** The stores that a flow, and the flows that led to it, have had; the last one is current. */
type History = number[];

/**
 * Runs flows.
 *
 * @param seed - The seed that determines the flows.
 * @param looks - The minimal number of looks at a store.
 * @param sleep - A timer, in milliseconds, that this library has not patched.
 */
export async function runFlows(seed: number, looks: number, sleep: (ms: number) => Promise<void>): Promise<Outcome> {
  const random = randomFrom(seed);
  const storage = new AsyncLocalStorage<number>();
  const outcome: Outcome = { looks: 0, exact: 0, wrong: [] };
  let ids = 0;
  const none = AsyncLocalStorage.snapshot();

  function look(history: History, path: readonly string[]): void {
    const seen = storage.getStore();
    outcome.looks++;
    if (seen === history.at(-1)) outcome.exact++;
    if (seen !== undefined && !history.includes(seen)) outcome.wrong.push(`found ${seen}, had ${history.join()} after ${path.slice(-8).join(', ')}`);
  }
  const waits: Record<string, () => unknown> = {
    nothing: () => null,
    'a number': () => 1,
    'a settled promise': () => Promise.resolve(),
    'a rejected promise': () => Promise.reject(new Error('expected')),
    'an async function': async () => {},
    'an async function that waits': async () => void (await null),
    'a timer': () => sleep(random(3)),
    all: () => Promise.all([1, Promise.resolve(), (async () => void (await null))()]),
  };
  const names = Object.keys(waits);

  async function flow(history: History, depth: number, path: string[]): Promise<void> {
    for (let steps = 1 + random(6); steps > 0; steps--) {
      const kind = random(10);
      if (kind < 5) {
        const name = names[random(names.length)]!;
        path.push(name);
        try {
          await waits[name]!();
        } catch {
          // The rejected promise above.
        }
      } else if (kind < 7) {
        path.push('enterWith');
        history.push(++ids);
        storage.enterWith(ids);
      } else if (depth < 4) {
        const inner = [...history];
        const go = () => flow(inner, depth + 1, [...path, 'start']);
        if (kind === 7) {
          inner.push(++ids);
          await storage.run(ids, go);
        } else if (kind === 8) {
          // Many at once in one segment, so that the continuations that no hook sees are enqueued side by side.
          const several = Array.from({ length: 2 + random(6) }, () => AsyncLocalStorage.bind(() => flow([...history], depth + 1, [...path, 'side by side']))());
          if (random(2)) await Promise.all(several);
          else all.push(...several);
        } else {
          all.push(Promise.resolve().then(go));
        }
      }
      if (random(3)) look(history, path);
    }
  }
  const all: Promise<void>[] = [];
  while (outcome.looks < looks) {
    for (let i = 0; i < 20; i++) {
      // Some flows begin in a callback, others outside of any. The latter wait first: until then they would enter stores in their caller's context.
      const outside = async () => {
        await (random(2) ? null : Promise.resolve());
        await flow([], 0, ['outside']);
      };
      all.push(random(2) ? outside() : none(() => flow([], 0, ['in a callback'])));
    }
    await sleep(random(2));
    for (let i = 0; i < all.length; i++) await all[i];
    all.length = 0;
  }
  return outcome;
}
