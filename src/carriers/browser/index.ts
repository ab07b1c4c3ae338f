// The carrier of browsers, and of every engine without AsyncLocalStorage whose promises can be patched.
import { apply } from '../../agent/intrinsics.js';
import type { Captured, Carrier } from '../../agent/carrier.js';
import { install, type Patch } from './install.js';
import { canEnqueue, enqueue } from './microtasks.js';
import { native, NativePromise } from './native-promise.js';
import { canHookPromise, hookPromise, keepHook } from './promise.js';
import { isAwaitSeen } from './self-check.js';
import { createRun, currentContext, enterForRest, mark, segment, setGone, touch, touchMapping, type Context } from './segments.js';
import { regionSwitch } from './switch.js';
import { tieOtherTimers } from './timers.js';

const addEventListener = native(globalThis as unknown as { addEventListener: Function }, 'addEventListener');

/** Listens for what says whether the realm goes away. */
function listen(type: string, isGone: boolean): void {
  if (addEventListener) apply(addEventListener, globalThis, [type, (event: Event) => event.isTrusted && setGone(isGone)]);
}

/** Why there can be no browser carrier in this realm, and what to do about it; nothing, if there can. */
export function browserObstacle(): string | undefined {
  if (!canHookPromise() || !canEnqueue) {
    return 'the promises of this realm were locked down or replaced before this library was loaded. Load it before.';
  }
  return isAwaitSeen(NativePromise) ? undefined : 'this engine does not let an await be seen.';
}

/**
 * Makes a carrier of a realm without an obstacle, which hooks promises.
 *
 * @param name - Its name.
 * @param patch - Patches callbacks; with those of the table, if it is left out.
 */
export function createBrowserCarrier(name = 'browser', patch?: Patch): Carrier {
  let started = false;
  mark(enqueue);
  return {
    name,
    start() {
      // Not at the first `run`: a flow that went to sleep unhooked before could wake inside a region of another.
      if (started) return;
      install(hookPromise, patch);
      listen('pagehide', true);
      listen('pageshow', false);
      started = true;
    },
    current: touchMapping,
    run: createRun(() => {
      keepHook();
      tieOtherTimers();
    }),
    capture() {
      touch();
      return currentContext() as unknown as Captured;
    },
    resume(captured, fn, thisArgument, args) {
      touch();
      return segment(captured as unknown as Context, fn, thisArgument, args);
    },
    enter: captured => enterForRest(captured as unknown as Context),
    switch: regionSwitch,
  };
}
