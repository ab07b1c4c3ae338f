// Searches for a secret everywhere a script can look.
import type { Page } from '../row.js';

/** The value to find. */
export interface Secret {
  readonly secret: true;
}

/** Whether a value can be reached from some others by properties, prototypes, accessors that are called, and the contents of Maps and Sets. */
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
        // An own accessor of an object reveals no more than the object, unless it looks elsewhere; those of the global are not called.
        if (own.get && value !== globalThis) queue.push(Reflect.apply(own.get, value, []));
      } catch {
        // This property cannot be read.
      }
    }
    try {
      if (value instanceof Map || value instanceof Set) for (const each of value) queue.push(each);
    } catch {
      // A derived object that needs more than its prototype.
    }
  }
  return false;
}

/** Uses a secret in every way that the library offers, with a look in the middle. */
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

/** Replaces a property during a call. */
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
