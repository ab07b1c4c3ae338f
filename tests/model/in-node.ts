// The model test as it runs in Node.

export const timers = {
  sleep: (ms: number): Promise<void> => new Promise(resolve => void setTimeout(resolve, ms)),
  later: (fn: () => void): void => void setTimeout(fn),
};

/** The steps in which Node's AsyncLocalStorage differs from the proposal. */
export const inexact = [
  'uncaught errors', // Node 24: the context of the callback that threw stays current
  'Array.fromAsync', // Node 22: V8's own code calls callbacks in no context
  'Array.fromAsync of a generator',
  'settling with thenables', // up to Node 22, where contexts follow async_hooks: the `then` is called in the context of the promise's maker
];
