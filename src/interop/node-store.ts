// The store of a context manager, where the runtime has AsyncLocalStorage.
import type { Store } from './store.js';

// Absent in workerd with a compatibility date before May 2025.
const Registry = globalThis.FinalizationRegistry as typeof FinalizationRegistry | undefined;
let unused: FinalizationRegistry<Store<never>> | undefined;

/**
 * Makes an AsyncLocalStorage that is disabled once its owner is collected, because Node 18 to 22 keep each used storage, and each slows down every
 * `await` of the process.
 *
 * @param AsyncLocalStorage - The runtime's class.
 * @param owner - The object that uses the storage.
 */
export function createNodeStore<T>(AsyncLocalStorage: new () => unknown, owner: object): Store<T> {
  const store = new AsyncLocalStorage() as Store<T>;
  if (Registry) {
    unused ??= new Registry(storage => storage.disable?.());
    unused.register(owner, store as Store<never>);
  }
  return store;
}
