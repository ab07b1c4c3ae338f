// Runs a program in a realm of its own, which it may make unusable, and reports its effects.
import { AsyncContext } from '../../../../../src/index.js';
import type { Program } from './programs.js';

// Captured, so that the code below depends neither on changes that a program makes to the realm, nor on the library's patches.
const {
  setTimeout: nativeSetTimeout,
  Promise: NativePromise,
  Reflect: { apply },
} = globalThis;
const nativeThen = NativePromise.prototype.then;

/** The tools that a program gets. */
export interface Tools {
  readonly variable: AsyncContext.Variable<string>;
  /** Records what a flow's code sees. It has to be the flow's own value; unless `exact`, it may also be lost. */
  look(flow: string | undefined, exact?: boolean): void;
  /** A promise that flow B settles after the program. */
  pending(): Promise<unknown>;
  /** Ties a function to the current context. */
  readonly wrap: typeof AsyncContext.Snapshot.wrap;
  /** Declares that code was terminated: contexts can only be right again after the running job. */
  stopped(): void;
  /** Declares a warning that is enough if nothing else can be done. */
  excuse(warning: RegExp): void;
}

export interface Outcome {
  /** Everything that is not as required. */
  wrong: string[];
}

const sleep = (): Promise<void> => new NativePromise(resolve => nativeSetTimeout(resolve, 1));
/** Waits without an await, which might never end in a broken realm. */
const after = (fn: () => void, count = 3): void => void nativeSetTimeout(() => (count > 0 ? after(fn, count - 1) : fn()), 1);

/**
 * Runs a program, and then flows that have to be right.
 *
 * @param program - The program.
 * @param done - Called in the end.
 */
export function runProgram(program: Program, done: (outcome: Outcome) => void): void {
  const variable = new AsyncContext.Variable<string>();
  const outcome: Outcome = { wrong: [] };
  const settle: (() => void)[] = [];
  const warnings: string[] = [];
  let excuse: RegExp | undefined;
  let wasStopped = false;
  console.warn = (text: string) => void warnings.push(text);
  const note = (text: string) => void outcome.wrong.push(text);
  const tools: Tools = {
    variable,
    look(flow, exact = false) {
      const seen = variable.get();
      if (seen !== flow && (exact || seen !== undefined)) note(`${flow ?? 'nobody'} saw ${seen ?? 'nothing'}`);
    },
    pending: () => new NativePromise(resolve => settle.push(() => resolve(undefined))),
    wrap: AsyncContext.Snapshot.wrap,
    stopped: () => void (wasStopped = true),
    excuse: warning => void (excuse = warning),
  };
  const nobody = (when: string) => {
    const seen = variable.get();
    if (seen !== undefined) note(`${when}, nobody saw ${seen}`);
  };
  const { heard } = listen();
  try {
    program(tools);
  } catch (error) {
    note(`threw ${String(error)}`);
  }
  if (!wasStopped) nobody('after the program');
  after(() => {
    nobody('in a task after it');
    for (const step of settle) variable.run('B', step);
    nobody('after B settled');
    after(() => {
      nobody('in a task after that');
      void flows(variable, note).then(() =>
        after(() => {
          nobody('in the end');
          const isExcused = warnings.some(text => excuse?.test(text));
          done({ wrong: isExcused ? [] : [...new Set([...outcome.wrong, ...heard])] });
        }),
      );
    });
  });
}

/** Whether an error is an engine's error for a full stack, which a program causes on purpose. */
const isOverflow = (error: unknown): boolean => /^(RangeError|InternalError)\b/.test(String(error));

/** Collects errors that nobody catches. */
function listen(): { heard: string[] } {
  const heard: string[] = [];
  const hear = (what: string, error: unknown) => void (isOverflow(error) || heard.push(`${what}: ${String(error)}`));
  const { addEventListener, process } = globalThis as { addEventListener?: (name: string, listener: (event: any) => void) => void; process?: NodeJS.Process };
  addEventListener?.('unhandledrejection', event => (event.preventDefault(), hear('unhandled rejection', event.reason)));
  addEventListener?.('error', event => (event.preventDefault(), hear('uncaught', event.error)));
  process?.on?.('unhandledRejection', reason => hear('unhandled rejection', reason));
  process?.on?.('uncaughtException', error => hear('uncaught', error));
  return { heard };
}

/** Runs flows side by side, and checks that each has its own context all along. */
async function flows(variable: AsyncContext.Variable<string>, note: (text: string) => void): Promise<void> {
  const flow = async (own: string | undefined): Promise<void> => {
    const look = (where: string) => void (variable.get() === own || note(`afterwards, ${own} saw ${variable.get()} after ${where}`));
    await 1;
    look('a value');
    await NativePromise.resolve();
    look('a promise');
    await sleep();
    look('a timer');
    await apply(nativeThen, NativePromise.resolve(), [() => look('in then')]);
    look('then');
  };
  await NativePromise.all(['x', undefined, 'y', undefined].map(own => (own === undefined ? flow(own) : variable.run(own, flow, own))));
}
