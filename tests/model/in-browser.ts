// The model test as the suites of browsers run it.
import { Expected } from './world.js';

const { setTimeout: nativeSetTimeout } = globalThis;

/** A timer that nobody has patched. */
export const sleep = (ms: number): Promise<void> => new Promise(resolve => void nativeSetTimeout(resolve, ms));

// Callbacks that throw are part of the programs.
addEventListener('error', event => {
  if (event.error instanceof Expected) event.preventDefault();
});
