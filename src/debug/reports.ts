// Reports explanations on the console and to listeners, once per place.
import { show } from './sources.js';
import type { Lost } from './lost.js';

const listeners = new Set<(lost: Lost) => void>();
const said = new Map<string, string>();

/** The explanations so far. */
export const explanations = (): string[] => [...said.values()];

/**
 * Calls a listener for each place where a value is missing that was expected, or where another flow's value is found; once per place.
 *
 * @param listener - The listener, called with the explanation.
 * @returns A function that removes the listener.
 * @throws TypeError if `listener` is not a function.
 */
export function onLost(listener: (lost: Lost) => void): () => void {
  if (typeof listener !== 'function')
    throw new TypeError(`asynccontext/debug: onLost: expected a function, got ${listener === null ? 'null' : typeof listener}`);
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

const ids = new WeakMap<object, number>();
let last = 0;

/** Reports an explanation, unless the same was reported before. */
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
