// Whether this engine's await can be hooked at all: asked once, before anything is touched.
import { defineProperty } from '../../intrinsics.js';

/**
 * Whether an await reads the constructor of a promise, or its `then`, while the awaiting code is still running. All engines do, as the
 * specification has it; one that did not would leave contexts behind without anybody noticing.
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
    // Not what `resolve` gives: Hermes and the `promise` package give everybody the same promise for the same value.
    const probe = new NativePromise(() => {});
    const { then } = probe;
    defineProperty(probe, 'constructor', answer(NativePromise));
    // Code that was lowered to generators asks for this one.
    defineProperty(probe, 'then', answer(then));
    void (async () => {
      await probe;
    })();
  } catch {
    // No promise that could be asked.
    return false;
  }
  return seen;
}
