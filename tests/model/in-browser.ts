// The model test as the suites of browsers run it.
import { Expected } from './world.js';

const { setTimeout: nativeSetTimeout } = globalThis;

/** Timers from before any patch. */
export const timers = {
  sleep: (ms: number): Promise<void> => new Promise(resolve => void nativeSetTimeout(resolve, ms)),
  later: (fn: () => void): void => void nativeSetTimeout(fn),
};

// Some programs have callbacks that throw on purpose.
addEventListener('error', event => {
  if (event.error instanceof Expected) event.preventDefault();
});
