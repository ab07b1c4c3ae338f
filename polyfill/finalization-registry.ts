// FinalizationRegistry as the proposal changes it: its callbacks run in the context in which it was constructed.
import { construct, Proxy } from '../src/intrinsics.js';

/**
 * Makes a FinalizationRegistry constructor that captures the current context.
 *
 * It is a proxy, so that the name, the length, the prototype, the subclasses and the errors are the engine's.
 *
 * @param Registry - The engine's constructor.
 * @param wrap - `Snapshot.wrap`.
 * @returns The constructor.
 * @see https://tc39.es/proposal-async-context/#sec-finalization-registry-cleanup-callback
 */
export function captureInConstructor(
  Registry: FinalizationRegistryConstructor,
  wrap: (fn: (heldValue: unknown) => void) => (heldValue: unknown) => void,
): FinalizationRegistryConstructor {
  return new Proxy(Registry, {
    __proto__: null,
    construct(target, args: unknown[], newTarget) {
      const cleanupCallback = args[0] as (heldValue: unknown) => void;
      // Without a callback the engine throws its own error. `wrap` gets a new function, because it reads the name and the length of its argument,
      // and the specification does not read those of the callback.
      return typeof cleanupCallback === 'function'
        ? construct(target, [wrap(heldValue => cleanupCallback(heldValue))], newTarget)
        : construct(target, args, newTarget);
    },
  } as ProxyHandler<FinalizationRegistryConstructor>);
}
