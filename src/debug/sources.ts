// The texts of scripts, and places in them.
import { host } from '#debug-host';
import { codeOf, offsetOf, placeOf, type Code } from './function-list.js';
import type { Frame } from './stack.js';

const texts = new Map<string, string | undefined>();
const asked = new Map<string, Promise<unknown>>();

/** Reads scripts. Returns a promise to wait for, if not all texts are available yet. */
export function read(urls: Iterable<string>): Promise<unknown> | undefined {
  const missing: Promise<unknown>[] = [];
  for (const url of new Set(urls)) {
    if (host.isInternal(url) || texts.has(url)) continue;
    let asking = asked.get(url);
    if (asking === undefined) {
      const text = host.read(url);
      if (typeof text !== 'object') {
        texts.set(url, text);
        continue;
      }
      asking = text.then(found => texts.set(url, found));
      asked.set(url, asking);
    }
    missing[missing.length] = asking;
  }
  return missing.length > 0 ? Promise.all(missing) : undefined;
}

/** The code of a script, if its text was read and can be parsed. */
export function codeAt(url: string): Code | undefined {
  const text = texts.get(url);
  return text === undefined ? undefined : codeOf(text);
}

/** A place in a script. */
export interface Place {
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

/** A place as text for people: `src/user.js:12:20`. */
export const show = ({ url, line, column }: Place): string => `${host.show(url)}:${line}:${column}`;

/** The place of a position in a script. */
export const placeIn = (url: string, code: Code, offset: number): Place => ({ url, ...placeOf(code, offset) });

/** The position of a frame in its script. */
export const offsetIn = (code: Code, { line, column }: Frame): number | undefined => offsetOf(code, line, column);

/** Frames of scripts that are not the platform's own. */
export const ofScripts = (stack: readonly Frame[]): Frame[] => stack.filter(({ url }) => !host.isInternal(url));
