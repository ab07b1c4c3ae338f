// Patches the APIs of the table that take callbacks.
import { bindCallback, bindToCurrent, reading } from './callbacks.js';
import { ownerOf, replace, type Around, type Put } from './patch.js';
import { calls, ENTRIES, entryMethods, entrySource, OBSERVER, observers, type Calls } from './policy.js';
import { EMPTY } from './segments.js';

const { apply } = Reflect;

/** Ties the callbacks among the arguments of a call to the current context. */
const binding =
  ([, places, areObjects]: Calls[number]): Around =>
  (fn, thisArgument, args) => {
    for (let i = 0; i < places.length; i++) {
      const place = places[i]!;
      const index = place < 0 ? args.length + place : place;
      const callback = args[index];
      if (typeof callback === 'function') args[index] = bindToCurrent(callback);
      else if (areObjects && typeof callback === 'object' && callback) args[index] = reading(callback, (_, member) => bindToCurrent(member));
    }
    return apply(fn, thisArgument, args);
  };

/** What stands around the methods of entries. */
const arounds: Record<string, Around> = Object.create(null);

/** Patches the methods of an entry, as soon as there is one, and those of what they return. */
const handingOut: Around = (fn, thisArgument, args) => {
  const entry = apply(fn, thisArgument, args);
  for (const method in arounds) replace([], ownerOf(entry, method), method, arounds[method]!);
  return entry;
};

for (const row of entryMethods) {
  const around = row[1].length ? binding(row) : handingOut;
  for (const name of row[0].split(' ')) arounds[name] = around;
}

/** Patches the functions of the table that are wanted. */
export function patchCallbacks(put: Put, isWanted: (name: string) => boolean): void {
  for (const row of calls) for (const name of row[0].split(' ')) if (isWanted(name)) put(name, binding(row));
  if (isWanted(ENTRIES)) put(entrySource, handingOut);
  if (isWanted(OBSERVER)) {
    put(observers, (fn, thisArgument, args) => {
      if (typeof args[0] === 'function') args[0] = bindCallback(args[0], EMPTY);
      return apply(fn, thisArgument, args);
    });
  }
}
