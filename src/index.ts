// The ponyfill: the engine's own AsyncContext where there is one, ours where there is none. It defines no global of that name.
import { createCarrier } from '#carrier';
import { realmRecord } from './realm.js';
import { isAsyncContext } from './spec/async-context.js';
import type * as types from './index.js';

// The constructors' types are interfaces, so that they describe an engine's own objects as well as ours. They stand in the entry, beside
// the values of the same names: only where both are one symbol can TypeScript write `import("asynccontext").Variable` into the
// declarations of a library that exports a Variable.

/** The options of `new AsyncContext.Variable()`. */
export interface VariableOptions<T> {
  /** For people who debug. Converted to a string. */
  name?: string;
  /** The value where no `run` is around. */
  defaultValue?: T | undefined;
}

/**
 * A value that follows the flow of a program.
 *
 * @typeParam T - The type of the value.
 * @typeParam Default - The type of the default. Where that is not said it may be `undefined` as well: a Variable with a default goes wherever a
 *   `Variable<T>` is expected.
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
   * The value in the current context.
   *
   * @returns What the innermost `run` around this code, or around the code that this code was started by, has set; else the default.
   * @throws TypeError if `this` is not a Variable.
   * @see https://tc39.es/proposal-async-context/#sec-asynccontext-variable.prototype.get
   */
  get(): T | Default;
  /**
   * Calls a function with a value for this Variable, in the function and in all that it starts.
   *
   * @param value - The value. `undefined` is a value like any other, not the default.
   * @param func - The function, called with `undefined` as its `this`.
   * @param args - Its arguments.
   * @returns What the function returns.
   * @throws TypeError if `this` is not a Variable or `func` is not callable; else whatever the function throws. The context around the
   *   call is current again in every case.
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
   * @param options - Its name and its default value; read in this order. What is not an object is ignored.
   * @throws TypeError if called without `new`, or if the name is a symbol; whatever a getter or the name's conversion throws.
   * @see https://tc39.es/proposal-async-context/#sec-asynccontext-variable
   */
  new <T>(options: VariableOptions<T> & { defaultValue: T }): Variable<T, T>;
  new <T = unknown>(options?: VariableOptions<T>): Variable<T>;
  readonly prototype: Variable<unknown>;
}

/**
 * A context, kept to run code in it later.
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
   * @throws TypeError if `this` is not a Snapshot or `func` is not callable; else whatever the function throws. The context around the
   *   call is current again in every case.
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
   * @throws TypeError if called without `new`.
   * @see https://tc39.es/proposal-async-context/#sec-asynccontext-snapshot
   */
  new (): Snapshot;
  /**
   * Ties a function to the current context.
   *
   * @param fn - The function.
   * @returns A function with the same `length` and the name `wrapped …` that passes its `this` and its arguments on, and runs `fn` in the
   *   context in which `wrap` was called. It is not a constructor.
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

/** The types of `AsyncContext`'s objects, under the names they have on the global. */
export declare namespace AsyncContext {
  export type Variable<T, Default = T | undefined> = types.Variable<T, Default>;
  export type VariableOptions<T> = types.VariableOptions<T>;
  export type Snapshot = types.Snapshot;
}

export const { Variable, Snapshot } = AsyncContext;
