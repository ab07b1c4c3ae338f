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
  /** Where it is made of async_hooks, in Node up to 22 and with `--no-async-context-frame` later: the property in which the store is. */
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
 * Calls a function. What Node calls is this: it would call with a `this` of its own, and to spread `args` for it would ask the array for its
 * iterator. Without arguments a plain call is faster than `apply`. Strict also where a bundler makes a script of it, so that nobody is told who called.
 */
export const { call } = class {
  static call(fn: Function, thisArgument: unknown, args: readonly unknown[]): unknown {
    return args.length === 0 && thisArgument === undefined ? fn() : apply(fn, thisArgument, args);
  }
};

/**
 * A storage with methods of its own that are those of its class: what is later done to the prototype, which is everybody's, changes nothing
 * here. They call each other as methods, so that capturing two of them would not do. It is an object of Node's realm through and through,
 * since Node up to 22 keeps it for as long as the process lives.
 */
export function createStorage({ AsyncLocalStorage }: AsyncHooks): Storage {
  return addProperties(new AsyncLocalStorage(), AsyncLocalStorage.prototype);
}

/** The mapping in a storage. */
export interface Cell {
  now(): Mapping;
  set(mapping: Mapping): void;
  readonly run: Carrier['run'];
}

/**
 * A mapping in a storage. Nothing stands for the empty one: what a resource that outlives this realm has of the realm would keep the realm alive.
 */
export function createCell(storage: Storage): Cell {
  const set = (mapping: Mapping) => storage.enterWith(mapping === EMPTY ? undefined : mapping);
  // Does the same as the storage's `run` there, without its detour over an array of arguments: half the time.
  const swap: Carrier['run'] = (mapping, previous, fn, args) => {
    set(mapping);
    try {
      return call(fn, undefined, args);
    } finally {
      set(previous);
    }
  };
  return {
    now: () => (storage.getStore() as Mapping | undefined) ?? EMPTY,
    set,
    run: storage.kResourceStore ? swap : (mapping, _previous, fn, args) => storage.run(mapping, call, fn, undefined, args),
  };
}

/**
 * Makes a carrier on AsyncLocalStorage.
 *
 * @param hooks - The module `node:async_hooks`.
 * @param storage - One for all Variables: on Node 20 each further one costs every `await` of the process.
 * @param cell - The mapping in it.
 */
export function createAsyncLocalStorageCarrier(
  { AsyncResource }: AsyncHooks,
  storage: Storage,
  { now, set, run }: Cell = createCell(storage),
): Carrier<Resource> {
  const { runInAsyncScope } = AsyncResource.prototype as Resource;
  // An AsyncResource carries every AsyncLocalStorage there is, other libraries' too, as an engine's own Snapshot would. So does
  // AsyncLocalStorage.snapshot(), at a hundred times the price. Its destruction is left to Node, so that those who listen with a hook can
  // forget it, and costs nothing where nobody listens. To say so is faster than to say nothing.
  const options = { requireManualDestroy: false };
  const createResource = () => new AsyncResource('AsyncContext.Snapshot', options);
  const resume: Carrier<Resource>['resume'] = (resource, fn, thisArgument, args) => apply(runInAsyncScope, resource, [call, undefined, fn, thisArgument, args]);
  // Where scopes change resources, the captured one is entered only to make another like it, which code then runs in. A resource that is entered again,
  // or after an `enterWith`, would show the store of whoever was in it before.
  const resumeCopy: Carrier<Resource>['resume'] = (resource, fn, thisArgument, args) =>
    resume(apply(runInAsyncScope, resource, [createResource]) as Resource, fn, thisArgument, args);
  /** Whether the store was changed. workerd has the method, and throws. */
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
