// The mapping of a realm in one AsyncLocalStorage that all realms of a process share. For Node up to 22, and later versions with
// `--no-async-context-frame`, where AsyncLocalStorage is built on async_hooks. There each storage slows down every `await` of the process, and Node
// never releases a storage: a test runner with a realm for each file would accumulate them.
import type { Carrier } from '../agent/carrier.js';
import { defineProperty, isArray } from '../intrinsics.js';
import { Mapping } from '../mapping/mapping.js';
import { call, createStorage, type AsyncHooks, type Cell, type Storage } from './async-local-storage.js';

const { EMPTY } = Mapping;

/** The property of the class AsyncLocalStorage under which the realms of a process find the storage. */
const STORAGE = Symbol.for('asynccontext.storage.v1');

interface SharedStorage extends Storage {
  /** Whether a second realm uses the storage. */
  isShared?: boolean;
}

/** Returns the storage of the process. Makes it if there is none. */
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
    // The class is frozen, so each realm has a storage of its own.
  }
  return storage;
}

// A store is `undefined` for the empty mapping, a mapping, or a pair of a mapping and a store of other realms. Mappings of other realms are not
// instances of this realm's class.

/** The mapping of this realm in a store. */
function ownOf(store: unknown): Mapping {
  if (store instanceof Mapping) return store;
  if (!isArray(store)) return EMPTY;
  return store[0] instanceof Mapping ? store[0] : ownOf(store[1]);
}

const pair = (first: unknown, rest: unknown): unknown => (rest === undefined ? first : [first, rest]);

/** The part of a store that belongs to other realms. */
function othersOf(store: unknown): unknown {
  if (store instanceof Mapping) return undefined;
  if (!isArray(store)) return store;
  return store[0] instanceof Mapping ? store[1] : pair(store[0], othersOf(store[1]));
}

/** A store in which this realm has another mapping. */
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
  /** Whether the store is a property of the resource. From Node 24 on, Node keeps it on another object, which the resource has under a private symbol. */
  let isOfResource = true;
  /** Makes Node propagate stores from resource to resource, and finds out where it keeps them. */
  function start(): void {
    const store = {};
    isOfResource = storage.run(store, () => executionAsyncResource()[key] === store) as boolean;
    isStarted = true;
  }
  const swap: Carrier['run'] = (mapping, fn, args) => {
    const before = storage.getStore();
    storage.enterWith(storeOf(mapping, before));
    try {
      return call(fn, undefined, args);
    } finally {
      storage.enterWith(before);
    }
  };
  // Does the same as the storage's `run` in half the time, because it makes no array of arguments.
  const run: Carrier['run'] = (mapping, fn, args) => {
    if (!isStarted) start();
    if (!isOfResource) return swap(mapping, fn, args);
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
      // Does the same as `getStore`, without the check whether the storage was disabled.
      const store = isOfResource ? executionAsyncResource()[key] : storage.getStore();
      if (store === undefined) return EMPTY;
      return storage.isShared ? ownOf(store) : (store as Mapping);
    },
    set: mapping => storage.enterWith(storeOf(mapping, storage.getStore())),
    run,
  };
}
