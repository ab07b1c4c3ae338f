// Called just before a function suspends: it leaves its context, and what is awaited runs in it.
import type { Activation } from '../agent/switch.js';
import { enter as enterContext, leave } from './activations.js';
import { open, tieAwaited, tieThenable } from './thenable.js';

/**
 * Called with the operand of `await`, whose outcome comes to `enter`.
 *
 * @returns What is awaited instead.
 */
export function suspend<T>(activation: Activation | undefined, value?: T): T {
  if (activation === undefined) return value as T;
  const result = tieAwaited(value);
  leave(activation);
  return result as T;
}

/** Called with what was awaited, if anything. Returns its outcome. */
export const enter = <T>(activation: Activation | undefined, value?: T): T => open(enterContext(activation, value)) as T;

/**
 * Called with what is yielded, returned, or awaited last: what comes out of it goes elsewhere.
 *
 * @returns What is handed on instead.
 */
export function pass<T>(activation: Activation | undefined, value?: T): T {
  if (activation === undefined) return value as T;
  const result = tieThenable(value);
  leave(activation);
  return result as T;
}
