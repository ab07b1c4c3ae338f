// Events: listeners run in the dispatcher's context. If the engine fires an event because of a task, they run in the context in which the task was started.
import { apply, create, isCallable, isObject } from '../../intrinsics.js';
import { isOn } from './page-options.js';
import { EVENTS, handlerOwners, shadowSource, unattributed, tasks, type TaskRow } from './policy.js';
import { isUntouchable, reading } from './callbacks.js';
import { enterEmpty, segment } from './segments.js';
import { addEventListener, contextOf, goOn, removeEventListener, starting } from './tasks.js';
import { createWeakMap } from './objects.js';
import { put } from './resolve.js';

/** The function that is registered for a listener, and the listener for such a function. */
const registered = createWeakMap<object, Function>();
const originals = createWeakMap<object, object>();

/** The types of all events whose listeners may run in another context than the dispatcher's. */
const types: Record<string, true | null> = { __proto__: null, ...unattributed };
for (const { events } of tasks) for (const type in events) types[type] = true;

/** Whether the listeners for a type are patched. */
export const isListenedTo = (type: unknown): unknown => isOn(EVENTS) && types[type as string];

/** Returns the type among the arguments of a call. Converts it to a string, in the arguments too, so that it is converted only once. */
export const typeOf = (args: unknown[]): unknown => (isObject(args[0]) ? (args[0] = `${args[0] as object & string}`) : args[0]);

/** Returns the options among the arguments of a call. An object is wrapped, and the result collects the members that the engine reads. */
export function optionsOf(args: unknown[], place: number): unknown {
  const options = args[place];
  if (!isObject(options)) return options;
  const read: Record<PropertyKey, unknown> = create(null);
  args[place] = reading(options, (key, value) => (read[key] = value));
  return read;
}

/** The function that is registered for a listener: always the same, so that the engine finds duplicates, and the listener to remove. */
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

/** Patches the functions that start and end tasks. */
export function patchTasks(rows: readonly TaskRow[]): void {
  for (const row of rows) {
    put(row.starts, starting(row));
    if (row.ends) put(row.ends, starting(row, true));
  }
}

/** Whether the handlers of an object belong to its window, whose handlers are not patched. https://html.spec.whatwg.org/#window-reflecting-body-element-event-handler-set */
const isWindows = (target: unknown): boolean => {
  const name = (target as { localName?: unknown } | undefined)?.localName;
  return name === 'body' || name === 'frameset';
};

/** Patches the functions and properties that register listeners. */
export function patchListeners(): void {
  put('EventTarget.addEventListener', (fn, target, args) => {
    const listener = args[1];
    const type = typeOf(args);
    if (!types[type as string] || !isObject(listener) || isUntouchable(listener)) return apply(fn, target, args);
    const options = optionsOf(args, 2);
    apply(fn, target, [type, registeredAs(listener), args[2]]);
    // The listener itself may have been added before the installation: remove that one, so that it is not called twice.
    apply(removeEventListener, target, [type, listener, options]);
  });
  put('EventTarget.removeEventListener', (fn, target, args) => {
    const type = typeOf(args);
    const registeredFn = isObject(args[1]) && registered.get(args[1]);
    if (!registeredFn) return apply(fn, target, args);
    // The listener itself may have been added too, for another event.
    const options = optionsOf(args, 2);
    apply(fn, target, args);
    return apply(fn, target, [type, registeredFn, options]);
  });
  put(
    `${handlerOwners}.${Object.keys(types)
      .map(type => `on${type}`)
      .join()}`,
    {
      // A page reads back the handler that it has set; the engine calls the registered function.
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
 * Makes the empty context current, up to the end of the region, for a `slotchange` handler that no patch has registered: one in markup, or from
 * before the installation.
 */
function leave(event: Event): void {
  const path = event.isTrusted ? (event.composedPath() as { onslotchange?: unknown }[]) : [];
  for (let i = 0; i < path.length; i++) {
    const { onslotchange: handler } = path[i]!;
    if (isObject(handler) && !registered.get(handler)) return enterEmpty();
  }
}

/** Patches the method that makes shadow trees, so that `leave` is called for their slots. */
export function patchSlots(): void {
  put(shadowSource, (fn, element, args) => {
    const tree = apply(fn, element, args);
    apply(addEventListener, tree, ['slotchange', leave, true]);
    return tree;
  });
}
