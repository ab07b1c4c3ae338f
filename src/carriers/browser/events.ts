// Events: transparent, but for those that the engine fires because of a task, which show the context in which it was started.
import { apply, create, isCallable, isObject } from '../../intrinsics.js';
import { isOn } from './options.js';
import { EVENTS, handlerOwners, shadowSource, unattributed, tasks, type TaskRow } from './policy.js';
import { isUntouchable, reading } from './callbacks.js';
import { enterEmpty, segment } from './segments.js';
import { addEventListener, contextOf, goOn, removeEventListener, starting } from './tasks.js';
import { createWeakMap } from './objects.js';
import { put } from './resolve.js';

/** The function as which a listener is registered, and back. */
const registered = createWeakMap<object, Function>();
const originals = createWeakMap<object, object>();

/** The types of all events that are not simply transparent. */
const types: Record<string, true | null> = { __proto__: null, ...unattributed };
for (const { events } of tasks) for (const type in events) types[type] = true;

/** Whether the listeners for a type are patched. */
export const isListenedTo = (type: unknown): unknown => isOn(EVENTS) && types[type as string];

/** The type among the arguments of a call, converted here, and once. */
export const typeOf = (args: unknown[]): unknown => (isObject(args[0]) ? (args[0] = `${args[0] as object & string}`) : args[0]);

/** The options among the arguments of a call: if it is an object, what the engine reads of it, once. */
export function optionsOf(args: unknown[], place: number): unknown {
  const options = args[place];
  if (!isObject(options)) return options;
  const read: Record<PropertyKey, unknown> = create(null);
  args[place] = reading(options, (key, value) => (read[key] = value));
  return read;
}

/** The function that a listener is registered as: always the same one, so that the engine finds duplicates and what is to be removed. */
function registeredAs(listener: object): Function {
  let fn = registered.get(listener);
  if (fn) return fn;
  fn = {
    listener(this: unknown, ...args: unknown[]): unknown {
      const event = args[0] as Event | undefined;
      const context = contextOf(event);
      if (!context) return callListener(listener, this, args);
      const result = segment(context, callListener, undefined, [listener, this, args]);
      goOn(event as Event);
      return result;
    },
  }.listener;
  registered.set(listener, fn);
  originals.set(fn, listener);
  return fn;
}

/** Calls a listener as the engine does. */
const callListener = (listener: object, thisArgument: unknown, args: unknown[]): unknown =>
  isCallable(listener) ? apply(listener, thisArgument, args) : apply((listener as { handleEvent: Function }).handleEvent, listener, args);

/** Patches what starts and ends tasks. */
export function patchTasks(rows: readonly TaskRow[]): void {
  for (const row of rows) {
    put(row.starts, starting(row));
    if (row.ends) put(row.ends, starting(row, true));
  }
}

/** Whether handlers of an object are its window's, which are not patched. https://html.spec.whatwg.org/#window-reflecting-body-element-event-handler-set */
const isWindows = (target: unknown): boolean => {
  const name = (target as { localName?: unknown } | undefined)?.localName;
  return name === 'body' || name === 'frameset';
};

/** Patches what registers listeners. */
export function patchListeners(): void {
  put('EventTarget.addEventListener', (fn, target, args) => {
    const listener = args[1];
    const type = typeOf(args);
    if (!types[type as string] || !isObject(listener) || isUntouchable(listener)) return apply(fn, target, args);
    const options = optionsOf(args, 2);
    apply(fn, target, [type, registeredAs(listener), args[2]]);
    // It may have been added as itself before there was a patch: once is enough.
    apply(removeEventListener, target, [type, listener, options]);
  });
  put('EventTarget.removeEventListener', (fn, target, args) => {
    const type = typeOf(args);
    const registeredFn = isObject(args[1]) && registered.get(args[1]);
    if (!registeredFn) return apply(fn, target, args);
    // It may have been added as itself too, for another event.
    const options = optionsOf(args, 2);
    apply(fn, target, args);
    return apply(fn, target, [type, registeredFn, options]);
  });
  put(
    `${handlerOwners}.${Object.keys(types)
      .map(type => `on${type}`)
      .join()}`,
    {
      // A page reads the handler that it has set; the engine calls the function as which it is registered.
      set(fn, target, args) {
        const handler = args[0];
        const isPatched = isCallable(handler) && !isUntouchable(handler) && !isWindows(target);
        return apply(fn, target, isPatched ? [registeredAs(handler)] : args);
      },
      get(fn, target, args) {
        const value = apply(fn, target, args);
        return originals.get(value) ?? value;
      },
    },
  );
}

/**
 * Makes the empty context current, up to the end of the microtasks around, for a handler that is not registered by a patch: one in markup, or from before the
 * installation.
 */
function leave(event: Event): void {
  const path = event.isTrusted ? (event.composedPath() as { onslotchange?: unknown }[]) : [];
  for (let i = 0; i < path.length; i++) {
    const { onslotchange: handler } = path[i]!;
    if (isObject(handler) && !registered.get(handler)) return enterEmpty();
  }
}

/** Patches what makes the trees that slots are in. */
export function patchSlots(): void {
  put(shadowSource, (fn, element, args) => {
    const tree = apply(fn, element, args);
    apply(addEventListener, tree, ['slotchange', leave, true]);
    return tree;
  });
}
