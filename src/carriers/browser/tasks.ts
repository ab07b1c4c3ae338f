// Tasks: the contexts in which they were started, kept on the objects that fire their events.
import type { Around } from './patch.js';
import { strangers, type TaskRow } from './policy.js';
import { currentContext, EMPTY, touch, type Context } from './segments.js';
import { createWeakMap } from './objects.js';

const { apply } = Reflect;
const { EventTarget } = globalThis;
// Our own listeners are between us and the engine.
const addEventListener = (EventTarget as typeof EventTarget | undefined)?.prototype.addEventListener as Function;

const isObject = (value: unknown): value is Record<string, any> => typeof value === 'object' && value !== null;

/** The tasks of an object, the last started first. A list of literals: arrays would show contexts to a page that tampers with theirs. */
interface Task {
  readonly row: TaskRow;
  readonly context: Context;
  readonly next: Task | undefined;
}
const tasks = createWeakMap<object, Task | undefined>();

/** Whether there has been a task in a context at all: if not, none is to be forgotten. */
let isAnyNoted = false;

/** Whether a start is of any account. */
export const isOfAccount = (): boolean => isAnyNoted || currentContext() !== EMPTY;

/** The list without some tasks; with none left out, in reverse. */
function reversed(list: Task | undefined, isOver?: (task: Task) => unknown): Task | undefined {
  let result: Task | undefined;
  for (let task = list; task; task = task.next) {
    if (!isOver?.(task)) result = { row: task.row, context: task.context, next: result };
  }
  return result;
}

/** Notes a context for the events of a task on an object, instead of that of the same task before, or that there is none. */
export function note(target: object, row: TaskRow, context: Context | undefined): void {
  let rest = tasks.get(target);
  // An event that finds nothing noted is transparent, as it is in the empty context: no need to remember that one.
  if (!rest && (!context || context === EMPTY)) return;
  isAnyNoted = true;
  if (row.counts === 'first') for (let task = rest; task; task = task.next) if (task.row === row) return;
  if (row.counts !== 'each') rest = reversed(reversed(rest, task => task.row === row));
  tasks.set(target, context ? { row, context, next: rest } : rest);
}

/**
 * Takes the context of an event: that of the last task that has such events; if each start has one of its own, that of the first of them.
 * What is over with the event is forgotten.
 *
 * @returns nothing, if the event is of no task
 */
function take(target: object, type: string): Context | undefined {
  const first = tasks.get(target);
  if (!first) return undefined;
  let found: Task | undefined;
  for (let task: Task | undefined = first; task; task = task.next) {
    if (task.row.events[type] && (!found || found.row === task.row)) found = task;
  }
  const isOver = (task: Task) =>
    task.row.last?.[type] && !task.row.stays?.(type, target) && (task === found || task.row.counts !== 'each');
  tasks.set(target, reversed(reversed(first, isOver)));
  return found?.context;
}

/** What events have taken: the first listener asks, and the others are to see the same, whatever that one has started. */
const taken = createWeakMap<object, Context | null>();

/** The context of an event; nothing, if it is the dispatcher's. */
export function contextOf(event: Event | undefined): Context | undefined {
  if (!event?.isTrusted) return undefined;
  let context = taken.get(event);
  if (context === undefined) {
    const { target, type } = event;
    // An error that is reported is nobody's, though it may be reported at once.
    context = (target as unknown) === globalThis || strangers[type] ? EMPTY : (take(target as object, type) ?? null);
    taken.set(event, context);
  }
  return context ?? undefined;
}

/** What is registered for the events that end a task, so that it is over even if nobody else listens. */
const settle = (event: Event): void => void contextOf(event);

/** Starts a task on an object. */
export function start(target: unknown, row: TaskRow): void {
  if (!isObject(target)) return;
  touch();
  const context = currentContext();
  note(target, row, context);
  if (row.also) note(target[row.also], row, context);
  if (context !== EMPTY) for (const type in row.last) apply(addEventListener, target, [type, settle, true]);
}

/** What a function of a row says of an object, which may be any. */
function ask(fn: ((target: Record<string, any>) => unknown) | undefined, target: unknown): unknown {
  try {
    return fn?.(target as Record<string, any>);
  } catch {
    return undefined;
  }
}

/** Stands around what starts a task. */
export const starting =
  (row: TaskRow): Around =>
  (fn, thisArgument, args) => {
    if (!isOfAccount()) return apply(fn, thisArgument, args);
    const target = row.on ? ask(row.on, thisArgument) : thisArgument;
    const before = isObject(target) ? tasks.get(target) : undefined;
    const state = ask(row.state, target);
    let isStarted = false;
    try {
      // Before the call, since it may fire the first events. What is no target at all is left to the call to complain about.
      ask(() => start(target, row), target);
      const result = apply(fn, thisArgument, args);
      isStarted = !row.state || ask(row.state, target) !== state;
      if (result instanceof EventTarget) start(result, row);
      return result;
    } finally {
      if (!isStarted && isObject(target)) tasks.set(target, before);
    }
  };

/** Stands around what ends a task. */
export const ending =
  (row: TaskRow): Around =>
  (fn, thisArgument, args) => {
    if (isObject(thisArgument)) {
      note(thisArgument, row, undefined);
      if (row.also) note(thisArgument[row.also], row, undefined);
    }
    return apply(fn, thisArgument, args);
  };
