// The error for an unexpected value.
import { TypeError } from './intrinsics.js';

const { stringify } = JSON;

/** Describes a value, without running code of the value. */
function describe(value: unknown): string {
  const type = typeof value;
  if (type === 'string') return (value as string).length > 40 ? 'a long string' : stringify(value);
  if (type === 'object') return value === null ? 'null' : 'an object';
  return type === 'function' || type === 'symbol' || type === 'bigint' ? `a ${type}` : `${value as number | boolean | undefined}`;
}

/**
 * The error for a value that a member of the interface does not accept.
 *
 * @param member - The member as a user writes it.
 * @param expected - A description of the values that the member accepts.
 * @param value - The received value.
 */
export const unexpected = (member: string, expected: string, value: unknown): TypeError =>
  new TypeError(`${member}: expected ${expected}, got ${describe(value)}`);
