// Tasks: the contexts in which they were started, kept on the objects that fire their events.
import { apply, isCallable, isObject } from '../../intrinsics.js';
import { native } from './native-promise.js';
import { createWeakMap } from './objects.js';
import type { Around } from './patch.js';
import { unattributed, type TaskRow } from './policy.js';
import { currentContext, EMPTY, extendRegion, type Context } from './segments.js';

const { EventTarget } = globalThis;
const registering = ((EventTarget as typeof EventTarget | undefined)?.prototype ?? {}) as Record<'addEventListener' | 'removeEventListener', Function>;
// Our own listeners are between us and the engine.
export const addEventListener = native(registering, 'addEventListener');
export const { removeEventListener } = registering;

/** The tasks of an object, the last started first. A list of literals: arrays would show contexts to a page that tampers with theirs. */
interface Task {
  readonly row: TaskRow;
  readonly context: Context;
  readonly next: Task | undefined;
}
const tasks = createWeakMap<object, Task | undefined>();

/** The cause of an object's events: the object on which the task was started; or a function that tells it, if nobody starts tasks on it. */
export const causes = createWeakMap<object, object | ((target: unknown) => Context)>();

/** Whether there has been a task in a context at all: if not, none is to be forgotten. */
let isAnyNoted = false;

/** The list without some tasks; with none left out, in reverse. */
function reversed(list: Task | undefined, isOver?: (task: Task) => unknown): Task | undefined {
  let result: Task | undefined;
  for (let task = list; task; task = task.next) {
    if (!isOver?.(task)) result = { row: task.row, context: task.context, next: result };
  }
  return result;
}

/** Notes a context for the events of a task on an object, instead of that of the same task before, or that there is none. */
function note(target: object, row: TaskRow, context: Context | undefined): void {
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
 * A task that is over with the event is forgotten.
 *
 * @param owner - The object on which the task was started.
 * @returns nothing, if the event is of no task
 */
function take({ target, type }: Event, owner = target as object): Task | undefined {
  const first = tasks.get(owner);
  let found: Task | undefined;
  for (let task = first; task; task = task.next) {
    if (task.row.events[type] && (!found || found.row === task.row)) found = task;
  }
  const isOver = (task: Task) => owner === target && task.row.last?.[type] && !task.row.stays?.(type, target) && (task === found || task.row.counts !== 'each');
  if (first) tasks.set(owner, reversed(reversed(first, isOver)));
  return found;
}

/** The context that an event has taken: that of a task, that of none, or that of the cause of its object. */
interface Taken {
  readonly row?: TaskRow;
  readonly context?: Context;
}
const NOBODYS: Taken = { context: EMPTY };
const DISPATCHED: Taken = {};

/** The contexts that events have taken: the first listener asks, and the others see the same, whatever that one has started. */
const taken = createWeakMap<object, Taken>();

/** The context of an event; nothing, if it is the dispatcher's. */
export function contextOf(event: Event | undefined): Context | undefined {
  if (!event?.isTrusted) return undefined;
  let found = taken.get(event);
  if (!found) {
    const { target, type } = event;
    // An error that is reported is nobody's, though it may be reported at once.
    const cause = causes.get(target as object);
    if (isCallable(cause)) found = { context: cause(target) as Context };
    else found = (target as unknown) === globalThis || unattributed[type] ? NOBODYS : (take(event, cause) ?? DISPATCHED);
    taken.set(event, found);
  }
  return found.context;
}

/** After a listener was called: if the task has been started again without a call that is seen, the context that the event has taken goes on. */
export function goOn(event: Event): void {
  const { row, context } = taken.get(event) as Taken;
  const { target } = event as { target: any };
  if (row?.again?.(target)) note(target, row, context);
}

/** The listener for the events that end a task, so that it is over even if nobody else listens. */
const settle = (event: Event): void => void contextOf(event);

/** The tasks of objects before something was started on them. */
interface Before {
  readonly target: object;
  readonly tasks: Task | undefined;
  readonly next: Before | undefined;
}

/** Starts a task on an object, if it is one, in the context of the call. */
export type Start = (target: unknown, row: TaskRow) => void;

/** Says whether a call that returned has started something. */
type IsStarted = (result: unknown) => boolean;

/** Calls a callback that reads properties of an arbitrary object. An error says that it is no target at all, which is left to the call to complain about. */
function ask<Asked, Answer>(fn: (asked: Asked) => Answer, asked: Asked): Answer | undefined {
  try {
    return fn(asked);
  } catch {
    return undefined;
  }
}

/**
 * Calls a function that starts tasks. If it throws, or if nothing was started after all, they are as they were.
 *
 * @param begin - Starts them before the call, which may fire the first events. What it returns is asked after the call; nothing, if something was started anyway.
 * @param isEnd - Whether tasks are ended instead, whose last events the call fires at once.
 */
export function attempt(fn: Function, thisArgument: unknown, args: unknown[], begin: (start: Start) => IsStarted | void, isEnd?: boolean): unknown {
  const context = currentContext();
  if (!isAnyNoted && context === EMPTY) return apply(fn, thisArgument, args);
  extendRegion();
  let before: Before | undefined;
  const start: Start = (target, row) => {
    if (!isObject(target)) return;
    before = { target, tasks: tasks.get(target), next: before };
    note(target, row, isEnd ? undefined : context);
    if (row.also) causes.set((target as Record<string, object>)[row.also]!, target);
    if (context !== EMPTY) for (const type in row.last) apply(addEventListener, target, [type, settle, true]);
  };
  const isStarted = ask(begin, start);
  let isDone: boolean | undefined;
  try {
    const result = apply(fn, thisArgument, args);
    isDone = !isStarted || ask(isStarted, result);
    return result;
  } finally {
    if (!isDone) for (; before; before = before.next) tasks.set(before.target, before.tasks);
  }
}

/** Stands around what starts a task, or ends it. */
export const starting =
  (row: TaskRow, isEnd?: boolean): Around =>
  (fn, thisArgument, args) => {
    const begin = (start: Start): IsStarted => {
      const target = (row.on ? row.on(thisArgument as object) : thisArgument) as object;
      start(target, row);
      const state = row.state?.(target);
      return result => {
        if (result instanceof EventTarget) start(result, row);
        return !row.state || row.state(target) !== state;
      };
    };
    return attempt(fn, thisArgument, args, begin, isEnd);
  };
