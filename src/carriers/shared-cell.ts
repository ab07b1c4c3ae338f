// The mapping of a realm in a storage that all realms of a process share: Node up to 22, and later ones with `--no-async-context-frame`, where
// AsyncLocalStorage is made of async_hooks. A storage costs every `await` of the process there, and Node never lets go of one, so that a test runner
// with a realm for each file would pay for all of them.
import type { Carrier } from '../agent/carrier.js';
import { defineProperty, isArray } from '../intrinsics.js';
import { Mapping } from '../mapping/mapping.js';
import { call, createStorage, type AsyncHooks, type Cell, type Storage } from './async-local-storage.js';

const { EMPTY } = Mapping;

/** The property of the class AsyncLocalStorage under which the realms of a process find the storage. */
const STORAGE = Symbol.for('asynccontext.storage.v1');

interface SharedStorage extends Storage {
  /** Whether a second realm has found it. */
  isShared?: boolean;
}

/** The storage of the process, made if there is none. */
export function sharedStorage(hooks: AsyncHooks): SharedStorage {
  const holder = hooks.AsyncLocalStorage as { [STORAGE]?: SharedStorage };
  const found = holder[STORAGE];
  if (found) {
    found.isShared = true;
    return found;
  }
  const storage: SharedStorage = createStorage(hooks);
  try {
    storage.isShared = false;
    if (storage.kResourceStore) defineProperty(holder, STORAGE, { value: storage });
  } catch {
    // The class is frozen: each realm has a storage of its own.
  }
  return storage;
}

// The store: nothing for the empty mapping, a mapping, or a pair of a mapping and the store of other realms, whose mappings are no
// instances of this one's class.

/** The mapping of this realm. */
function ownOf(store: unknown): Mapping {
  if (store instanceof Mapping) return store;
  if (!isArray(store)) return EMPTY;
  return store[0] instanceof Mapping ? store[0] : ownOf(store[1]);
}

const pair = (first: unknown, rest: unknown): unknown => (rest === undefined ? first : [first, rest]);

/** The store of other realms. */
function othersOf(store: unknown): unknown {
  if (store instanceof Mapping) return undefined;
  if (!isArray(store)) return store;
  return store[0] instanceof Mapping ? store[1] : pair(store[0], othersOf(store[1]));
}

/** The store with a mapping of this realm, in place of the one before. */
const storeOf = (mapping: Mapping, before: unknown): unknown => {
  const others = othersOf(before);
  return mapping === EMPTY ? others : pair(mapping, others);
};

/**
 * The mapping of this realm in a shared storage.
 *
 * @param storage - The storage.
 * @param key - Its `kResourceStore`.
 * @param executionAsyncResource - That of `node:async_hooks`.
 */
export function createSharedCell(storage: SharedStorage, key: symbol, executionAsyncResource: () => Record<symbol, unknown>): Cell {
  let isStarted = false;
  /** Whether the store is a property of the resource. From Node 24 on it is one of an object that the resource has under a symbol of Node's own. */
  let isOfResource = true;
  /** Has Node hand stores on from resource to resource, and asks where it keeps them. */
  function start(): void {
    const store = {};
    isOfResource = storage.run(store, () => executionAsyncResource()[key] === store) as boolean;
    isStarted = true;
  }
  const swap: Carrier['run'] = (mapping, _previous, fn, args) => {
    const before = storage.getStore();
    storage.enterWith(storeOf(mapping, before));
    try {
      return call(fn, undefined, args);
    } finally {
      storage.enterWith(before);
    }
  };
  // Does the same as the storage's `run`, without its detour over an array of arguments: half the time.
  const run: Carrier['run'] = (mapping, previous, fn, args) => {
    if (!isStarted) start();
    if (!isOfResource) return swap(mapping, previous, fn, args);
    const resource = executionAsyncResource();
    const before = resource[key];
    resource[key] = storage.isShared ? storeOf(mapping, before) : mapping;
    try {
      return call(fn, undefined, args);
    } finally {
      resource[key] = before;
    }
  };
  return {
    now() {
      // Does the same as `getStore`, but does not ask whether the storage was disabled.
      const store = isOfResource ? executionAsyncResource()[key] : storage.getStore();
      if (store === undefined) return EMPTY;
      return storage.isShared ? ownOf(store) : (store as Mapping);
    },
    set: mapping => storage.enterWith(storeOf(mapping, storage.getStore())),
    run,
  };
}
