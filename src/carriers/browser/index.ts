// The carrier of browsers, and of every engine without AsyncLocalStorage whose promises can be patched.
import type { Carrier } from '../../agent/carrier.js';
import { install } from './install.js';
import { canEnqueue, enqueue } from './microtasks.js';
import { canHookPromise, NativePromise } from './native-promise.js';
import { hookPromise, keepHook } from './promise.js';
import { isAwaitSeen } from './self-check.js';
import { createRun, enterForRest, mark, segment, setGone, extendRegion, readMapping, type Context } from './segments.js';
import { regionSwitch } from './switch.js';

const { addEventListener } = globalThis as { addEventListener?(type: string, listener: (event: Event) => void): void };

/** Why there can be no browser carrier in this realm, and what to do about it; nothing, if there can. */
export function browserObstacle(): string | undefined {
  if (!canHookPromise() || !canEnqueue) {
    return 'the promises of this realm were locked down or replaced. Make a Variable before.';
  }
  return isAwaitSeen(NativePromise) ? undefined : 'no await can be seen.';
}

/** Makes the browser carrier, in a realm without an obstacle. */
export function createBrowserCarrier(): Carrier<Context> {
  mark(enqueue);
  const carrier: Carrier<Context> = {
    name: 'browser',
    start() {
      // Not at the first `run`: a flow that went to sleep unhooked before could wake inside a region of another.
      install(() => {
        hookPromise();
        addEventListener?.('pagehide', event => event.isTrusted && setGone(true));
        addEventListener?.('pageshow', event => event.isTrusted && setGone(false));
      });
      carrier.start = keepHook;
    },
    current: readMapping,
    run: createRun(keepHook),
    capture: regionSwitch.now,
    resume(context, fn, thisArgument, args) {
      extendRegion();
      return segment(context, fn, thisArgument, args);
    },
    enter: enterForRest,
    switch: regionSwitch,
  };
  return carrier;
}
