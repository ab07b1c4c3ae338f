// Runs a program of flows and compares what each step sees with whose step it is.
import type { AsyncContextObject, Snapshot } from '../../src/index.js';
import type { Flow, Step, Wait } from './program.js';

/** What came out. */
export interface Outcome {
  /** How often a context was looked at. */
  steps: number;
  /** Looks that saw another flow's value, with the way there. */
  readonly wrong: string[];
  /** Flows that saw no context though they have one, counted by the last steps before. */
  readonly lost: Map<string, number>;
}

/** Ends a flow that has lost its context: what it starts from here on runs in the empty one, rightly. */
class Lost extends Error {}
/** What the program itself rejects with. */
class Expected extends Error {}

interface Deferred {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

class Subclass<T> extends Promise<T> {}

/**
 * Runs a program.
 *
 * @param program - The program.
 * @param AsyncContext - The subject.
 * @param sleep - A timer, in milliseconds.
 */
export async function runProgram(
  program: readonly Flow[],
  { Variable, Snapshot: { wrap }, Snapshot }: AsyncContextObject,
  sleep: (ms: number) => Promise<void>,
): Promise<Outcome> {
  const variable = new Variable({ defaultValue: 0 });
  const empty: Snapshot = new Snapshot();
  const outcome: Outcome = { steps: 0, wrong: [], lost: new Map() };
  const pending: Deferred[] = [];
  const started: Promise<unknown>[] = [];

  function look(owner: number, path: readonly string[]): void {
    outcome.steps++;
    const seen = variable.get();
    if (seen === owner) return;
    if (seen !== 0) outcome.wrong.push(`${owner} saw ${seen} after ${path.slice(-8).join(', ')}`);
    else {
      const way = path.slice(-2).join(', ');
      outcome.lost.set(way, (outcome.lost.get(way) ?? 0) + 1);
    }
    throw new Lost();
  }
  /** Runs what may lose its context, or be rejected as the program says, without that ending anything else. */
  const guarded = (fn: () => unknown): Promise<unknown> =>
    (async () => fn())().catch((error: unknown) => {
      if (!(error instanceof Lost || error instanceof Expected)) throw error;
    });
  const start = (fn: () => unknown): void => void started.push(guarded(fn));

  function waitFor(what: Wait, delay: number): unknown {
    switch (what) {
      case 'settled':
        return Promise.resolve(1);
      case 'rejected':
        return Promise.reject(new Expected());
      case 'timer':
        return sleep(delay);
      case 'another flow':
        return new Promise((resolve, reject) => {
          const deferred = { resolve, reject };
          pending.push(deferred);
          void sleep(8).then(() => {
            const index = pending.indexOf(deferred);
            if (index >= 0) pending.splice(index, 1)[0]!.resolve(2);
          });
        });
      case 'primitive':
        return delay;
      case 'async function':
        return (async () => {})();
      case 'async function that waits':
        return (async () => void (await null))();
      case 'thenable':
        return { then: (resolve: (value: unknown) => void) => resolve(3) };
      case 'thenable that ends in a promise':
        return { then: (resolve: (value: unknown) => void, reject: (reason: unknown) => void) => Promise.resolve(4).then(resolve, reject) };
      case 'all':
        return Promise.all([1, Promise.resolve(2), (async () => void (await null))()]);
      case 'subclass':
        return Subclass.resolve(5);
      case 'async function that returns a promise':
        return (async () => Promise.resolve(6))();
    }
  }

  async function* numbers() {
    yield 1;
    await null;
    yield Promise.resolve(2);
  }

  function* lent(owner: number, path: readonly string[]) {
    try {
      for (let i = 0; i < 3; i++) {
        look(owner, [...path, 'in a generator']);
        try {
          yield i;
          look(owner, [...path, 'after a yield']);
        } catch {
          look(owner, [...path, 'in a catch of a generator']);
        }
      }
    } finally {
      look(owner, [...path, 'at the end of a generator']);
    }
  }
  async function* lentAsync(owner: number, path: readonly string[]) {
    try {
      for (const wait of ['settled', 'primitive', 'another flow'] as const) {
        look(owner, [...path, 'in an async generator']);
        try {
          yield await waitFor(wait, 1);
          look(owner, [...path, 'after a yield in an async generator']);
        } catch {
          look(owner, [...path, 'in a catch of an async generator']);
        }
      }
    } finally {
      await null;
      look(owner, [...path, 'at the end of an async generator']);
    }
  }
  const generators: (Generator | AsyncGenerator)[] = [];

  async function take(step: Step, owner: number, path: string[]): Promise<void> {
    const inner = (steps: readonly Step[], name: string, to = owner) => flow({ owner: to, steps }, [...path.slice(-3), name]);
    switch (step.kind) {
      case 'for await':
        for await (const _ of [Promise.resolve(1), 2, sleep(1)]) look(owner, [...path, 'in for await']);
        break;
      case 'async generator':
        for await (const _ of numbers()) look(owner, [...path, 'in the loop over it']);
        break;
      case 'make a generator':
        generators.push(step.isAsync ? lentAsync(owner, [...path]) : lent(owner, [...path]));
        break;
      case 'resume a generator':
        if (generators.length > 0) {
          const result = generators[step.which % generators.length]![step.how](new Expected());
          look(owner, [...path, 'right after']);
          if (result instanceof Promise) await result;
        }
        break;
      case 'settle':
        if (pending.length > 0) {
          const [deferred] = pending.splice(step.which % pending.length, 1);
          if (step.reject) deferred!.reject(new Expected());
          else deferred!.resolve(7);
        }
        break;
      case 'call':
        await inner(step.steps, 'in a call');
        break;
      case 'spawn':
        start(() => inner(step.steps, 'spawned'));
        break;
      case 'run':
        variable.run(step.owner, () => {
          start(() => inner(step.steps, 'in run', step.owner));
          look(step.owner, [...path, 'in run']);
        });
        break;
      case 'empty':
        empty.run(() => start(() => inner(step.steps, 'in the empty context', 0)));
        break;
      case 'then':
        start(() => sleep(step.delay).then(() => inner(step.steps, 'in then')));
        break;
      case 'finally':
        start(() => Promise.resolve().finally(() => inner(step.steps, 'in finally')));
        break;
      case 'wrap': {
        const wrapped = wrap(() => start(() => inner(step.steps, 'wrapped')));
        void empty.run(() => sleep(step.delay).then(wrapped));
        break;
      }
    }
  }

  async function flow({ owner, steps }: Flow, path: string[]): Promise<void> {
    look(owner, path);
    for (const step of steps) {
      path.push(step.kind === 'await' ? step.what : step.kind);
      try {
        // In this function itself: every further one would be another await of a promise.
        if (step.kind === 'await') await waitFor(step.what, step.delay);
        else await take(step, owner, path);
      } catch (error) {
        if (!(error instanceof Expected)) throw error;
      }
      look(owner, path);
    }
  }

  for (const one of program) {
    const begin = () => start(() => flow(one, [`flow ${one.owner}`]));
    if (one.owner === 0) begin();
    else variable.run(one.owner, begin);
  }
  for (let next = started.shift(); next; next = started.shift()) await next;
  await sleep(12);
  for (let next = started.shift(); next; next = started.shift()) await next;
  if (variable.get() !== 0) outcome.wrong.push(`${variable.get()} was left behind`);
  return outcome;
}
