// The entry `asynccontext/async-local-storage`: the classes of `node:async_hooks` that carry contexts, for every engine.
import * as hooks from '#async-hooks';
import type * as types from './async-local-storage.js';

// Interfaces, since in Node, Bun, Deno and workerd the classes are the runtime's own. They are declared beside the values of the same names, so
// that the declarations of a library can name them.

/** The options of `new AsyncLocalStorage()`. */
export interface AsyncLocalStorageOptions<T> {
  /** A name for debugging. Converted to a string. */
  name?: string | undefined;
  /** The store that `getStore` returns where none is set. Node before 24 ignores it. */
  defaultValue?: T | undefined;
}

/** `Symbol.dispose`, in programs whose TypeScript library declares it. Not declared here, so that a program need not use `esnext.disposable`. */
type DisposeSymbol = Extract<SymbolConstructor[Extract<keyof SymbolConstructor, 'dispose'>], symbol>;

/** The interface that `using` requires, in programs that can use it. */
type UsedOnce = { [Key in DisposeSymbol]: () => void };

/** The scope of a store that `withScope` has set. Restores the store before when it is disposed of, by `using` or by `dispose`. */
export interface RunScope extends UsedOnce {
  /** Restores the store before. Only the first call has an effect. */
  dispose(): void;
}

/**
 * A store that follows the flow of a program. Members that not all runtimes have are optional, so an instance of the class of `node:async_hooks` is
 * assignable to this type.
 *
 * @typeParam T - The type of the store.
 * @see https://nodejs.org/api/async_context.html#class-asynclocalstorage
 */
export interface AsyncLocalStorage<T> {
  /** The name given to the constructor, or the empty string. Absent in Node before 24. */
  readonly name?: string;
  /**
   * Returns the current store.
   *
   * @returns The store that `run` or `enterWith` has set; else the default.
   */
  getStore(): T | undefined;
  /**
   * Calls a function in a context that has a store: during the call, and in everything that the function starts.
   *
   * @param store - The store.
   * @param callback - The function, called with `null` as its `this`.
   * @param args - Its arguments.
   * @returns What the function returns.
   * @throws TypeError if `callback` is not callable; else whatever it throws.
   */
  run<Args extends unknown[], Result>(store: T, callback: (...args: Args) => Result, ...args: Args): Result;
  /**
   * Calls a function in a context without a store: `getStore` returns `undefined`.
   *
   * @param callback - The function.
   * @param args - Its arguments.
   * @returns What the function returns.
   * @throws TypeError if `callback` is not callable; else whatever it throws.
   */
  exit<Args extends unknown[], Result>(callback: (...args: Args) => Result, ...args: Args): Result;
  /**
   * Sets the store for the rest of the running code and for everything that it starts. In browsers it does nothing, and warns, where the end of the
   * running code is not known: outside of any wrapped callback, and after an await of anything but a pending promise.
   *
   * @param store - The store.
   */
  enterWith(store: T): void;
  /** Removes the store from all contexts, until `run` or `enterWith` sets another. Node 24 removes it from the current context only. */
  disable(): void;
  /**
   * Sets a store until the returned scope is disposed of. Has the limits of `enterWith`. Absent in Node before 24.
   *
   * @param store - The store.
   * @returns The scope, to be disposed of by `using` or by `dispose`.
   */
  withScope?(store: T): RunScope;
}

/** The instances of the class, which have a name and scopes. In Node before 24 they lack both. */
export interface ScopedAsyncLocalStorage<T> extends AsyncLocalStorage<T> {
  readonly name: string;
  withScope(store: T): RunScope;
}

/** The type of the class `AsyncLocalStorage`. */
export interface AsyncLocalStorageConstructor {
  /**
   * Makes a storage.
   *
   * @param options - The name and the default.
   * @returns The storage.
   * @throws TypeError if `options` is not an object, or the name is a symbol.
   */
  new <T>(options?: AsyncLocalStorageOptions<T>): ScopedAsyncLocalStorage<T>;
  /**
   * Ties a function to the current context.
   *
   * @param fn - The function.
   * @returns A function that runs `fn` in the context in which `bind` was called.
   * @throws TypeError if `fn` is not a function.
   */
  bind<Fn extends (...args: any[]) => unknown>(fn: Fn): Fn;
  /**
   * Captures the current context.
   *
   * @returns A function that calls its first argument, with the other arguments, in the captured context.
   */
  snapshot(): <Args extends unknown[], Result>(fn: (...args: Args) => Result, ...args: Args) => Result;
  readonly prototype: ScopedAsyncLocalStorage<unknown>;
}

/** The options of `new AsyncResource()`. */
export interface AsyncResourceOptions {
  /** The id of the resource that made this one; by default the running resource's. */
  triggerAsyncId?: number | undefined;
  /** Has no effect outside of Node, where no hooks observe the destruction. */
  requireManualDestroy?: boolean | undefined;
}

/**
 * Captures the context in which it is made, for callbacks that are called later.
 *
 * @see https://nodejs.org/api/async_context.html#class-asyncresource
 */
export interface AsyncResource {
  /**
   * Calls a function in the context in which this resource was made.
   *
   * @param fn - The function.
   * @param thisArg - Its `this`.
   * @param args - Its arguments.
   * @returns What the function returns.
   * @throws TypeError if `fn` is not a function; else whatever it throws.
   */
  runInAsyncScope<This, Args extends unknown[], Result>(fn: (this: This, ...args: Args) => Result, thisArg?: This, ...args: Args): Result;
  /**
   * Ties a function to the context in which this resource was made.
   *
   * @param fn - The function.
   * @param thisArg - The `this` of `fn`; by default the `this` of the call.
   * @returns A function with the same `length` that runs `fn` in that context.
   * @throws TypeError if `fn` is not a function.
   */
  bind<Fn extends (...args: any[]) => unknown>(fn: Fn, thisArg?: unknown): Fn;
  /** Declares that no more callbacks follow. Has no effect outside of Node. Returns the resource. */
  emitDestroy(): this;
  /** Returns the unique id of the resource. */
  asyncId(): number;
  /** Returns the id of the resource that made this one. */
  triggerAsyncId(): number;
}

/** The type of the class `AsyncResource`. */
export interface AsyncResourceConstructor {
  /**
   * Captures the current context.
   *
   * @param type - The kind of the resource, for debugging.
   * @param triggerAsyncId - The id of the resource that made this one, or options.
   * @returns The resource.
   * @throws TypeError if `type` is not a string; RangeError if the id is invalid.
   */
  new (type: string, triggerAsyncId?: number | AsyncResourceOptions): AsyncResource;
  /**
   * Ties a function to the current context.
   *
   * @param fn - The function.
   * @param type - The kind of the resource, for debugging.
   * @param thisArg - The `this` of `fn`; by default the `this` of the call.
   * @returns A function with the same `length` that runs `fn` in the context in which `bind` was called.
   * @throws TypeError if `fn` is not a function.
   */
  bind<Fn extends (...args: any[]) => unknown>(fn: Fn, type?: string, thisArg?: unknown): Fn;
  readonly prototype: AsyncResource;
}

/** The class `AsyncLocalStorage`: the runtime's own, or else the library's. */
export const AsyncLocalStorage = hooks.AsyncLocalStorage as unknown as AsyncLocalStorageConstructor;
/** The class `AsyncResource`: the runtime's own, or else the library's. */
export const AsyncResource = hooks.AsyncResource as AsyncResourceConstructor;

/** The default export, for code that imports `node:async_hooks` as a whole. */
const asyncHooks: {
  readonly AsyncLocalStorage: types.AsyncLocalStorageConstructor;
  readonly AsyncResource: types.AsyncResourceConstructor;
} = { AsyncLocalStorage, AsyncResource };
// `node:async_hooks` has a default export, so its alias needs one.
export default asyncHooks;
