// The rig's interface for suites. In Node, where there is no rig, only `where` has a value.

interface Rig {
  readonly where: string;
  readonly browser: string;
  click(selector: string): Promise<void>;
  type(selector: string, text: string): Promise<void>;
}

const rig = (globalThis as { __rig?: Rig }).__rig;

/** The place where the suite runs: a name from suites.mjs (`page`, `service-worker` …), or `node`. */
export const where: string = rig?.where ?? 'node';

/** `chromium`, `firefox` or `webkit`; undefined in Node. */
export const browser: string | undefined = rig?.browser;

/**
 * Clicks on an element of the page like a user: the events are trusted.
 * @param selector CSS selector of the element
 * @throws {Error} if there is no such element, or if the suite does not run in a page of its own
 */
export const click = (selector: string): Promise<void> => need().click(selector);

/**
 * Types into an element of the page like a user: the events are trusted.
 * @param selector CSS selector of the element
 * @param text the keys to press one by one; `\n` is Enter
 * @throws {Error} if there is no such element, or if the suite does not run in a page of its own
 */
export const type = (selector: string, text: string): Promise<void> => need().type(selector, text);

function need(): Rig {
  if (!rig) throw new Error('click and type work only in a browser');
  return rig;
}
