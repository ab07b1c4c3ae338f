// Tasks: stores the context in which a task was started, by the object that fires its events.
import { apply, isCallable, isObject } from '../../intrinsics.js';
import { native } from './native-promise.js';
import { createWeakMap } from './objects.js';
import type { Around } from './patch.js';
import { unattributed, type TaskRow } from './policy.js';
import { currentContext, EMPTY, extendRegion, type Context } from './segments.js';

const { EventTarget } = globalThis;
const registering = ((EventTarget as typeof EventTarget | undefined)?.prototype ?? {}) as Record<'addEventListener' | 'removeEventListener', Function>;
// The library adds its own listeners with the engine's function, even if zone.js has replaced it.
export const addEventListener = native(registering, 'addEventListener');
export const { removeEventListener } = registering;

/** The tasks of an object, the last started first. A linked list, because a page that tampers with arrays could see contexts in one. */
interface Task {
  readonly row: TaskRow;
  readonly context: Context;
  readonly next: Task | undefined;
}
const tasks = createWeakMap<object, Task | undefined>();

/** The cause of an object's events: the object on which the task was started, or a function that returns the context of the event. */
export const causes = createWeakMap<object, object | ((target: unknown) => Context)>();

/** Whether any task was ever started in a context. If not, there is none to forget. */
let isAnyNoted = false;

/** The list in reverse order, without the tasks that are over. */
function reversed(list: Task | undefined, isOver?: (task: Task) => unknown): Task | undefined {
  let result: Task | undefined;
  for (let task = list; task; task = task.next) {
    if (!isOver?.(task)) result = { row: task.row, context: task.context, next: result };
  }
  return result;
}

/** Records the context for a task's events on an object, replacing an earlier one by the row's rule `counts`. Without a context, removes it. */
function note(target: object, row: TaskRow, context: Context | undefined): void {
  let rest = tasks.get(target);
  // An event without a recorded task changes no context, and so runs in the empty one: the empty context need not be recorded.
  if (!rest && (!context || context === EMPTY)) return;
  isAnyNoted = true;
  if (row.counts === 'first') for (let task = rest; task; task = task.next) if (task.row === row) return;
  if (row.counts !== 'each') rest = reversed(reversed(rest, task => task.row === row));
  tasks.set(target, context ? { row, context, next: rest } : rest);
}

/**
 * Takes the task of an event: the last one started that has such events; if each start has an event of its own, the first one of the same row.
 * Forgets the tasks that end with the event.
 *
 * @param owner - The object on which the task was started.
 * @returns The task; `undefined` if the event belongs to no task.
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

/** The context of an event: that of its task, that of the cause of its object, the empty one, or none if listeners run in the dispatcher's context. */
interface Taken {
  readonly row?: TaskRow;
  readonly context?: Context;
}
const NOBODYS: Taken = { context: EMPTY };
const DISPATCHED: Taken = {};

/** The contexts of events. The first listener determines the context, and the others get the same, whatever the first one starts. */
const taken = createWeakMap<object, Taken>();

/** The context in which the listeners of an event run; `undefined` if they run in the dispatcher's. */
export function contextOf(event: Event | undefined): Context | undefined {
  if (!event?.isTrusted) return undefined;
  let found = taken.get(event);
  if (!found) {
    const { target, type } = event;
    // Events of the global, such as `error`, belong to no flow, though an error may be reported synchronously.
    const cause = causes.get(target as object);
    if (isCallable(cause)) found = { context: cause(target) as Context };
    else found = (target as unknown) === globalThis || unattributed[type] ? NOBODYS : (take(event, cause) ?? DISPATCHED);
    taken.set(event, found);
  }
  return found.context;
}

/** To be called after a listener: if the listener has started the task again by an unpatched call, records the same context for it. */
export function goOn(event: Event): void {
  const { row, context } = taken.get(event) as Taken;
  const { target } = event as { target: any };
  if (row?.again?.(target)) note(target, row, context);
}

/** A listener for the events that end a task, so that the task is forgotten even if the page does not listen. */
const settle = (event: Event): void => void contextOf(event);

/** The tasks of an object before a start, in a list of such objects. */
interface Before {
  readonly target: object;
  readonly tasks: Task | undefined;
  readonly next: Before | undefined;
}

/** Starts a task on a target in the context of the call. Does nothing if the target is not an object. */
export type Start = (target: unknown, row: TaskRow) => void;

/** Returns whether a call has started a task, given its result. */
type IsStarted = (result: unknown) => boolean;

/** Calls a callback that reads properties of an arbitrary object. If it throws, the object is no valid target, and the patched function reports that. */
function ask<Asked, Answer>(fn: (asked: Asked) => Answer, asked: Asked): Answer | undefined {
  try {
    return fn(asked);
  } catch {
    return undefined;
  }
}

/**
 * Calls a function that starts tasks. If the function throws, or turns out to start no task, restores the tasks from before.
 *
 * @param begin - Starts the tasks before the call, because the call may fire the first events. May return a function that tells, after the call,
 *   whether a task was started; without it, one counts as started.
 * @param isEnd - Whether the function ends tasks instead, and fires their last events synchronously.
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

/** Makes the interceptor of a function that starts a task, or ends it. */
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
