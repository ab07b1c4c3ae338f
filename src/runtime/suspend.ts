// Called right before a function suspends: leaves the context, and ties an awaited thenable to it.
import type { Activation } from '../agent/switch.js';
import { enter as enterContext, leave } from './realm-activations.js';
import { open, tieAwaited, tieThenable } from './thenable.js';

/**
 * Called with the operand of `await`, whose outcome is passed to `enter`.
 *
 * @returns The value to await instead.
 */
export function suspend<T>(activation: Activation | undefined, value?: T): T {
  if (activation === undefined) return value as T;
  const result = tieAwaited(value);
  leave(activation);
  return result as T;
}

/** Called after a suspension, with the outcome of the await, if there is one. Returns the outcome. */
export const enter = <T>(activation: Activation | undefined, value?: T): T => open(enterContext(activation, value)) as T;

/**
 * Called with a value that is yielded, returned, or awaited last, after which no `enter` follows.
 *
 * @returns The value to use instead.
 */
export function pass<T>(activation: Activation | undefined, value?: T): T {
  if (activation === undefined) return value as T;
  const result = tieThenable(value);
  leave(activation);
  return result as T;
}
