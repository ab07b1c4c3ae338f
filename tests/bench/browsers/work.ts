// What is measured in a page, the same for all subjects: each operation in a loop of its own, in nanoseconds.

/** Nanoseconds of each loop; of `nesting…`, a number of calls. */
export type Figures = Record<string, number>;

/** How a subject takes code into a context. */
export interface Contexts {
  enter<Result>(fn: () => Result): Result;
  /** Whether the running code is in the context; absent where nothing carries any. */
  isInside?(): boolean;
}

/** Whether the run is to be over soon, and may be wrong by a fifth. */
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

/** Steps of a generator, one after another. */
function steps(n: number): void {
  for (const i of count(n)) total += i;
}

/** How a loop is sampled: in so many samples, each of so many milliseconds at least. As many are run before them, to warm up. */
interface Samples {
  readonly length: number;
  readonly count: number;
}
/** With a share of garbage collection in each. */
const LONG: Samples = isQuick ? { length: 5, count: 16 } : { length: 10, count: 30 };
/** Short enough to fall between two turns of other processes, and many: engines compile what runs so fast several times, as they find the time. */
const SHORT: Samples = isQuick ? { length: 2, count: 60 } : { length: 4, count: 250 };

/** A task of its own: between two, engines collect garbage and compile, as in the life of a page. */
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
 * Nanoseconds for one turn of a loop: of the processor, where the server can tell; else on the wall, of a sample which a quarter of the samples are
 * shorter than, since everything else on the machine only ever adds.
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
  // Warms up, and finds out how many turns a sample takes: by the shortest of three, since whatever interrupts one makes it longer.
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
 * Nanoseconds for a synchronous call that enqueues microtasks, with these: they run after every hundred calls.
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
 * How many calls fit into the stack, one inside the other: the least of several tries, since an engine's compilers change what a call takes.
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

/** Figures that say nothing where contexts do not arrive. */
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

/** Timers that never come. */
function setAndClear(n: number): void {
  for (let i = 0; i < n; i++) clearTimeout(setTimeout(nothing, 1_000_000));
}

/** Events of a type that says nothing. */
function dispatch(n: number): void {
  target ??= new EventTarget();
  target.addEventListener('custom', nothing);
  const event = new Event('custom');
  for (let i = 0; i < n; i++) target.dispatchEvent(event);
}
let target: EventTarget | undefined;

/** What every subject is measured at. */
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

/** Hands something to the server. A driver that looked for it in the page would slow its promises down: in Firefox to a fifth. */
export const report = (what: string, body: unknown): Promise<Response> => fetch(`/${what}`, { method: 'POST', body: JSON.stringify(body) });

/**
 * Measures once the page is loaded, in a task of its own, and reports.
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
 * Measures a subject.
 *
 * @param contexts - Its contexts.
 * @param measureOwn - What is measured of this subject alone.
 */
export const start = (contexts: Contexts, measureOwn: () => Promise<Figures>): void =>
  whenLoaded(async () => {
    await check(contexts);
    return { ...(await measureCommon(contexts)), ...(await measureOwn()), total };
  });
