// Patches the APIs of the table that take callbacks.
import { bindCallback, bindToCurrent } from './callbacks.js';
import { ownerOf, replace, type Around, type Put } from './patch.js';
import { calls, entries, observer, type Places } from './policy.js';
import { EMPTY } from './segments.js';
import { createWeakMap } from './objects.js';

const { apply } = Reflect;
const { create } = Object;

/** Ties the callbacks among the arguments of a call to the current context. */
const binding =
  (places: Places): Around =>
  (fn, thisArgument, args) => {
    for (const place of places) {
      if (typeof place === 'string') {
        const options = args[0];
        const callback = typeof options === 'object' && options !== null && (options as Record<string, unknown>)[place];
        if (typeof callback === 'function') {
          // The options are the caller's: an object that inherits from them has the tied callback in its place.
          args[0] = create(options as object, { [place]: { value: bindToCurrent(callback), configurable: true } });
        }
      } else {
        const index = place < 0 ? args.length + place : place;
        if (typeof args[index] === 'function') args[index] = bindToCurrent(args[index]);
      }
    }
    return apply(fn, thisArgument, args);
  };

/** The prototypes of entries that are patched. */
const patched = createWeakMap<object, Record<string, true>>();

/** Patches the methods of an entry, as soon as there is one, and those of what they return. */
const handingOut: Around = (fn, thisArgument, args) => {
  const entry = apply(fn, thisArgument, args);
  for (const method in entry && entries.methods) {
    const owner = ownerOf(entry as object, method);
    if (!owner) continue;
    let done = patched.get(owner);
    if (!done) patched.set(owner, (done = create(null) as Record<string, true>));
    const places = entries.methods[method] as Places;
    if (!done[method]) replace([], owner, method, places.length ? binding(places) : handingOut);
    done[method] = true;
  }
  return entry;
};

/** Patches the functions of the table that are wanted. */
export function patchCallbacks(put: Put, isWanted: (name: string) => boolean): void {
  for (const name in calls) if (isWanted(name)) put(name, binding(calls[name] as Places));
  if (isWanted(entries.name)) put(entries.source, handingOut);
  if (isWanted(observer.name)) {
    put(observer.names, (fn, thisArgument, args) => {
      if (typeof args[0] === 'function') args[0] = bindCallback(args[0], EMPTY);
      return apply(fn, thisArgument, args);
    });
  }
}
