// A key for caches of tools. It differs between options, and between versions of this package.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { insider } from './own-files.js';

/** The version of this package. */
export const version = (JSON.parse(readFileSync(insider, 'utf8')) as { version: string }).version;

/**
 * Returns the key of some options.
 *
 * @param options - The options. Their values are strings, booleans, regular expressions and arrays of these.
 */
export function keyOf(options: object): string {
  const text = JSON.stringify(options, (_, value: unknown) => (value instanceof RegExp ? String(value) : value));
  return createHash('sha256').update(`${version} ${text}`).digest('hex').slice(0, 16);
}
