// Schedulers that a page puts in place of the engine's after the installation, as fake timers do: whoever lets their time pass runs everybody's callbacks.
import { ownerOf, replace, type Around } from './patch.js';

type Realm = Record<string, unknown>;

/** A function of the global that is patched, and what it was when it was looked at last. */
interface Watched {
  readonly name: string;
  readonly around: Around;
  seen: unknown;
}
const watched: Watched[] = [];

/** What has to be looked at, too, where one of them was replaced: a function of an object of the global's. */
let others: readonly (readonly [object: string, name: string, around: Around])[] = [];

/**
 * Watches a function that is patched.
 *
 * @param name - `name` of the global, or `Class.name`, where the global of the class's name in lower case has the function.
 */
export function watch(name: string, around: Around): void {
  const [owner, member] = name.split('.') as [string, string?];
  if (member) others = [...others, [owner.toLowerCase(), member, around]];
  else if (typeof (globalThis as Realm)[name] === 'function') watched[watched.length] = { name, around, seen: (globalThis as Realm)[name] };
}

/** Patches what has been put in place of a function since it was patched. What calls the patched one is tied twice, to the same context. */
export function tieOtherTimers(): void {
  let isAny = false;
  for (let i = 0; i < watched.length; i++) {
    const one = watched[i]!;
    if ((globalThis as Realm)[one.name] === one.seen) continue;
    isAny = true;
    replace([], ownerOf(globalThis, one.name), one.name, one.around);
    one.seen = (globalThis as Realm)[one.name];
  }
  if (isAny) for (let i = 0; i < others.length; i++) replace([], ownerOf((globalThis as Realm)[others[i]![0]], others[i]![1]), others[i]![1], others[i]![2]);
}
