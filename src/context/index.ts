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
 * The value of the global property, which all copies of the library in the realm share. It has functions, and no values. A script that finds it
 * gets what `import 'asynccontext/context'` would give it. The `v1` in the property's name is the version of this layout.
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

/** The context that all modules of the realm share. Child tasks share the dictionary of their parent unless `run` is given another policy. */
export const { context } = facade;

/**
 * Makes a separate context, to which no global leads.
 *
 * @typeParam Schema - The keys, each with the type of its value.
 * @param options - The policy of child tasks, a name, and a function that copies a value.
 * @returns The context.
 * @throws TypeError if an option is unknown or of the wrong type.
 */
export const { createContext } = facade;

/** Thrown by `set`, `delete` and `clear` outside a task. */
export const { NoCurrentTaskError } = facade;

export default context;
