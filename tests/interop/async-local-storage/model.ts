// Random flows that run, enter and leave stores, start each other and wait for all kinds of things: which store each step may find.
import { AsyncLocalStorage } from '../../../src/interop/async-local-storage.js';

/** What came out. */
export interface Outcome {
  /** How often a store was looked at, and how often it was the one that Node would have shown. */
  looks: number;
  exact: number;
  /** Looks that found a store which neither the flow nor one it was started by has ever had. */
  readonly wrong: string[];
}

/** A source of random whole numbers below a bound: the same for the same seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** The stores that a flow and those it comes from have had; the last is the current one. */
type History = number[];

/**
 * Runs flows.
 *
 * @param seed - What the flows are made from.
 * @param looks - How often a store is to be looked at, at least.
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
          // As expected.
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
          // Many at once, in one segment: what they await unseen is enqueued side by side.
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
      // Some begin in a callback, others outside of any. They wait first: what they enter before is their caller's too.
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
