// Says what was found: on the console and to listeners, once a place.
import { show } from './sources.js';
import type { Lost } from './lost.js';

const listeners = new Set<(lost: Lost) => void>();
const said = new Map<string, string>();

/** The explanations so far. */
export const explanations = (): string[] => [...said.values()];

/**
 * Calls a function for each value that is missing where it was expected, or is somebody else's; once a place.
 *
 * @param listener - The function.
 * @returns A function that ends that.
 * @throws TypeError if it is no function.
 */
export function onLost(listener: (lost: Lost) => void): () => void {
  if (typeof listener !== 'function')
    throw new TypeError(`asynccontext/debug: onLost: expected a function, got ${listener === null ? 'null' : typeof listener}`);
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

const ids = new WeakMap<object, number>();
let last = 0;

/** Says it, unless that was done. */
export function say(lost: Lost): void {
  const { variable, get, lost: at, cause, text } = lost;
  let id = ids.get(variable);
  if (id === undefined) ids.set(variable, (id = ++last));
  const key = [id, cause, get && show(get), show(at)].join();
  if (said.has(key)) return;
  said.set(key, text);
  const { console } = globalThis as { console?: { warn(text: string): void; error(error: unknown): void } };
  console?.warn(text);
  for (const listener of listeners) {
    try {
      listener(lost);
    } catch (error) {
      console?.error(error);
    }
  }
}
