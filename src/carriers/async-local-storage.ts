// The carrier of Node, Bun, Deno and workerd: one AsyncLocalStorage that holds the mapping.
import type { Captured, Carrier } from '../agent/carrier.js';
import type { Switch } from '../agent/switch.js';
import { addProperties, apply } from '../agent/intrinsics.js';
import { warnOnce } from '../agent/warn.js';
import { Mapping } from '../mapping/mapping.js';


interface Storage {
  disable?(): void;
  enterWith(store: unknown): void;
  run(store: unknown, fn: Function, ...args: unknown[]): unknown;
  getStore(): unknown;
}
interface Resource {
  runInAsyncScope(fn: Function, thisArgument?: unknown, ...args: unknown[]): unknown;
}
/** What the carrier needs of `node:async_hooks`. */
export interface AsyncHooks {
  readonly AsyncLocalStorage: new () => Storage;
  readonly AsyncResource: new (type: string, options?: { requireManualDestroy?: boolean }) => Resource;
}

/**
 * Calls a function. What Node calls is this: it would call with a `this` of its own, and to spread `args` for it would ask the array for its
 * iterator. Without arguments a plain call is faster than `apply`. Strict also where a bundler makes a script of it, so that nobody is told who called.
 */
const call = (fn: Function, thisArgument: unknown, args: readonly unknown[]): unknown => {
  'use strict';
  return args.length === 0 && thisArgument === undefined ? fn() : apply(fn, thisArgument, args);
};

/**
 * A class with methods of its own that are those of another: what is later done to the prototype of the other, which is everybody's,
 * changes nothing here. They call each other as methods, so that capturing two of them would not do.
 */
function withOwnMethods<T extends new () => object>(Base: T): T {
  const Own = class extends (Base as new () => object) {};
  addProperties(Own.prototype, Base.prototype);
  return Own as unknown as T;
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
  const { AsyncLocalStorage, AsyncResource } = hooks;
  // One for all Variables: on Node 20 each further one costs every `await` of the process.
  const storage = new (withOwnMethods(AsyncLocalStorage))();
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
  const run: Carrier['run'] = (mapping, _previous, fn, args) => storage.run(mapping, call, fn, undefined, args);
  // What `run` does there, without its detour over an array of arguments: half the time.
  const swap: Carrier['run'] = (mapping, previous, fn, args) => {
    storage.enterWith(mapping);
    try {
      return call(fn, undefined, args);
    } finally {
      storage.enterWith(previous);
    }
  };
  const now = () => (storage.getStore() as Mapping | undefined) ?? EMPTY;
  /** Whether the store was changed. workerd has the method, and throws. */
  const enterStore = (mapping: Mapping): boolean => {
    try {
      storage.enterWith(mapping);
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
  // Every store is a mapping of ours.
  const storeSwitch = {
    carriesAwait: true,
    now,
    enter,
    leave: enter,
    empty: EMPTY,
  } as unknown as Switch;
  const onAsyncHooks = scopesChangeResources(hooks);
  return {
    name: 'AsyncLocalStorage',
    current: now,
    run: onAsyncHooks ? swap : run,
    capture: () => createResource() as unknown as Captured,
    resume: onAsyncHooks ? resumeCopy : resume,
    enter: resource => enterStore(apply(runInAsyncScope, resource, [now]) as Mapping),
    switch: storeSwitch,
  };
}
