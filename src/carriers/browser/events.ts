// Events: transparent, but for those that the engine fires because of a task, which show the context in which it was started.
import { replaceAccessor, replaceConstructor, replaceFunction, resolvePath, type Undo } from './patch.js';
import { tasks, type TaskRow } from './policy.js';
import { currentContext, EMPTY, segment, touch, type Context } from './segments.js';
import { createWeakMap } from './weak-map.js';

const { apply } = Reflect;

/** The contexts of the tasks on an object, by the type of event. */
const contexts = createWeakMap<object, Record<string, Context | undefined>>();
/** What listeners are registered as, and back. */
const registered = createWeakMap<object, Function>();
const listeners = createWeakMap<object, object>();

/** The types of all events of tasks. */
const types: Record<string, true> = Object.create(null);
for (const { events } of tasks) for (const type of events) types[type] = true;

/** Notes the current context for the events of a task on an object. */
function start(target: unknown, row: TaskRow): void {
  touch();
  note(target, row, currentContext());
}

/** Notes a context, or that there is none, for the events of a task on an object and on the member of it that fires the same. */
function note(target: unknown, { events, also }: TaskRow, context: Context | undefined): void {
  if (typeof target !== 'object' || target === null) return;
  noteOn(target, events, context);
  const other = also === undefined ? undefined : (target as Record<string, unknown>)[also];
  if (typeof other === 'object' && other !== null) noteOn(other, events, context);
}

function noteOn(target: object, events: readonly string[], context: Context | undefined): void {
  let noted = contexts.get(target);
  if (noted === undefined) {
    // An event that finds nothing noted is transparent, as it is in the empty context: no need to remember that one.
    if (context === undefined || context === EMPTY) return;
    contexts.set(target, (noted = Object.create(null) as Record<string, Context | undefined>));
  }
  for (let i = 0; i < events.length; i++) noted[events[i] as string] = context;
}

/** The function that a listener is registered as: always the same one, so that the engine finds duplicates and what is to be removed. */
function registeredAs(listener: object): Function {
  let fn = registered.get(listener);
  if (fn !== undefined) return fn;
  fn = {
    listener(this: unknown, ...args: unknown[]): unknown {
      const event = args[0] as Event | undefined;
      const context = event?.isTrusted ? contexts.get(event.target as object)?.[event.type] : undefined;
      return context === undefined ? callListener(listener, this, args) : segment(context, callListener, undefined, [listener, this, args]);
    },
  }.listener;
  registered.set(listener, fn);
  listeners.set(fn, listener);
  return fn;
}

/** Calls a listener as the engine does. */
const callListener = (listener: object, thisArgument: unknown, args: unknown[]): unknown =>
  typeof listener === 'function'
    ? apply(listener, thisArgument, args)
    : apply((listener as { handleEvent: Function }).handleEvent, listener, args);

const isListener = (value: unknown): value is object =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);

const isTaskEvent = (type: unknown): boolean => typeof type === 'string' && types[type] === true;

/** Patches what starts and ends tasks, and what registers listeners; notes what undoes each. */
export function patchEvents(undo: Undo[]): void {
  const noted = (step: Undo | undefined) => void (step && undo.push(step));
  for (const row of tasks) {
    for (const path of row.starts) {
      const { object, key } = resolvePath(path);
      const onResult = (result: unknown) => (start(result, row), result);
      if (row.on === 'this') noted(replaceFunction(object, key, (args, self) => (start(self, row), args)));
      else if (object === globalThis) noted(replaceConstructor(object, key, args => args, onResult));
      else noted(replaceFunction(object, key, args => args, onResult));
    }
    for (const path of row.ends ?? []) {
      const { object, key } = resolvePath(path);
      noted(
        replaceFunction(object, key, (args, self) => {
          note(self, row, undefined);
          return args;
        }),
      );
    }
  }
  const prototype = (globalThis as { EventTarget?: typeof EventTarget }).EventTarget?.prototype;
  if (prototype === undefined) return;
  const { removeEventListener } = prototype;
  noted(
    replaceFunction(prototype, 'addEventListener', args => {
      if (isTaskEvent(args[0]) && isListener(args[1])) args[1] = registeredAs(args[1]);
      return args;
    }),
  );
  noted(
    replaceFunction(prototype, 'removeEventListener', (args, self) => {
      const fn = isListener(args[1]) ? registered.get(args[1]) : undefined;
      if (fn !== undefined) {
        // It may have been added as itself too: before there was a patch, or for another event.
        apply(removeEventListener, self, args);
        args[1] = fn;
      }
      return args;
    }),
  );
  for (const type in types) for (const owner of ownersOf(`on${type}`)) noted(patchHandler(owner, `on${type}`));
}

/** The prototypes that have an event handler property. */
function ownersOf(key: string): object[] {
  const owners: object[] = [];
  for (const name of handlerOwners) {
    const prototype = (globalThis as Record<string, { prototype?: object } | undefined>)[name]?.prototype;
    if (prototype && Object.getOwnPropertyDescriptor(prototype, key)) owners.push(prototype);
  }
  return owners;
}

const handlerOwners = [
  'XMLHttpRequestEventTarget', 'XMLHttpRequest', 'FileReader', 'IDBRequest', 'IDBOpenDBRequest', 'IDBTransaction', 'IDBDatabase', 'WebSocket', 'EventSource',
  'Animation',
];

/** Patches an event handler property: what was set is what is read, and what is called is what it is registered as. */
const patchHandler = (owner: object, key: string): Undo | undefined =>
  replaceAccessor(
    owner,
    key,
    value => (listeners.get(value as object) ?? value),
    value => (typeof value === 'function' ? registeredAs(value) : value),
  );
