// The ponyfill: exports the engine's own AsyncContext, or else the library's. It does not define the global `AsyncContext`.
import { createCarrier } from '#carrier';
import { realmRecord } from './realm.js';
import { isAsyncContext } from './spec/async-context.js';
import type * as types from './index.js';

// The constructors' types are interfaces, so that they describe an engine's own objects as well as the library's. They are declared in the entry,
// beside the values of the same names: only if type and value are one symbol can TypeScript write `import("asynccontext").Variable` into the
// declarations of a library that exports a Variable.

/** The options of `new AsyncContext.Variable()`. */
export interface VariableOptions<T> {
  /** A name for debugging. Converted to a string; the empty string if absent. */
  name?: string;
  /** The value that `get` returns outside any `run` of the Variable; `undefined` if absent. */
  defaultValue?: T | undefined;
}

/**
 * A value that follows the flow of a program.
 *
 * @typeParam T - The type of the value.
 * @typeParam Default - The type of the default value. If it is not given, `get` may return `undefined` as well. A Variable with a default can be
 *   passed wherever a `Variable<T>` is expected.
 * @see https://tc39.es/proposal-async-context/#sec-asynccontext-variable-objects
 */
export interface Variable<T, Default = T | undefined> {
  /**
   * The name given to the constructor, or the empty string.
   *
   * @throws TypeError if `this` is not a Variable.
   * @see https://tc39.es/proposal-async-context/#sec-asynccontext-variable.prototype.name
   */
  readonly name: string;
  /**
   * Returns the value in the current context.
   *
   * @returns The value set by the innermost `run` around this code, or around the code that started this code; else the default.
   * @throws TypeError if `this` is not a Variable.
   * @see https://tc39.es/proposal-async-context/#sec-asynccontext-variable.prototype.get
   */
  get(): T | Default;
  /**
   * Calls a function in a context where this Variable has a value: during the call, and in everything that the function starts.
   *
   * @param value - The value. `undefined` is a value like any other, not the default.
   * @param func - The function, called with `undefined` as its `this`.
   * @param args - Its arguments.
   * @returns What the function returns.
   * @throws TypeError if `this` is not a Variable or `func` is not callable; else whatever the function throws. In every case the context
   *   before the call is current again.
   * @see https://tc39.es/proposal-async-context/#sec-asynccontext-variable.prototype.run
   */
  run<Args extends unknown[], Result>(value: T, func: (this: void, ...args: Args) => Result, ...args: Args): Result;
  readonly [Symbol.toStringTag]: string;
}

/** The type of `AsyncContext.Variable`. */
export interface VariableConstructor {
  /**
   * Makes a Variable.
   *
   * @param options - The name and the default value, read in this order. A value that is not an object is ignored.
   * @returns The Variable.
   * @throws TypeError if called without `new`, or if the name is a symbol; else whatever a getter or the conversion of the name throws. In a browser
   *   the first Variable also throws a TypeError if the realm was locked down after the library was loaded, or if the page's options are wrong.
   * @see https://tc39.es/proposal-async-context/#sec-asynccontext-variable
   */
  new <T>(options: VariableOptions<T> & { defaultValue: T }): Variable<T, T>;
  new <T = unknown>(options?: VariableOptions<T>): Variable<T>;
  readonly prototype: Variable<unknown>;
}

/**
 * A captured context, in which code can be run later.
 *
 * @see https://tc39.es/proposal-async-context/#sec-asynccontext-snapshot-objects
 */
export interface Snapshot {
  /**
   * Calls a function in the context in which this Snapshot was made.
   *
   * @param func - The function, called with `undefined` as its `this`.
   * @param args - Its arguments.
   * @returns What the function returns.
   * @throws TypeError if `this` is not a Snapshot or `func` is not callable; else whatever the function throws. In every case the context
   *   before the call is current again.
   * @see https://tc39.es/proposal-async-context/#sec-asynccontext-snapshot.prototype.run
   */
  run<Args extends unknown[], Result>(func: (this: void, ...args: Args) => Result, ...args: Args): Result;
  readonly [Symbol.toStringTag]: string;
}

/** The type of `AsyncContext.Snapshot`. */
export interface SnapshotConstructor {
  /**
   * Captures the current context.
   *
   * @returns The Snapshot.
   * @throws TypeError if called without `new`.
   * @see https://tc39.es/proposal-async-context/#sec-asynccontext-snapshot
   */
  new (): Snapshot;
  /**
   * Ties a function to the current context.
   *
   * @param fn - The function.
   * @returns A function that runs `fn` in the context in which `wrap` was called, and passes on its `this` and its arguments. It has the same `length`
   *   and the name `wrapped …`, and is not a constructor.
   * @throws TypeError if `fn` is not callable; whatever its `length` and `name` throw when they are read.
   * @see https://tc39.es/proposal-async-context/#sec-asynccontext-snapshot.wrap
   */
  wrap<Fn extends (this: never, ...args: never[]) => unknown>(fn: Fn): Fn;
  readonly prototype: Snapshot;
}

/**
 * The namespace object.
 *
 * @see https://tc39.es/proposal-async-context/#sec-asynccontext-object
 */
export interface AsyncContextObject {
  readonly Variable: VariableConstructor;
  readonly Snapshot: SnapshotConstructor;
  readonly [Symbol.toStringTag]: string;
}

const { AsyncContext: own } = globalThis as { AsyncContext?: unknown };

/** The namespace object of the TC39 proposal. */
export const AsyncContext = (isAsyncContext(own) ? own : realmRecord(createCarrier).intrinsics) as AsyncContextObject;

/** The types of `AsyncContext`'s objects, under the names that they have on the global. */
export declare namespace AsyncContext {
  export type Variable<T, Default = T | undefined> = types.Variable<T, Default>;
  export type VariableOptions<T> = types.VariableOptions<T>;
  export type Snapshot = types.Snapshot;
}

export const { Variable, Snapshot } = AsyncContext;
