// The keyed facade: a dictionary that belongs to a task.
import { shared } from '../agent/shared.js';
import { createContext as create } from './create-context.js';
import type { Context, ContextOptions, Key } from './interface.js';
import { NoCurrentTaskError as NoTask } from './no-current-task-error.js';

export type { Context, ContextOptions, Inherit, Key, RunOptions } from './interface.js';

/** Thrown by `set`, `delete` and `clear` outside a task. */
export interface NoCurrentTaskError extends Error {
  readonly name: 'NoCurrentTaskError';
}

/** The type of `NoCurrentTaskError`'s constructor. */
export interface NoCurrentTaskErrorConstructor {
  new (message?: string, options?: { cause?: unknown }): NoCurrentTaskError;
  readonly prototype: NoCurrentTaskError;
}

/**
 * The value of the global property, for all copies of the library in the realm: functions, and no value of anybody's. A script that finds it
 * has what `import 'asynccontext/context'` would have given it. The `v1` in its name is the version of this layout.
 */
interface Facade {
  readonly context: Context;
  readonly createContext: <Schema extends object = Record<Key, unknown>>(options?: ContextOptions<Schema>) => Context<Schema>;
  readonly NoCurrentTaskError: NoCurrentTaskErrorConstructor;
}

const facade = shared(
  Symbol.for('asynccontext.context.v1'),
  () => Object.freeze({ __proto__: null, context: create(), createContext: create, NoCurrentTaskError: NoTask }) as Facade,
);

/** The context that everybody in the realm shares who imports it. Its children share their parent's dictionary unless they say otherwise. */
export const { context } = facade;

/**
 * Makes a context of its own, which nobody has but those who are given it.
 *
 * @typeParam Schema - The keys, each with the type of its value.
 * @param options - What a child does with its parent's dictionary, a name, and how to copy a value.
 * @returns The context.
 * @throws TypeError if an option is not what it should be, or there is no such option.
 */
export const { createContext } = facade;

/** Thrown by `set`, `delete` and `clear` outside a task. */
export const { NoCurrentTaskError } = facade;

export default context;
