// Finds and makes elements.

/** The element with this id in the page's own HTML. */
export const find = <E extends HTMLElement = HTMLElement>(id: string): E => document.getElementById(id) as E;

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Makes an element.
 *
 * @param attributes - Its attributes: true for an attribute without a value, false or undefined for none. Names that begin with `--` are custom
 *   properties of its style.
 * @param children - Its content. Strings become text, never HTML.
 */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (key.startsWith('--')) element.style.setProperty(key, String(value));
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children);
  return element;
}
