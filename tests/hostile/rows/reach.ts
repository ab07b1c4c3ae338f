// Looks for a secret wherever a script can look.
import type { Page } from '../row.js';

/** What is looked for. */
export interface Secret {
  readonly secret: true;
}

/** Whatever can be reached from some values by properties, prototypes, accessors that are called, and the stores of storages. */
export function reaches(roots: readonly unknown[], secret: unknown): boolean {
  const known = new Set<unknown>();
  const queue: unknown[] = [...roots];
  while (queue.length > 0) {
    const value = queue.pop();
    if (value === secret) return true;
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || known.has(value)) continue;
    known.add(value);
    if (known.size > 20_000) return false;
    let keys: readonly PropertyKey[] = [];
    try {
      keys = Reflect.ownKeys(value);
      queue.push(Object.getPrototypeOf(value));
    } catch {
      continue;
    }
    for (const key of keys) {
      try {
        const own = Object.getOwnPropertyDescriptor(value, key)!;
        queue.push(own.value, own.get, own.set);
        // An accessor of the object's own tells no more than the object, unless it looks elsewhere.
        if (own.get && value !== globalThis) queue.push(Reflect.apply(own.get, value, []));
      } catch {
        // Not to be asked.
      }
    }
    try {
      if (value instanceof Map || value instanceof Set) for (const each of value) queue.push(each);
    } catch {
      // One that was derived, and counts on more.
    }
  }
  return false;
}

/** Code that handles a secret in every way that the library has, some of it watched. */
export function handle(
  { AsyncContext: { Variable, Snapshot } }: Page,
  secret: Secret,
  inside: () => unknown = () => {},
): { leaks: unknown[]; check: (value: unknown) => boolean } {
  const variable = new Variable<Secret>({ name: 'secret' });
  const leaks: unknown[] = [];
  variable.run(secret, () => {
    const snapshot = new Snapshot();
    const wrapped = Snapshot.wrap(() => {});
    leaks.push(snapshot, wrapped, inside());
    leaks.push(snapshot.run(() => inside()));
    wrapped();
  });
  return { leaks, check: value => value === secret };
}

/** Replaces a property while a function is called. */
export function meanwhile(object: object, key: PropertyKey, descriptor: PropertyDescriptor, fn: () => void): void {
  const before = Object.getOwnPropertyDescriptor(object, key);
  Object.defineProperty(object, key, { configurable: true, ...descriptor });
  try {
    fn();
  } finally {
    if (before) Object.defineProperty(object, key, before);
    else Reflect.deleteProperty(object, key);
  }
}
