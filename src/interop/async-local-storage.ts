// The entry `asynccontext/async-local-storage`: what `node:async_hooks` gives to those who carry contexts, in every engine.
import * as hooks from '#async-hooks';
import type * as types from './async-local-storage.js';

// Interfaces, since in Node, Bun, Deno and workerd the classes are the runtime's own. They are declared beside the values of the same names, so
// that the declarations of a library can name them.

/** The options of `new AsyncLocalStorage()`. */
export interface AsyncLocalStorageOptions<T> {
  /** For people who debug. Converted to a string. */
  name?: string | undefined;
  /** The store where nothing was set. Node 20 ignores it. */
  defaultValue?: T | undefined;
}

/** The symbol that `using` calls, in programs whose library has one. Declared by nobody else: `esnext.disposable` stays the choice of those who compile. */
type DisposeSymbol = Extract<SymbolConstructor[Extract<keyof SymbolConstructor, 'dispose'>], symbol>;

/** The object for `using`, in programs that can write it. */
type UsedOnce = { [Key in DisposeSymbol]: () => void };

/** Sets a store, and puts the one before back once it is disposed of: by `using`, or by hand. */
export interface RunScope extends UsedOnce {
  /** Puts the store back that was there before. Does so once. */
  dispose(): void;
}

/**
 * A store that follows the flow of a program: what all runtimes have, and what later ones of them do. One of `node:async_hooks` is one as well.
 *
 * @typeParam T - The type of the store.
 * @see https://nodejs.org/api/async_context.html#class-asynclocalstorage
 */
export interface AsyncLocalStorage<T> {
  /** The name given to the constructor, or the empty string. Absent from Node 20. */
  readonly name?: string;
  /** The current store: what `run` or `enterWith` has set; else the default. */
  getStore(): T | undefined;
  /**
   * Calls a function with a store, in the function and in all that it starts.
   *
   * @param store - The store.
   * @param callback - The function, called with `null` as its `this`.
   * @param args - Its arguments.
   * @returns What the function returns.
   * @throws TypeError if `callback` is not callable; else whatever it throws.
   */
  run<Args extends unknown[], Result>(store: T, callback: (...args: Args) => Result, ...args: Args): Result;
  /**
   * Calls a function without a store: `getStore` returns `undefined`.
   *
   * @param callback - The function.
   * @param args - Its arguments.
   * @returns What the function returns.
   */
  exit<Args extends unknown[], Result>(callback: (...args: Args) => Result, ...args: Args): Result;
  /**
   * Sets the store for the rest of the running code and for what follows from it. In browsers it does nothing, and warns, where the end of the
   * running code cannot be seen: outside of any callback, and after an await of anything but a pending promise.
   *
   * @param store - The store.
   */
  enterWith(store: T): void;
  /** Takes the store away wherever there is one, until `run` or `enterWith` sets another. */
  disable(): void;
  /**
   * Sets a store until the scope is disposed of. Absent from Node 20 and 22.
   *
   * @param store - The store.
   */
  withScope?(store: T): RunScope;
}

/** The instances in all runtimes but Node before 24, where they have neither a name nor scopes. */
export interface ScopedAsyncLocalStorage<T> extends AsyncLocalStorage<T> {
  readonly name: string;
  withScope(store: T): RunScope;
}

/** The type of the class `AsyncLocalStorage`. */
export interface AsyncLocalStorageConstructor {
  /**
   * Makes a storage.
   *
   * @param options - Its name and its default.
   * @throws TypeError if `options` is not an object, or the name a symbol.
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
   * @returns A function that calls the function it is given, with the arguments that follow, in the captured context.
   */
  snapshot(): <Args extends unknown[], Result>(fn: (...args: Args) => Result, ...args: Args) => Result;
  readonly prototype: ScopedAsyncLocalStorage<unknown>;
}

/** The options of `new AsyncResource()`. */
export interface AsyncResourceOptions {
  /** The id of what has made this one; the running one's if left out. */
  triggerAsyncId?: number | undefined;
  /** Of no consequence outside of Node: nobody listens for the destruction. */
  requireManualDestroy?: boolean | undefined;
}

/**
 * The context in which it was made, to be extended by what calls back later.
 *
 * @see https://nodejs.org/api/async_context.html#class-asyncresource
 */
export interface AsyncResource {
  /**
   * Calls a function in the context in which this was made.
   *
   * @param fn - The function.
   * @param thisArg - Its `this`.
   * @param args - Its arguments.
   * @returns What the function returns.
   */
  runInAsyncScope<This, Args extends unknown[], Result>(fn: (this: This, ...args: Args) => Result, thisArg?: This, ...args: Args): Result;
  /**
   * Ties a function to the context in which this was made.
   *
   * @param fn - The function.
   * @param thisArg - Its `this`; that of the call if left out.
   * @throws TypeError if `fn` is not a function.
   */
  bind<Fn extends (...args: any[]) => unknown>(fn: Fn, thisArg?: unknown): Fn;
  /** Says that nothing is called back any more. Of no consequence outside of Node. */
  emitDestroy(): this;
  /** Its id, which no other has. */
  asyncId(): number;
  /** The id of what has made it. */
  triggerAsyncId(): number;
}

/** The type of the class `AsyncResource`. */
export interface AsyncResourceConstructor {
  /**
   * Captures the current context.
   *
   * @param type - What kind of thing calls back. For people who debug.
   * @param triggerAsyncId - The id of what has made it, or options.
   * @throws TypeError if `type` is not a string; RangeError if the id is not one.
   */
  new (type: string, triggerAsyncId?: number | AsyncResourceOptions): AsyncResource;
  /**
   * Ties a function to the current context.
   *
   * @param fn - The function.
   * @param type - What kind of thing calls back.
   * @param thisArg - Its `this`; that of the call if left out.
   * @throws TypeError if `fn` is not a function.
   */
  bind<Fn extends (...args: any[]) => unknown>(fn: Fn, type?: string, thisArg?: unknown): Fn;
  readonly prototype: AsyncResource;
}

/** The class, the runtime's own where it has one. */
export const AsyncLocalStorage = hooks.AsyncLocalStorage as unknown as AsyncLocalStorageConstructor;
/** The class, the runtime's own where it has one. */
export const AsyncResource = hooks.AsyncResource as AsyncResourceConstructor;

/** The default export, for code that imports `node:async_hooks` as a whole. */
const asyncHooks: {
  readonly AsyncLocalStorage: types.AsyncLocalStorageConstructor;
  readonly AsyncResource: types.AsyncResourceConstructor;
} = { AsyncLocalStorage, AsyncResource };
// An alias for a module of Node's needs what that has.
export default asyncHooks;
