// The loops of a page, the same for all subjects: one for each operation, in nanoseconds.

/** Nanoseconds of each loop; for `nesting…`, a number of calls. */
export type Figures = Record<string, number>;

/** How a subject enters a context. */
export interface Contexts {
  enter<Result>(fn: () => Result): Result;
  /** Whether the running code is in the context; missing for subjects without contexts. */
  isInside?(): boolean;
}

/** Whether the run should end soon, with figures that may be off by a fifth. */
const isQuick = location.search === '?quick';

let settled: Promise<number>;
async function callee(): Promise<void> {}

const loops = {
  async settled(n: number): Promise<void> {
    for (let i = 0; i < n; i++) await settled;
  },
  async call(n: number): Promise<void> {
    for (let i = 0; i < n; i++) await callee();
  },
  then: (n: number): Promise<void> =>
    new Promise(resolve => {
      let left = n;
      const step = (): void => {
        if (--left > 0) settled.then(step);
        else resolve();
      };
      settled.then(step);
    }),
};

function* count(n: number): Generator<number> {
  for (let i = 0; i < n; i++) yield i;
}
let total = 0;

/** Takes the steps of a generator, one after another. */
function steps(n: number): void {
  for (const i of count(n)) total += i;
}

/** How a loop is sampled: the number of samples, and their minimal length in milliseconds. As many samples are run before, to warm up. */
interface Samples {
  readonly length: number;
  readonly count: number;
}
/** Long enough for each sample to have its share of garbage collection. */
const LONG: Samples = isQuick ? { length: 5, count: 16 } : { length: 10, count: 30 };
/** Short enough to fall between two turns of other processes, and many, since engines compile such fast code several times, when they find the time. */
const SHORT: Samples = isQuick ? { length: 2, count: 60 } : { length: 4, count: 250 };

/** Waits for another task, in which engines collect garbage and compile, as in the life of a page. */
function task(): Promise<void> {
  return new Promise(resolve => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(undefined);
  });
}
const channel = new MessageChannel();

type CpuTimes = Record<string, number>;
const cpuTimes = async (): Promise<CpuTimes> => (await (await fetch('/cpu')).json()) as CpuTimes;

/**
 * Nanoseconds for one turn of a loop: CPU time where the server can tell it. Elsewhere it is wall-clock time, the first quartile of the samples, since other
 * work on the machine only adds time.
 *
 * @param loop - Runs so many turns; is awaited.
 */
export async function time(loop: (n: number) => unknown, { length, count: samples } = LONG): Promise<number> {
  const sample = async (n: number): Promise<number> => {
    await task();
    const start = performance.now();
    await loop(n);
    return performance.now() - start;
  };
  let n = 500;
  // Warms up, and finds the number of turns for a sample. Takes the shortest of three, since interruptions only make a sample longer.
  while (Math.min(await sample(n), await sample(n), await sample(n)) < length) n *= 2;
  for (let i = 0; i < samples; i++) await sample(n);
  const before = await cpuTimes();
  const durations: number[] = [];
  for (let i = 0; i < samples; i++) durations.push(await sample(n));
  const after = await cpuTimes();
  // This page's process is the busiest.
  const busy = Math.max(...Object.keys(before).map(pid => (after[pid] ?? 0) - before[pid]!));
  if (busy > 0) return busy / (samples * n);
  durations.sort((a, b) => a - b);
  return (durations[samples >> 2]! / n) * 1e6;
}

/**
 * Nanoseconds for a synchronous call that enqueues microtasks, including these microtasks: they run after every hundred calls.
 *
 * @param call - Calls it once.
 */
export const timeCalls = (call: () => void): Promise<number> =>
  time(async n => {
    for (let i = 0; i < n; i += 100) {
      for (let j = 0; j < 100; j++) call();
      await settled;
    }
  });

/**
 * The number of calls that fit into the stack, one inside the other. Takes the lowest of several tries, since an engine's compilers change a call's size.
 *
 * @param call - Calls a function from inside itself, until that throws.
 */
export async function nesting(call: (nested: () => void) => void): Promise<number> {
  let least = Infinity;
  for (let tries = 0; tries < 5; tries++) {
    await task();
    let depth = 0;
    const nested = (): void => {
      depth++;
      call(nested);
    };
    try {
      call(nested);
    } catch {
      // The stack is full.
    }
    least = Math.min(least, depth);
  }
  return least;
}

/** Throws if contexts do not arrive, since figures mean nothing then. */
async function check({ enter, isInside }: Contexts): Promise<void> {
  if (!isInside) return;
  const expect = (expected: boolean, where: string): void => {
    if (isInside() !== expected) throw new Error(`${where}: ${expected ? 'not in the context' : 'in a context'}`);
  };
  const flow = async (expected: boolean, where: string): Promise<void> => {
    for (let i = 0; i < 3; i++) {
      await settled;
      expect(expected, `after await, ${where}`);
      await callee();
      expect(expected, `after await of a call, ${where}`);
      await settled.then(() => expect(expected, `in then, ${where}`));
      expect(expected, `after await of then, ${where}`);
    }
  };
  await Promise.all([flow(false, 'outside'), enter(() => flow(true, 'inside')), flow(false, 'outside, beside')]);
  expect(false, 'after all');
}

const nothing = (): void => {};

/** Sets timers and clears them at once. */
function setAndClear(n: number): void {
  for (let i = 0; i < n; i++) clearTimeout(setTimeout(nothing, 1_000_000));
}

/** Dispatches events of a type that has no meaning. */
function dispatch(n: number): void {
  target ??= new EventTarget();
  target.addEventListener('custom', nothing);
  const event = new Event('custom');
  for (let i = 0; i < n; i++) target.dispatchEvent(event);
}
let target: EventTarget | undefined;

/** Measures the operations that all subjects have. */
async function measureCommon({ enter }: Contexts): Promise<Figures> {
  const { settled: ofSettled, call, then } = loops;
  return {
    emptySettled: await time(ofSettled),
    emptyCall: await time(call),
    emptyThen: await time(then),
    timer: await time(n => enter(() => setAndClear(n))),
    listener: await time(n => enter(() => dispatch(n))),
    settled: await time(n => enter(() => ofSettled(n))),
    call: await time(n => enter(() => call(n))),
    then: await time(n => enter(() => then(n))),
  };
}

/** Nanoseconds for a step of a generator. */
export const timeSteps = ({ enter }: Contexts): Promise<number> => time(n => enter(() => steps(n)), SHORT);

/** Sends a report to the server. If a driver looked into the page instead, promises would be slower: in Firefox five times. */
export const report = (what: string, body: unknown): Promise<Response> => fetch(`/${what}`, { method: 'POST', body: JSON.stringify(body) });

/**
 * Measures in a task of its own once the page is loaded, and reports.
 *
 * @param measure - Measures.
 */
export function whenLoaded(measure: () => Promise<Figures>): void {
  addEventListener('load', () =>
    setTimeout(async () => {
      try {
        settled = Promise.resolve(1);
        await report('figures', await measure());
      } catch (error) {
        await report('failure', `${error}`);
      }
    }),
  );
}

/**
 * Measures a subject and reports.
 *
 * @param contexts - Its contexts.
 * @param measureOwn - Measures the operations that only this subject has.
 */
export const start = (contexts: Contexts, measureOwn: () => Promise<Figures>): void =>
  whenLoaded(async () => {
    await check(contexts);
    return { ...(await measureCommon(contexts)), ...(await measureOwn()), total };
  });
