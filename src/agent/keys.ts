// Assigns keys to Variables, and reuses the ids of collected Variables.
import { apply } from '../intrinsics.js';
import type { Key } from '../mapping/mapping.js';

// Absent from workerd before its compatibility date of May 2025, and from realms that have removed it.
const Registry = globalThis.FinalizationRegistry as typeof FinalizationRegistry | undefined;
const register = Registry?.prototype.register;

/** Ids to assign again, the last one that was freed first. */
interface FreeIds {
  readonly id: number;
  readonly next: FreeIds | undefined;
}

/**
 * Makes an allocator of keys.
 *
 * A program may make Variables without end. So a new Variable gets the id of a collected one: else the trie would grow with each. Without
 * FinalizationRegistry ids are not reused.
 *
 * @returns A function that assigns a new key to a Variable, for the Variable's lifetime.
 */
export function createKeys(): (owner: object) => Key {
  let free: FreeIds | undefined;
  let used = 0;
  let serial = 0;
  const registry =
    Registry &&
    new Registry<number>(id => {
      free = { id, next: free };
    });
  return owner => {
    let id: number;
    if (free) ({ id, next: free } = free);
    else id = used++;
    if (registry) apply(register as Function, registry, [owner, id]);
    return { id, serial: ++serial };
  };
}
