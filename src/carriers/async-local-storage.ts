// The carrier of Node, Bun, Deno and workerd: one AsyncLocalStorage that holds the mapping.
import type { Captured, Carrier } from '../agent/carrier.js';
import type { Switch } from '../agent/switch.js';
import { apply, bare, defineProperties, defineProperty, getOwnPropertyDescriptors } from '../agent/intrinsics.js';
import { warnOnce } from '../agent/warn.js';
import { Mapping } from '../mapping/mapping.js';

const { isArray } = Array;

interface Storage {
  disable?(): void;
  enterWith(store: unknown): void;
  run(store: unknown, fn: Function, ...args: unknown[]): unknown;
  getStore(): unknown;
  /** Where it is made of async_hooks, the property of a resource in which the resource's store is. */
  readonly kResourceStore?: symbol;
}
interface Resource {
  runInAsyncScope(fn: Function, thisArgument?: unknown, ...args: unknown[]): unknown;
}
/** What the carrier needs of `node:async_hooks`. */
export interface AsyncHooks {
  readonly AsyncLocalStorage: new () => Storage;
  readonly AsyncResource: new (type: string, options?: { requireManualDestroy?: boolean }) => Resource;
  readonly executionAsyncResource?: () => Record<symbol, unknown>;
}

/**
 * Calls a function. What Node calls is this: it would call with a `this` of its own, and to spread `args` for it would ask the array for its
 * iterator. Without arguments a plain call is faster than `apply`.
 */
const call = (fn: Function, thisArgument: unknown, args: readonly unknown[]): unknown =>
  args.length === 0 && thisArgument === undefined ? fn() : apply(fn, thisArgument, args);

/**
 * A storage with methods of its own that are those of its class: what is later done to the prototype, which is everybody's, changes nothing
 * here. They call each other as methods, so that capturing two of them would not do. It is an object of Node's realm through and through,
 * since Node keeps it for as long as the process lives.
 */
function createStorage({ AsyncLocalStorage }: AsyncHooks): Storage {
  const { constructor: _, ...methods } = getOwnPropertyDescriptors(AsyncLocalStorage.prototype) as Record<string, PropertyDescriptor>;
  return defineProperties(new AsyncLocalStorage(), methods) as Storage;
}

/** The property of the class AsyncLocalStorage under which the realms of a process find the storage that they share. */
const STORAGE = Symbol.for('asynccontext.storage.v1');

/**
 * One storage for all realms of the process, such as those that a test runner makes for its files: where AsyncLocalStorage is made of async_hooks,
 * a storage costs every `await` of the process, and Node never lets go of one.
 */
function sharedStorage(hooks: AsyncHooks): Storage {
  const holder = hooks.AsyncLocalStorage as unknown as Record<symbol, Storage | undefined>;
  const found = holder[STORAGE];
  if (found) return found;
  const storage = createStorage(hooks);
  try {
    defineProperty(holder, STORAGE, bare({ value: storage }));
  } catch {
    // The class is frozen: each realm has a storage of its own.
  }
  return storage;
}

// What is in the storage: nothing for the empty mapping, a mapping, or a pair of a mapping and what is there of other realms, whose mappings are no
// instances of this one's class.

/** The mapping of this realm. */
function ownOf(store: unknown): Mapping {
  if (store instanceof Mapping) return store;
  if (!isArray(store)) return Mapping.EMPTY;
  return store[0] instanceof Mapping ? store[0] : ownOf(store[1]);
}

const pair = (first: unknown, rest: unknown): unknown => (rest === undefined ? first : [first, rest]);

/** What is there of other realms. */
function othersOf(store: unknown): unknown {
  if (store instanceof Mapping) return undefined;
  if (!isArray(store)) return store;
  return store[0] instanceof Mapping ? store[1] : pair(store[0], othersOf(store[1]));
}

/**
 * Whether a run inside a resource's scope changes what the resource holds. It does where AsyncLocalStorage is made of async_hooks, in Node up to 22:
 * a resource that is entered again, or after an `enterWith`, then shows the value of whoever was in it before.
 */
function scopesChangeResources({ AsyncLocalStorage, AsyncResource }: AsyncHooks): boolean {
  const probe = new AsyncLocalStorage();
  const resource = new AsyncResource('AsyncContext.probe');
  const inside = () => resource.runInAsyncScope(() => probe.getStore());
  const changed = resource.runInAsyncScope(() => probe.run(true, inside)) === true;
  // Only where it is made of async_hooks does a live AsyncLocalStorage cost anything, and only there is it sure to have `disable`.
  if (changed) probe.disable?.();
  return changed;
}

/**
 * Makes a carrier on AsyncLocalStorage.
 *
 * @param hooks - The module `node:async_hooks`.
 */
export function createAsyncLocalStorageCarrier(hooks: AsyncHooks): Carrier {
  const { AsyncResource, executionAsyncResource } = hooks;
  const onAsyncHooks = scopesChangeResources(hooks);
  // One for all Variables: on Node 20 each further one costs every `await` of the process.
  const storage = onAsyncHooks ? sharedStorage(hooks) : createStorage(hooks);
  const { kResourceStore } = storage;
  const { runInAsyncScope } = AsyncResource.prototype as Resource;
  const { EMPTY } = Mapping;
  // An AsyncResource carries every AsyncLocalStorage there is, other libraries' too, as an engine's own Snapshot would. So does
  // AsyncLocalStorage.snapshot(), at a hundred times the price. Its destruction is left to Node, so that those who listen with a hook can
  // forget it, and costs nothing where nobody listens. To say so is faster than to say nothing.
  const options = { requireManualDestroy: false };
  const createResource = () => new AsyncResource('AsyncContext.Snapshot', options);
  const resume: Carrier['resume'] = (resource, fn, thisArgument, args) =>
    apply(runInAsyncScope, resource, [call, undefined, fn, thisArgument, args]);
  // Where scopes change resources, the captured one is entered only to make another like it, which code then runs in.
  const resumeCopy: Carrier['resume'] = (resource, fn, thisArgument, args) =>
    resume(apply(runInAsyncScope, resource, [createResource]) as Captured, fn, thisArgument, args);
  const run: Carrier['run'] = (mapping, _previous, fn, args) =>
    storage.run(hasOthers ? storeOf(mapping, storage.getStore()) : mapping, call, fn, undefined, args);
  let isStarted = false;
  // What `run` does there, without its detour over an array of arguments: half the time. What was there is put back: an empty mapping in place of
  // nothing, on a resource that outlives this realm, would keep the realm alive.
  const swap: Carrier['run'] = (mapping, _previous, fn, args) => {
    if (!isStarted) {
      // Has Node hand stores on from resource to resource.
      storage.enterWith(storage.getStore());
      isStarted = true;
    }
    const resource = executionAsyncResource!();
    const before = resource[kResourceStore!];
    resource[kResourceStore!] = hasOthers ? storeOf(mapping, before) : mapping;
    try {
      return call(fn, undefined, args);
    } finally {
      resource[kResourceStore!] = before;
    }
  };
  /** Whether another realm has been met. Who runs something has asked for the current mapping just before. */
  let hasOthers = false;
  const now = () => {
    const store = storage.getStore();
    if (store instanceof Mapping) return store;
    if (store === undefined) return EMPTY;
    hasOthers = true;
    return ownOf(store);
  };
  /** What to put into the storage for a mapping. */
  const storeOf = (mapping: Mapping, before: unknown): unknown => {
    const others = before === undefined ? before : othersOf(before);
    return mapping === EMPTY ? others : pair(mapping, others);
  };
  /** Whether the store was changed. workerd has the method, and throws. */
  const enterStore = (mapping: Mapping): boolean => {
    try {
      storage.enterWith(storeOf(mapping, storage.getStore()));
      return true;
    } catch {
      warnOnce('enterWith fails: generators run in the context of whoever resumes them. Use Snapshot.wrap in them.');
      return false;
    }
  };
  const enter = (mapping: Mapping): Mapping => {
    const before = now();
    return before === mapping || enterStore(mapping) ? before : mapping;
  };
  const storeSwitch = {
    carriesAwait: true,
    now,
    enter,
    leave: enter,
    empty: EMPTY,
  } as unknown as Switch;
  return {
    name: 'AsyncLocalStorage',
    current: now,
    run: onAsyncHooks && executionAsyncResource && kResourceStore ? swap : run,
    capture: () => createResource() as unknown as Captured,
    resume: onAsyncHooks ? resumeCopy : resume,
    enter: resource => enterStore(apply(runInAsyncScope, resource, [now]) as Mapping),
    switch: storeSwitch,
  };
}
