// The state of the realm: timers that were replaced, and promises on which a constructor was defined.
import { alone } from './busy.js';
import type { Place } from './sources.js';
import { capture } from './stack.js';
import { patch } from './watch.js';

const globals = globalThis as Record<string, unknown>;

/** The names of functions that call callbacks later. */
export const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame', 'requestIdleCallback']);
const before = new Map<string, unknown>();
const replaced = new Set<string>();

/** Checks whether the timers are still the ones of the first check. */
export function lookAtTimers(): void {
  for (const name of TIMERS) {
    if (!before.has(name)) before.set(name, globals[name]);
    else if (globals[name] !== before.get(name)) replaced.add(name);
  }
}

/** Whether a timer was replaced. */
export const isReplaced = (name: string): boolean => replaced.has(name);

const defined: Place[] = [];

/** The places where `constructor` was defined on promises. */
export const definedConstructors = (): readonly Place[] => defined;

/** Patches `defineProperty` to record definitions of `constructor`, which hide promises from the hook. */
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
