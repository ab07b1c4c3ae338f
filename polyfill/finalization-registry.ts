// FinalizationRegistry as the proposal changes it: its callbacks run in the context in which it was constructed.
import { construct, Proxy } from '../src/intrinsics.js';

/**
 * A FinalizationRegistry that captures its context.
 *
 * A proxy, so that the name, the length, the prototype, the subclasses and the errors are the engine's.
 *
 * @param Registry - The engine's constructor.
 * @param wrap - `Snapshot.wrap`
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
      // Without a callback the engine throws, in its own words. A function around it, since `wrap` reads the name and the length of what it
      // is given, which the specification does not.
      return typeof cleanupCallback === 'function'
        ? construct(target, [wrap(heldValue => cleanupCallback(heldValue))], newTarget)
        : construct(target, args, newTarget);
    },
  } as ProxyHandler<FinalizationRegistryConstructor>);
}
