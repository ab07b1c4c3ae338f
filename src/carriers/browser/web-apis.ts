// Patches the APIs of the table that take callbacks.
import { apply, create, isCallable, isObject } from '../../intrinsics.js';
import { bindCallback, reading } from './callbacks.js';
import { isOn } from './page-options.js';
import { ownerOf, replace, type Around } from './patch.js';
import { createWeakMap } from './objects.js';
import { calls, ENTRIES, entryMethods, entryReader, entrySource, OBSERVER, observers, opening, REQUEST, sending, type CallRow } from './policy.js';
import { put } from './resolve.js';
import { currentContext, EMPTY, suspend, extendRegion, type Context } from './segments.js';
import { watchTimers } from './timers.js';

/** Ties the callbacks among the arguments of a call to the current context, or to `other`. */
const binding =
  ([, from, to = Infinity, areObjects, areFollowed]: CallRow, other?: Context): Around =>
  (fn, thisArgument, args) => {
    extendRegion();
    const context = other ?? currentContext();
    for (let i = from; i < args.length && i < to; i++) {
      const callback = args[i];
      if (isCallable(callback)) args[i] = bindCallback(callback, context, areFollowed);
      else if (areObjects && isObject(callback)) args[i] = reading(callback, (_, member) => bindCallback(member, context, areFollowed));
    }
    return apply(fn, thisArgument, args);
  };

/** The interceptors of the methods of entries, by name. */
const arounds: Record<string, Around> = create(null);

/** Patches the methods of an entry when the first one is returned, and the methods of the reader that an entry returns. */
const handingOut: Around = (fn, thisArgument, args) => {
  const entry = apply(fn, thisArgument, args);
  for (const method in arounds) replace(ownerOf(entry, method), method, arounds[method]!);
  return entry;
};

for (const row of entryMethods) for (const name of row[0].split(' ')) arounds[name] = binding(row);
arounds[entryReader] = handingOut;

/** Whether a request is synchronous. */
const waiting = createWeakMap<object, boolean>();

/** Patches synchronous requests, because Firefox delivers messages while they wait. */
function patchWaiting(): void {
  put(opening, (fn, request, args) => {
    const result = apply(fn, request, args);
    waiting.set(request as object, args.length > 2 && !args[2]);
    return result;
  });
  put(sending, (fn, request, args) => (isObject(request) && waiting.get(request) ? suspend(fn, request, args) : apply(fn, request, args)));
}

/** Patches the functions of the table that are not switched off. */
export function patchCallbacks(): void {
  for (const row of calls) {
    const around = binding(row);
    const patch = (): void => {
      for (const name of row[0].split(' ')) if (isOn(name)) put(name, around);
    };
    patch();
    if (row !== calls[0]) continue;
    watchTimers(() => {
      patch();
      // The `scheduler` of fake timers is not an instance of `Scheduler`.
      if (isOn('Scheduler.postTask')) put('scheduler.postTask', around);
    });
  }
  if (isOn(REQUEST)) patchWaiting();
  if (isOn(ENTRIES)) put(entrySource, handingOut);
  if (isOn(OBSERVER)) put(observers, binding([observers, 0, 1], EMPTY));
}
