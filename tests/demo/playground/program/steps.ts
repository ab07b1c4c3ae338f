// The steps that a flow can take: each row has a label, code to show, and `begin`, which does the same.

export type StepName =
  | 'promise'
  | 'timer'
  | 'fetch'
  | 'click'
  | 'async'
  | 'callback'
  | 'then'
  | 'forAwait'
  | 'listener'
  | 'primitive'
  | 'query'
  | 'thenable'
  | 'primitives';

/** The tools that a step gets from its run. */
export interface Tools {
  /** Records the context that the running code sees. `inside` marks a callback or a function that the step calls, rather than the flow itself. */
  look(step: StepName, inside?: 'inside', expected?: null): void;
  /** The button that the `click` and `listener` steps wait for. */
  readonly button: EventTarget;
  /** Ends the wait when the user has gone on to something else. */
  readonly signal: AbortSignal;
  /** The URL of an answer that takes a while. */
  readonly answer: string;
}

interface Step {
  /** A word that names the step. */
  readonly label: string;
  /** A word that names a look inside the step; `looks` is their number. */
  readonly inside?: string;
  readonly looks?: number;
  readonly code: string;
  /** Why the library may lose the context here, if it may. */
  readonly limit?: string;
  /** Begins the step; the flow awaits what it returns. */
  begin(tools: Tools): unknown;
}

const PAUSE = 20; // ms
const pause = () => new Promise<void>(resolve => setTimeout(resolve, PAUSE));

async function* pages() {
  for (const page of [1, 2]) {
    await pause();
    yield page;
  }
}

const nextClick = ({ button, signal }: Tools, listener?: () => void) =>
  new Promise<void>(resolve => {
    const hear = () => {
      listener?.();
      resolve();
    };
    button.addEventListener('click', hear, { once: true, signal });
  });

/** All steps, by name. */
export const steps: Readonly<Record<StepName, Step>> = {
  promise: { label: 'promise', code: 'await Promise.resolve()', begin: () => Promise.resolve() },
  timer: { label: 'timer', code: 'await pause(20)', begin: pause },
  fetch: { label: 'fetch', code: "await fetch('answer')", begin: ({ answer }) => fetch(answer).then(response => response.text()) },
  click: { label: 'click', code: 'await nextClick()', begin: tools => nextClick(tools) },
  async: {
    label: 'async',
    inside: 'load',
    looks: 1,
    code: 'await load()',
    async begin({ look }) {
      await pause();
      look('async', 'inside');
    },
  },
  callback: {
    label: 'timer',
    inside: 'callback',
    looks: 1,
    code: 'setTimeout(look, 20)',
    begin: ({ look }) =>
      new Promise<void>(resolve => {
        setTimeout(() => {
          look('callback', 'inside');
          resolve();
        }, PAUSE);
      }),
  },
  then: { label: 'promise', inside: 'then', looks: 1, code: 'promise.then(look)', begin: ({ look }) => pause().then(() => look('then', 'inside')) },
  forAwait: {
    label: 'for await',
    inside: 'loop',
    looks: 2,
    code: 'for await (… of it) look()',
    async begin({ look }) {
      for await (const _ of pages()) look('forAwait', 'inside');
    },
  },
  listener: {
    label: 'click',
    inside: 'listener',
    looks: 1,
    code: 'onclick = look',
    // A user's input belongs to no flow: the proposal calls listeners for it in the empty context.
    begin: tools => nextClick(tools, () => tools.look('listener', 'inside', null)),
  },
  primitive: { label: 'await 1', code: 'await 1', begin: () => 1 },
  query: {
    label: 'query',
    // Like a query builder: a thenable whose `then` ends in a promise.
    code: 'await thenableOf(promise)',
    begin: () => ({ then: (resolve: () => void, reject: () => void) => void pause().then(resolve, reject) }),
  },
  thenable: {
    label: 'thenable',
    code: 'await { then: ok => ok() }',
    limit: 'a thenable that is no promise and resolves at once: no hook sees the job that calls it',
    begin: () => ({ then: (resolve: () => void) => resolve() }),
  },
  primitives: {
    label: '1, 1, 1',
    code: 'await 1; await 1; await 1',
    limit: 'awaits in a row of what is no promise, and nothing in between: no hook sees them',
    // The flow itself makes the three awaits: see run-program.ts.
    begin: () => 1,
  },
};

/** A step's name where there is little room. */
export const nameOf = (step: StepName): string => (steps[step].looks ? steps[step].inside : undefined) ?? steps[step].label;

export const stepNames = Object.keys(steps) as readonly StepName[];
