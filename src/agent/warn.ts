// Warnings: said once, through the console if there is one.
import { create } from '../intrinsics.js';

const said: Record<string, boolean> = create(null);

/**
 * Warns of a degradation, once a message and copy of the library.
 *
 * @param message - What is lost and what to do about it.
 */
export function warnOnce(message: string): void {
  if (said[message]) return;
  said[message] = true;
  try {
    (globalThis as { console?: { warn?(text: string): void } }).console?.warn?.(`asynccontext: ${message}`);
  } catch {
    // A console of the page's, which is not to end what runs.
  }
}
