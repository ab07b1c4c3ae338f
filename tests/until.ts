// Waits for a condition instead of for a fixed time. The error names the condition.

// Captured before it can be patched, since waiting is not part of what is tested.
const { setTimeout: later } = globalThis;
/** ms, for busy machines. The runners' own limits are longer than this, since their errors do not name the condition. */
const LIMIT = 60_000;

/**
 * Waits until a condition holds, and checks it repeatedly, each time in a job of its own.
 *
 * @param what - The condition in words; a function, if the text depends on the state at the time limit.
 * @throws Error that names the condition, if it does not hold within a minute.
 */
export async function until(condition: () => boolean, what: string | (() => string)): Promise<void> {
  for (const end = Date.now() + LIMIT; !condition(); await new Promise(resolve => later(resolve, 5))) {
    if (Date.now() > end) throw new Error(`expected ${typeof what === 'function' ? what() : what} within ${LIMIT / 1000} s`);
  }
}
