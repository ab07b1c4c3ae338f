// FinalizationRegistry as the proposal changes it: its callbacks run in the context in which it was constructed.
import type { SnapshotConstructor } from '../src/spec/types.js';

const { construct } = Reflect;

/**
 * A FinalizationRegistry that captures its context.
 *
 * A proxy, so that the name, the length, the prototype, the subclasses and the errors are the engine's.
 *
 * @param Registry - The engine's constructor.
 * @param Snapshot - What captures the context.
 * @see https://tc39.es/proposal-async-context/#sec-finalization-registry-cleanup-callback
 */
export function captureInConstructor(
  Registry: FinalizationRegistryConstructor,
  Snapshot: SnapshotConstructor,
): FinalizationRegistryConstructor {
  const { wrap } = Snapshot;
  const handler: ProxyHandler<FinalizationRegistryConstructor> = {
    construct(target, args: unknown[], newTarget) {
      const cleanupCallback = args[0];
      // Without a callback the engine throws, in its own words.
      return typeof cleanupCallback === 'function'
        ? construct(target, [inContext(cleanupCallback as (heldValue: unknown) => void)], newTarget)
        : construct(target, args, newTarget);
    },
  };
  // Not `wrap(cleanupCallback)`: that would read the callback's name and length, which the specification does not.
  const inContext = (cleanupCallback: (heldValue: unknown) => void) =>
    wrap((heldValue: unknown) => cleanupCallback(heldValue));
  return new Proxy(Registry, Object.setPrototypeOf(handler, null));
}
