// Makes a context current for the rest of the running code, if the carrier can.
import { existingRecord } from '../agent/agent.js';
import { warnOnce } from '../agent/warn.js';

/**
 * Makes the context of a Snapshot current for the rest of the running code and for everything that it starts. If the end of the running code is not
 * known, only warns, because code of other flows would find the context too.
 *
 * @param snapshot - The Snapshot.
 * @param member - The calling member, as a user writes it, for the warning.
 * @param remedy - The call to use instead, for the warning.
 * @returns Whether the context was entered.
 */
export function enter(snapshot: object, member: string, remedy: string): boolean {
  if (existingRecord()?.enter?.(snapshot)) return true;
  warnOnce(
    `${member} did nothing: it works only where the end of the running code is known. That is not so at top level, in an event listener, and after an ` +
      `await of anything but a pending promise. Use ${remedy}.`,
  );
  return false;
}
