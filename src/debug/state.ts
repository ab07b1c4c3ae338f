// The state of the realm: timers that were replaced, and promises on which a constructor was defined.
import { alone } from './busy.js';
import type { Place } from './sources.js';
import { capture } from './stack.js';
import { patch } from './watch.js';

const globals = globalThis as Record<string, unknown>;

/** Functions that call back later. */
export const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame', 'requestIdleCallback']);
const before = new Map<string, unknown>();
const replaced = new Set<string>();

/** Looks whether timers are those that were there when this was loaded. */
export function lookAtTimers(): void {
  for (const name of TIMERS) {
    if (!before.has(name)) before.set(name, globals[name]);
    else if (globals[name] !== before.get(name)) replaced.add(name);
  }
}

/** Whether a timer was seen to be another one. */
export const isReplaced = (name: string): boolean => replaced.has(name);

const defined: Place[] = [];

/** Where `constructor` was defined on promises. */
export const definedConstructors = (): readonly Place[] => defined;

/** Begins to note what hides promises from the hook. */
export function watchConstructors(): void {
  for (const owner of [Object, Reflect]) {
    patch(owner, 'defineProperty', method => {
      const patched = function (this: unknown, ...args: unknown[]): unknown {
        if (args[1] === 'constructor' && args[0] instanceof Promise) {
          alone(() => {
            const [place] = capture(patched, 1);
            if (place) defined.unshift(place);
          });
        }
        return Reflect.apply(method, this, args);
      };
      return patched;
    });
  }
}
