// What stands around the operand of a suspension.
import type { Activation } from '../agent/switch.js';
import { leave } from './activations.js';
import { tieThenable } from './thenable.js';

/**
 * Called with the operand of `await` or `yield`, just before.
 *
 * @returns What is awaited or yielded instead.
 */
export function suspend<T>(activation: Activation | undefined, value?: T): T {
  if (activation === undefined) return value as T;
  const result = tieThenable(value);
  leave(activation);
  return result as T;
}
