// A context manager's store where the runtime has AsyncLocalStorage.
import type { Store } from './store.js';

// Absent from workerd before its compatibility date of May 2025.
const Registry = globalThis.FinalizationRegistry as typeof FinalizationRegistry | undefined;
let unused: FinalizationRegistry<Store<never>> | undefined;

/**
 * Makes an AsyncLocalStorage that is disabled once its owner is collected: Node 18 to 22 keep each one that was used, and each of them costs every
 * `await` of the process.
 *
 * @param AsyncLocalStorage - The runtime's class.
 * @param owner - What uses the storage.
 */
export function createNodeStore<T>(AsyncLocalStorage: new () => unknown, owner: object): Store<T> {
  const store = new AsyncLocalStorage() as Store<T>;
  if (Registry) {
    unused ??= new Registry(storage => storage.disable?.());
    unused.register(owner, store as Store<never>);
  }
  return store;
}
