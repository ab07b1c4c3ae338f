// Ties zone.js's tasks, and the callbacks that it wraps, to contexts.
import { apply } from '../../intrinsics.js';
import { bindCallback } from '../browser/callbacks.js';
import { isOn } from '../browser/page-options.js';
import { define } from '../browser/patch.js';
import { EVENTS } from '../browser/policy.js';
import { currentContext, EMPTY, segment, extendRegion, type Context } from '../browser/segments.js';
import { contextOf, goOn } from '../browser/tasks.js';
import { runInZone } from './follow.js';
import { Zone, type Methods, type Task } from './zone-js.js';

/** A constructor that returns its argument, so that a derived class adds its private fields to the argument. */
const Returning = function (task: Task): Task {
  return task;
} as unknown as new (
  task: Task,
) => object;

/** Stores the context in which a task was scheduled in a private field of the task. In Chromium this takes a fifth of the time of a WeakMap. */
class Scheduled extends Returning {
  #context: Context;
  private constructor(task: Task, context: Context) {
    super(task);
    this.#context = context;
  }

  static set(task: Task, context: Context): void {
    if (#context in task) task.#context = context;
    else new Scheduled(task, context);
  }

  static get(task: Task): Context {
    return #context in task ? task.#context : EMPTY;
  }
}

/** Whether a task is a promise reaction, which is tied when it is added. Its task only calls it, and settles the derived promise. */
const isTiedAlready = ({ source }: Task): boolean => source === 'Promise.then';

/** Whether zone.js has made an event for a rejection. It dispatches the event from code of any flow. */
const isMadeOfRejection = (event: Event | undefined): boolean =>
  event?.isTrusted === false && (event.type === 'unhandledrejection' || event.type === 'rejectionhandled');

/**
 * The context of a wrapped callback, by zone.js's name for the API.
 *
 * @returns The context; `undefined` if the callback runs in its caller's. So do reactions of custom elements, and handlers whose listeners are tied.
 */
function contextOfWrapped(source: string): Context | undefined {
  if (/Observer/.test(source)) return isOn(source.replace(/_\d$/, '')) ? EMPTY : undefined;
  return /::|\.on/.test(source) ? undefined : currentContext();
}

/**
 * Replaces methods of all zones, and records how to undo it.
 *
 * @param onActivated - Called when zone.js wraps a reaction of custom elements that a click may cause: see ../browser/custom-elements.ts.
 */
export function tieTasks(onActivated: () => void): void {
  const { scheduleTask, runTask, wrap } = Zone.prototype;
  const methods: Partial<Methods> = {
    scheduleTask(this: object, task: Task): unknown {
      if (task.type !== 'eventTask' && !isTiedAlready(task) && isOn(task.source)) {
        extendRegion();
        Scheduled.set(task, currentContext());
      }
      return apply(scheduleTask, this, [task]);
    },
    runTask(this: object, task: Task, applyThis: unknown, applyArgs: ArrayLike<unknown> | undefined): unknown {
      const args = [task, applyThis, applyArgs];
      if (task.type !== 'eventTask') return segment(Scheduled.get(task), runInZone, undefined, [runTask, this, args]);
      const event = isOn(EVENTS) ? (applyArgs?.[0] as Event | undefined) : undefined;
      if (isMadeOfRejection(event)) return segment(EMPTY, runInZone, undefined, [runTask, this, args]);
      const context = contextOf(event);
      if (context === undefined) return runInZone(runTask, this, args);
      const result = segment(context, runInZone, undefined, [runTask, this, args]);
      goOn(event as Event);
      return result;
    },
    wrap(this: object, callback: unknown, source: string): unknown {
      const wrapped = apply(wrap, this, [callback, source]);
      if (/::(?:formReset|attributeChanged)Callback/.test(source)) onActivated();
      extendRegion();
      const context = contextOfWrapped(`${source}`);
      return context ? bindCallback(wrapped, context) : wrapped;
    },
  };
  for (const name in methods) {
    const key = name as keyof Methods;
    define(Zone.prototype, key, { value: methods[key], writable: true, configurable: true });
  }
}
