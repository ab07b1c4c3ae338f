// Warnings: each printed once, if there is a console.
import { create } from '../intrinsics.js';

const said: Record<string, boolean> = create(null);

/**
 * Warns of a degradation. Each copy of the library prints a message once.
 *
 * @param message - The loss, and its remedy.
 */
export function warnOnce(message: string): void {
  if (said[message]) return;
  said[message] = true;
  try {
    (globalThis as { console?: { warn?(text: string): void } }).console?.warn?.(`asynccontext: ${message}`);
  } catch {
    // An error of a console of the page must not end the running code.
  }
}
