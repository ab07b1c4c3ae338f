// The types of the keyed facade.

/** A key. Keys are compared as in a Map: `1` and `'1'` are two keys, `NaN` equals itself, `0` and `-0` are one key. */
export type Key = string | symbol | number;

/**
 * The dictionary that a child task gets:
 * - `'share'`: that of its parent;
 * - `'copy'`: a deep copy, so that even a change inside a value stays in the child;
 * - `'chain'`: a layer on top of the parent's, so that keys that are set or deleted stay in the child, but a change inside a shared object does not.
 */
export type Inherit = 'share' | 'copy' | 'chain';

/** The options of `context.run`, in front of the function. */
export interface RunOptions {
  /** The policy for this child; by default the policy of the context. */
  inherit?: Inherit | undefined;
}

/** The options of `createContext`. */
export interface ContextOptions<Schema extends object = Record<Key, unknown>> {
  /** The policy of child tasks; by default `'share'`. */
  inherit?: Inherit | undefined;
  /** A name for debugging, which appears in the message of a `NoCurrentTaskError`. */
  name?: string | undefined;
  /**
   * Copies a value for a child with the policy `'copy'`, instead of `structuredClone`. Called for every key, in the parent task.
   *
   * @param value - The parent's value.
   * @param key - Its key.
   * @returns The child's value.
   */
  clone?: (<K extends keyof Schema>(value: Schema[K], key: K) => Schema[K]) | undefined;
}

/**
 * Keys and values that belong to a task: to a call of `run`, everything that it awaits, and everything that it starts.
 *
 * The methods need no `this`.
 *
 * @typeParam Schema - The keys, each with the type of its value.
 */
export interface Context<Schema extends object = Record<Key, unknown>> {
  /** The name given to `createContext`, or the empty string. */
  readonly name: string;
  /** Whether the running code is in a task. */
  readonly active: boolean;
  /**
   * Returns the value of a key.
   *
   * @param key - The key.
   * @param defaultValue - The value to return if the dictionary does not have the key, or there is no task. `undefined` if absent.
   * @returns The value, which may be `undefined`; else the default.
   * @throws TypeError if the key is not a string, symbol or number.
   */
  get<K extends keyof Schema>(key: K): Schema[K] | undefined;
  get<K extends keyof Schema, Default>(key: K, defaultValue: Default): Schema[K] | Default;
  /**
   * Sets the value of a key in the task's dictionary.
   *
   * @param key - The key.
   * @param value - The value. `undefined` is a value like any other.
   * @throws NoCurrentTaskError outside a task; TypeError if the key is not a string, symbol or number.
   */
  set<K extends keyof Schema>(key: K, value: Schema[K]): void;
  /**
   * Whether the dictionary has a key, even if its value is `undefined`.
   *
   * @param key - The key.
   * @returns `true` if it does; `false` if not, or outside a task.
   * @throws TypeError if the key is not a string, symbol or number.
   */
  has(key: keyof Schema): boolean;
  /**
   * Deletes a key, so that `has` returns false. With the policy `'chain'` the parent keeps the key.
   *
   * @param key - The key.
   * @returns Whether the dictionary had the key.
   * @throws NoCurrentTaskError outside a task; TypeError if the key is not a string, symbol or number.
   */
  delete(key: keyof Schema): boolean;
  /**
   * Deletes all keys. With the policy `'chain'` it discards what this task's layer has set and deleted, so that all keys of the parent show again.
   *
   * @throws NoCurrentTaskError outside a task.
   */
  clear(): void;
  /** Returns the current keys in a new array, in the order in which they were added, those of a parent first. It is empty outside a task. */
  keys(): (keyof Schema)[];
  /** Returns the current keys with their values in a new array, in the order of `keys`. It is empty outside a task. */
  entries(): { [K in keyof Schema]-?: [key: K, value: Schema[K]] }[keyof Schema][];
  /**
   * Calls a function as a task: a root task with an empty dictionary if there is no current task, else a child of the current task.
   *
   * @param fn - The function, called with `undefined` as its `this`.
   * @param args - Its arguments.
   * @returns What the function returns.
   * @throws TypeError if `fn` is not callable, or the policy is `'copy'` and a value cannot be copied; else whatever the function throws.
   */
  run<Args extends unknown[], Result>(fn: (this: void, ...args: Args) => Result, ...args: Args): Result;
  /**
   * Calls a function as a task, with a policy for this child.
   *
   * @param options - The policy.
   * @param fn - The function, called with `undefined` as its `this`.
   * @param args - Its arguments.
   * @returns What the function returns.
   * @throws TypeError if an option or the policy is unknown, `fn` is not callable, or the policy is `'copy'` and a value cannot be copied; else whatever
   *   the function throws.
   */
  run<Args extends unknown[], Result>(options: RunOptions, fn: (this: void, ...args: Args) => Result, ...args: Args): Result;
  /**
   * Calls a function as a root task with an empty dictionary, wherever it is called.
   *
   * @param fn - The function, called with `undefined` as its `this`.
   * @param args - Its arguments.
   * @returns What the function returns.
   * @throws TypeError if `fn` is not callable; else whatever the function throws.
   */
  isolate<Args extends unknown[], Result>(fn: (this: void, ...args: Args) => Result, ...args: Args): Result;
  /**
   * Ties a function to the current task, or to no task outside one, and to the values of all other contexts and Variables. It is `Snapshot.wrap`.
   *
   * @param fn - The function.
   * @returns A function with the same `length` and the name `wrapped …` that runs `fn` in that context, and passes on its `this` and its arguments.
   * @throws TypeError if `fn` is not callable.
   */
  bind<Fn extends (this: never, ...args: never[]) => unknown>(fn: Fn): Fn;
}
