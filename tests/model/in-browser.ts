// The model test as the suites of browsers run it.
import { Expected } from './world.js';

const { setTimeout: nativeSetTimeout } = globalThis;

/** Timers that nobody has patched. */
export const timers = {
  sleep: (ms: number): Promise<void> => new Promise(resolve => void nativeSetTimeout(resolve, ms)),
  later: (fn: () => void): void => void nativeSetTimeout(fn),
};

// Callbacks that throw are part of the programs.
addEventListener('error', event => {
  if (event.error instanceof Expected) event.preventDefault();
});
