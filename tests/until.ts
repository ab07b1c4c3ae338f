// Waits for a condition instead of for a fixed time, and says what did not come.

// Taken before anybody patches it: to wait is no part of what is tested.
const { setTimeout: later } = globalThis;
/** ms. A busy machine is slow, and the runners' own limits are to come later than this: they know less of what was waited for. */
const LIMIT = 60_000;

/**
 * Waits until a condition holds, which is asked again and again, each time in a job of its own.
 *
 * @param what - What is waited for; a function, if there is more to say once it has not come.
 * @throws Error that says so, if it does not come within a minute.
 */
export async function until(condition: () => boolean, what: string | (() => string)): Promise<void> {
  for (const end = Date.now() + LIMIT; !condition(); await new Promise(resolve => later(resolve, 5))) {
    if (Date.now() > end) throw new Error(`expected ${typeof what === 'function' ? what() : what} within ${LIMIT / 1000} s`);
  }
}
