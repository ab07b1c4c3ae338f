// Stacks that overflow somewhere in the library: the previous context is current again afterwards, and contexts keep working.
import type { Tools } from './harness.js';
import type { Program } from './programs.js';

const attempt = (fn: () => unknown): void => {
  try {
    fn();
  } catch {
    // The stack has overflowed.
  }
};

// Node's timers are written in JavaScript, and do not survive an overflow, even without the library.
const isNode = 'process' in globalThis;
const withoutTimers = <T>(table: Record<string, T>): [string, T][] => Object.entries(table).filter(([name]) => !(isNode && name.endsWith('a timer')));

/** Calls a function at stack depths that differ by a few bytes each time. The arguments of the calls fill the stack. */
function atDepths(step: number, count: number, fn: () => void): void {
  for (let depth = 0; depth < count; depth++) Reflect.apply(fn, undefined, Array(depth * step));
}

/** Code to run at each depth. */
const starts: Record<string, (tools: Tools) => unknown> = {
  'awaits a settled promise': async ({ look }) => {
    await Promise.resolve();
    look('D');
  },
  'awaits a pending promise': async ({ look, pending }) => {
    await pending();
    look('D');
  },
  'awaits a value': async ({ look }) => {
    await 1;
    look('D');
  },
  'awaits an async function': async ({ look }) => {
    await (async () => {})();
    look('D');
  },
  'calls then': ({ look }) => Promise.resolve().then(() => look('D')),
  'calls then of a pending promise': ({ look, pending }) => pending().then(() => look('D')),
  'sets a timer': ({ look }) => setTimeout(() => look('D')),
  'enqueues a microtask': ({ look }) => queueMicrotask(() => look('D')),
  'does nothing': ({ look }) => look('D'),
};

/** The places from which the code starts. */
const places: Record<string, (tools: Tools, fn: () => void) => unknown> = {
  'in no context': (_, fn) => fn(),
  'in a context': ({ variable, look }, fn) =>
    variable.run('A', () => {
      fn();
      look('A', true);
    }),
  'after an await': ({ variable, look }, fn) =>
    variable.run('A', async () => {
      await Promise.resolve();
      fn();
      look('A', true);
    }),
  'after two awaits of values': ({ variable, look }, fn) =>
    variable.run('A', async () => {
      await 1;
      await 2;
      fn();
      look('A');
    }),
};

export const stacks: Record<string, Program> = {};
for (const [what, start] of withoutTimers(starts)) {
  for (const [where, begin] of Object.entries(places)) {
    stacks[`runs within runs, each ${what}: ${where}`] = tools => {
      const deeper = (): void =>
        tools.variable.run('D', () => {
          start(tools);
          deeper();
        });
      atDepths(8, 8, () => begin(tools, () => attempt(deeper)));
    };
  }
}

const TIMES = 30;

/** Code that touches a context, repeated where the stack is full, on the way back. */
const touches: Record<string, (tools: Tools) => unknown> = {
  'a get': ({ variable }) => variable.get(),
  'a read of a constructor': () => Promise.resolve().constructor,
  'a then': () => Promise.resolve().then(() => {}),
  'an await': async () => {
    try {
      await Promise.resolve();
    } catch {
      // The stack has overflowed.
    }
  },
  'a timer': () => setTimeout(() => {}),
  'a run': ({ variable }) => variable.run('D', () => {}),
};
for (const [what, touch] of withoutTimers(touches)) {
  for (const [where, begin] of Object.entries(places)) {
    stacks[`${what} on a full stack: ${where}`] = tools => {
      let times = 0;
      const fill = (): void => {
        attempt(fill);
        if (times++ < TIMES) attempt(() => touch(tools));
      };
      atDepths(1, 64, () =>
        begin(tools, () => {
          times = 0;
          fill();
        }),
      );
    };
  }
}
