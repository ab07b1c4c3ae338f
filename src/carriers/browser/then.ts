// Promise reactions in a page whose awaits are transformed: `then` ties them to the current context, and nothing else is patched.
import { NativePromise, prototype } from './microtasks.js';
import { replaceFunction, type Undo } from './patch.js';
import { currentContext, EMPTY, segment, type Context } from './segments.js';

const { getOwnPropertyDescriptor } = Object;

/**
 * Calls a reaction. A thenable that it returns is called from a job, in no context, unless it is resolved with in here and its `then` is ours.
 */
function tied(callback: unknown, context: Context): unknown {
  if (typeof callback !== 'function') return callback;
  return (value: unknown) => segment(context, callback, undefined, [value]);
}

function tieAll(args: unknown[]): unknown[] {
  const context = currentContext();
  // A job starts in the empty context anyway.
  if (context !== EMPTY) for (let i = 0; i < args.length; i++) args[i] = tied(args[i], context);
  return args;
}

/** Whether `then` can be replaced in this realm. */
export const canWrapThen = (): boolean => getOwnPropertyDescriptor(prototype, 'then')?.configurable === true;

/** Replaces `then`, and that of the promises that the global is about, if they are not the engine's. */
export function wrapThen(undo: Undo[]): void {
  const { Promise: Other } = globalThis as { Promise?: PromiseConstructor };
  const prototypes: object[] = [prototype];
  if (typeof Other === 'function' && Other !== NativePromise) prototypes.push(Other.prototype);
  for (const each of prototypes) {
    const step = replaceFunction(each, 'then', tieAll);
    if (step) undo.push(step);
  }
}
