// Tests whether a hook can see this engine's await: once, before anything is patched.
import { defineProperty } from '../../intrinsics.js';

/**
 * Whether an await reads the constructor of a promise, or its `then`, while the awaiting code is still running. The specification requires it,
 * and all engines do it; an engine that did not would lose contexts unnoticed.
 *
 * @param NativePromise - %Promise%
 */
export function isAwaitSeen(NativePromise: PromiseConstructor): boolean {
  let seen = false;
  const answer = (value: unknown) => ({
    configurable: true,
    get() {
      seen = true;
      return value;
    },
  });
  try {
    // Not `Promise.resolve`: that of Hermes and of the `promise` package returns the same promise for the same value to all callers.
    const probe = new NativePromise(() => {});
    const { then } = probe;
    defineProperty(probe, 'constructor', answer(NativePromise));
    // Async functions that were lowered to generators read `then`.
    defineProperty(probe, 'then', answer(then));
    void (async () => {
      await probe;
    })();
  } catch {
    // Such a Promise cannot be tested.
    return false;
  }
  return seen;
}
