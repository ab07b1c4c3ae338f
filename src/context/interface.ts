// The types of the keyed facade.

/** A key of a value. `1` and `'1'` are two keys; `NaN` is one, and so are `0` and `-0`, as in a Map. */
export type Key = string | symbol | number;

/**
 * How a child task gets the dictionary of its parent:
 * - `'share'`: it uses the same one;
 * - `'copy'`: it gets a deep copy, so that even a change inside a value stays in the child;
 * - `'chain'`: it gets a layer on top, so that what is set and deleted stays in the child, and a change inside a shared object does not.
 */
export type Inherit = 'share' | 'copy' | 'chain';

/** The options of `context.run`, in front of the function. */
export interface RunOptions {
  /** The policy for this child. The context's own if absent. */
  inherit?: Inherit | undefined;
}

/** The options of `createContext`. */
export interface ContextOptions<Schema extends object = Record<Key, unknown>> {
  /** How a child task gets the dictionary of its parent. `'share'` if absent. */
  inherit?: Inherit | undefined;
  /** For people who debug: it is in the message of a `NoCurrentTaskError`. */
  name?: string | undefined;
  /**
   * Copies a value for a child with the policy `'copy'`, in place of `structuredClone`. Called for every key, in the parent task.
   *
   * @param value - The parent's value.
   * @param key - Its key.
   * @returns The child's value.
   */
  clone?: (<K extends keyof Schema>(value: Schema[K], key: K) => Schema[K]) | undefined;
}

/**
 * Values under keys that belong to a task: to a call of `run`, whatever it awaits, and all that it starts.
 *
 * The methods need no `this`.
 *
 * @typeParam Schema - The keys, each with the type of its value.
 */
export interface Context<Schema extends object = Record<Key, unknown>> {
  /** The name given to `createContext`, or the empty string. */
  readonly name: string;
  /** Whether this code runs in a task. */
  readonly active: boolean;
  /**
   * The value of a key.
   *
   * @param key - The key.
   * @param defaultValue - What to return if the dictionary does not have the key, or there is no task. `undefined` if absent.
   * @returns The value, which may be `undefined`, else the default.
   * @throws TypeError if the key is no string, symbol or number.
   */
  get<K extends keyof Schema>(key: K): Schema[K] | undefined;
  get<K extends keyof Schema, Default>(key: K, defaultValue: Default): Schema[K] | Default;
  /**
   * Sets the value of a key in the task's dictionary.
   *
   * @param key - The key.
   * @param value - The value. `undefined` is a value like any other.
   * @throws NoCurrentTaskError outside a task; TypeError if the key is no string, symbol or number.
   */
  set<K extends keyof Schema>(key: K, value: Schema[K]): void;
  /**
   * Whether the dictionary has a key, be its value `undefined`.
   *
   * @returns `false` outside a task.
   * @throws TypeError if the key is no string, symbol or number.
   */
  has(key: keyof Schema): boolean;
  /**
   * Deletes a key, so that `has` is false. In a chain the parent keeps it.
   *
   * @returns Whether the dictionary had it.
   * @throws NoCurrentTaskError outside a task; TypeError if the key is no string, symbol or number.
   */
  delete(key: keyof Schema): boolean;
  /**
   * Deletes all keys. In a chain: all that this task's layer has set or deleted, so that all keys of the parent show again.
   *
   * @throws NoCurrentTaskError outside a task.
   */
  clear(): void;
  /** The keys as they are now, in the order in which they were added; in a chain the parent's first. None outside a task. */
  keys(): (keyof Schema)[];
  /** The keys with their values as they are now, in the order of `keys`. None outside a task. */
  entries(): { [K in keyof Schema]-?: [key: K, value: Schema[K]] }[keyof Schema][];
  /**
   * Calls a function as a task: a root with an empty dictionary where there is no task, else a child of the current one.
   *
   * @param fn - The function, called with `undefined` as its `this`.
   * @param args - Its arguments.
   * @returns What the function returns.
   * @throws TypeError if `fn` is not callable, or the policy is `'copy'` and a value cannot be copied; else whatever the function throws.
   */
  run<Args extends unknown[], Result>(fn: (this: void, ...args: Args) => Result, ...args: Args): Result;
  /**
   * The same with a policy for this child.
   *
   * @param options - The policy.
   * @throws TypeError also for a policy that there is not.
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
   * Ties a function to the current task, or to none, and to everything else that follows the flow of the program: it is `Snapshot.wrap`.
   *
   * @param fn - The function.
   * @returns A function with the same `length` and the name `wrapped …` that passes its `this` and its arguments on.
   * @throws TypeError if `fn` is not callable.
   */
  bind<Fn extends (this: never, ...args: never[]) => unknown>(fn: Fn): Fn;
}
