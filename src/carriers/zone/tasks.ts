// Ties what zone.js calls to contexts: its tasks, and the callbacks that it wraps.
import { apply } from '../../intrinsics.js';
import { bindCallback } from '../browser/callbacks.js';
import { isOn } from '../browser/options.js';
import { define } from '../browser/patch.js';
import { EVENTS } from '../browser/policy.js';
import { currentContext, EMPTY, segment, extendRegion, type Context } from '../browser/segments.js';
import { contextOf, goOn } from '../browser/tasks.js';
import { runInZone } from './follow.js';
import { Zone, type Methods, type Task } from './zone.js';

/** A constructor that returns what it is given, so that a class derived from it adds its private fields to that. */
const Returning = function (task: Task): Task {
  return task;
} as unknown as new (
  task: Task,
) => object;

/** The contexts in which tasks were scheduled, in a private field of the task: a fifth of what a WeakMap takes in Chromium. */
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

/** A reaction of a promise is tied where it is added. Its task only calls it, and settles what comes of it. */
const isTiedAlready = ({ source }: Task): boolean => source === 'Promise.then';

/** An event that has no type of its own: zone.js makes it of a rejection, and dispatches it while other code may run. */
const isMadeOfRejection = (event: Event | undefined): boolean =>
  event?.isTrusted === false && (event.type === 'unhandledrejection' || event.type === 'rejectionhandled');

/**
 * The context of a wrapped callback, by zone.js's name for the API.
 *
 * @returns Nothing, if it runs in that of its caller: reactions of custom elements, and handlers of an object whose listeners are tied.
 */
function contextOfWrapped(source: string): Context | undefined {
  if (/Observer/.test(source)) return isOn(source.replace(/_\d$/, '')) ? EMPTY : undefined;
  return /::|\.on/.test(source) ? undefined : currentContext();
}

/**
 * Replaces methods of all zones, and notes what undoes it.
 *
 * @param onActivated - Called when zone.js wraps a reaction of custom elements that may come of a click: see ../browser/custom-elements.ts.
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
