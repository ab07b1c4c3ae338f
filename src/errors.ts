// The error for a value that is not what was expected.
import { TypeError } from './intrinsics.js';

const { stringify } = JSON;

/** Names a value that was not expected, without running any code of its own. */
function describe(value: unknown): string {
  const type = typeof value;
  if (type === 'string') return (value as string).length > 40 ? 'a long string' : stringify(value);
  if (type === 'object') return value === null ? 'null' : 'an object';
  return type === 'function' || type === 'symbol' || type === 'bigint' ? `a ${type}` : `${value as number | boolean | undefined}`;
}

/**
 * The error for a value that is not what a member of the interface takes.
 *
 * @param member - The member as a user writes it.
 * @param expected - What it takes.
 * @param value - What came.
 */
export const unexpected = (member: string, expected: string, value: unknown): TypeError =>
  new TypeError(`${member}: expected ${expected}, got ${describe(value)}`);
