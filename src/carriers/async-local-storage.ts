// The carrier of Node, Bun, Deno and workerd: one AsyncLocalStorage that holds the mapping.
import type { Carrier } from '../agent/carrier.js';
import type { Switch } from '../agent/switch.js';
import { addProperties, apply } from '../intrinsics.js';
import { warnOnce } from '../agent/warn.js';
import { Mapping } from '../mapping/mapping.js';

const { EMPTY } = Mapping;

export interface Storage {
  enterWith(store: unknown): void;
  run(store: unknown, fn: Function, ...args: unknown[]): unknown;
  getStore(): unknown;
  /**
   * The key of the resource's property that has the store. Only where AsyncLocalStorage is built on async_hooks: in Node up to 22, and later with
   * `--no-async-context-frame`.
   */
  readonly kResourceStore?: symbol;
}
interface Resource {
  runInAsyncScope(fn: Function, thisArgument?: unknown, ...args: unknown[]): unknown;
}
/** The part of `node:async_hooks` that the carrier needs. */
export interface AsyncHooks {
  readonly AsyncLocalStorage: new () => Storage;
  readonly AsyncResource: new (type: string, options?: { requireManualDestroy?: boolean }) => Resource;
  readonly executionAsyncResource?: () => Record<symbol, unknown>;
}

/**
 * Calls a function. Node's `run` calls this instead of the function, because Node passes a `this` of its own, and spreading `args` would read the
 * array's iterator. Without arguments a plain call is faster than `apply`. It is a static method, because the body of a class is strict even if a
 * bundler makes a script of the module: in sloppy code `fn.caller` would show the caller.
 */
export const { call } = class {
  static call(fn: Function, thisArgument: unknown, args: readonly unknown[]): unknown {
    return args.length === 0 && thisArgument === undefined ? fn() : apply(fn, thisArgument, args);
  }
};

/**
 * Makes a storage whose own methods are those of its class, so that later changes of the shared prototype do not affect it. All methods are
 * copied, because they call each other as methods. All parts of the storage belong to Node's realm, because Node up to 22 keeps a storage for the
 * life of the process.
 */
export function createStorage({ AsyncLocalStorage }: AsyncHooks): Storage {
  return addProperties(new AsyncLocalStorage(), AsyncLocalStorage.prototype);
}

/** Reads and sets the mapping in a storage. */
export interface Cell {
  now(): Mapping;
  set(mapping: Mapping): void;
  readonly run: Carrier['run'];
}

/**
 * Makes a cell for a storage of this realm. The store is `undefined` for the empty mapping, because a resource that outlives the realm would keep
 * the realm in memory through its mapping.
 */
export function createCell(storage: Storage): Cell {
  const set = (mapping: Mapping) => storage.enterWith(mapping === EMPTY ? undefined : mapping);
  // Does the same as the storage's `run` in half the time, because it makes no array of arguments. For storages built on async_hooks.
  const swap: Carrier['run'] = (mapping, fn, args) => {
    const before = storage.getStore();
    set(mapping);
    try {
      return call(fn, undefined, args);
    } finally {
      storage.enterWith(before);
    }
  };
  return {
    now: () => (storage.getStore() as Mapping | undefined) ?? EMPTY,
    set,
    run: storage.kResourceStore ? swap : (mapping, fn, args) => storage.run(mapping, call, fn, undefined, args),
  };
}

/**
 * Makes a carrier on AsyncLocalStorage.
 *
 * @param hooks - The module `node:async_hooks`.
 * @param storage - One storage for all Variables, because on Node 20 each further storage slows down every `await` of the process.
 * @param cell - Reads and sets the mapping in the storage.
 */
export function createAsyncLocalStorageCarrier(
  { AsyncResource }: AsyncHooks,
  storage: Storage,
  { now, set, run }: Cell = createCell(storage),
): Carrier<Resource> {
  const { runInAsyncScope } = AsyncResource.prototype as Resource;
  // An AsyncResource carries the stores of all AsyncLocalStorages, those of other libraries too, as an engine's own Snapshot would.
  // AsyncLocalStorage.snapshot() does so as well, but takes a hundred times as long. Node emits the destruction of the resource, so that hooks
  // can forget it; without hooks this costs nothing. Passing the option is faster than omitting it.
  const options = { requireManualDestroy: false };
  const createResource = () => new AsyncResource('AsyncContext.Snapshot', options);
  const resume: Carrier<Resource>['resume'] = (resource, fn, thisArgument, args) => apply(runInAsyncScope, resource, [call, undefined, fn, thisArgument, args]);
  // If AsyncLocalStorage is built on async_hooks, code that runs in a resource changes its store, and a later run in the resource would find that
  // store. So the captured resource is entered only to make a copy, and the code runs in the copy.
  const resumeCopy: Carrier<Resource>['resume'] = (resource, fn, thisArgument, args) =>
    resume(apply(runInAsyncScope, resource, [createResource]) as Resource, fn, thisArgument, args);
  /** Sets the store. Returns whether it could be set: in workerd `enterWith` throws. */
  const enterStore = (mapping: Mapping): boolean => {
    try {
      set(mapping);
      return true;
    } catch {
      warnOnce('enterWith fails: a generator runs in the context of whoever resumes it. Use Snapshot.wrap.');
      return false;
    }
  };
  const enter = (mapping: Mapping): Mapping => {
    const before = now();
    return before === mapping || enterStore(mapping) ? before : mapping;
  };
  const storeSwitch: Switch<Mapping> = {
    carriesAwait: true,
    now,
    enter,
    leave: enter,
    empty: EMPTY,
  };
  return {
    name: 'AsyncLocalStorage',
    current: now,
    run,
    capture: createResource,
    resume: storage.kResourceStore ? resumeCopy : resume,
    enter: resource => enterStore(apply(runInAsyncScope, resource, [now]) as Mapping),
    switch: storeSwitch,
  };
}
