// Sets a context for the rest of the running code, where its carrier can.
import { existingRecord } from '../agent/agent.js';
import { warnOnce } from '../agent/warn.js';

/**
 * Makes the context of a Snapshot current for the rest of the running code and for what follows from it.
 *
 * @param snapshot - The Snapshot. Where the end of the running code cannot be seen, nothing happens but a warning: code of other flows would find
 *   the context too.
 * @param member - The member that this is for, as a user writes it.
 * @param remedy - What to call instead.
 * @returns Whether the context was entered.
 */
export function enter(snapshot: object, member: string, remedy: string): boolean {
  if (existingRecord()?.enter?.(snapshot)) return true;
  warnOnce(
    `${member} has no effect in code whose end cannot be seen: outside of any callback, in a listener of the page, and after an ` +
      `await of anything but a pending promise. Use ${remedy}.`,
  );
  return false;
}
