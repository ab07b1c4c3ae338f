// Schedulers that a page puts in place of the engine's after the installation, as fake timers do: whoever lets their time pass runs everybody's callbacks.
import { ownerOf, replace, type Around } from './patch.js';

interface Schedulers {
  readonly setTimeout?: unknown;
  readonly setInterval?: unknown;
  readonly setImmediate?: unknown;
  readonly queueMicrotask?: unknown;
  readonly requestAnimationFrame?: unknown;
  readonly requestIdleCallback?: unknown;
  readonly scheduler?: unknown;
}
const realm = globalThis as Schedulers;

// What is not there is not looked for, and each is looked for by its own name: both are many times as fast.
const hasImmediate = 'setImmediate' in realm;
const hasFrames = 'requestAnimationFrame' in realm;
const hasIdle = 'requestIdleCallback' in realm;

/** What was there when it was looked at last. */
let seen: Schedulers = {};

const look = (): Schedulers => ({
  setTimeout: realm.setTimeout,
  setInterval: realm.setInterval,
  setImmediate: realm.setImmediate,
  queueMicrotask: realm.queueMicrotask,
  requestAnimationFrame: realm.requestAnimationFrame,
  requestIdleCallback: realm.requestIdleCallback,
});

/** The functions that are patched, and the objects that have them, if that is not the global. A list of literals, as in tasks.ts. */
interface Watched {
  readonly object: 'scheduler' | undefined;
  readonly name: string;
  readonly around: Around;
  readonly next: Watched | undefined;
}
let watched: Watched | undefined;

/**
 * Watches a function that is patched.
 *
 * @param name - As in the table: that of a global, or `Scheduler.` and that of a method of the global `scheduler`.
 */
export function watch(name: string, around: Around): void {
  const [owner, member] = name.split('.') as [string, string?];
  watched = { object: member ? 'scheduler' : undefined, name: member ?? owner, around, next: watched };
  seen = look();
}

/** Patches what has been put in place of a function since it was patched. What calls the patched one is tied twice, to the same context. */
export function tieOtherTimers(): void {
  if (
    realm.setTimeout === seen.setTimeout &&
    realm.setInterval === seen.setInterval &&
    realm.queueMicrotask === seen.queueMicrotask &&
    (!hasFrames || realm.requestAnimationFrame === seen.requestAnimationFrame) &&
    (!hasIdle || realm.requestIdleCallback === seen.requestIdleCallback) &&
    (!hasImmediate || realm.setImmediate === seen.setImmediate)
  ) {
    return;
  }
  for (let one = watched; one; one = one.next) {
    replace([], ownerOf(one.object ? realm[one.object] : realm, one.name), one.name, one.around);
  }
  seen = look();
}
