// The carrier of browsers, and of every engine without AsyncLocalStorage whose promises can be patched.
import type { Carrier } from '../../agent/carrier.js';
import type { Switch } from '../../agent/switch.js';
import { install } from './install-patches.js';
import { canEnqueue } from './microtasks.js';
import { canHookPromise, NativePromise } from './native-promise.js';
import { hookPromise, keepHook } from './promise.js';
import { tieOtherPromise, tieReplaced } from './tied-reactions.js';
import { isAwaitSeen } from './self-check.js';
import { createRun, enterForRest, extendRegion, readMapping, segment, type Around, type Context } from './segments.js';
import { plainEnter, plainSwitch, regionSwitch } from './switches.js';

/** Why this carrier cannot work in this realm, and the remedy; `undefined` if it can. */
export function browserObstacle(): string | undefined {
  if (!canHookPromise() || !canEnqueue) {
    return 'the promises of this realm were locked down or replaced. Create a Variable before that.';
  }
  return isAwaitSeen(NativePromise) ? undefined : 'no await can be seen.';
}

/** The parts in which the two carriers differ, beside their patches. */
type Parts = Pick<Carrier<Context>, 'name' | 'enter'> & { readonly switch: Switch<Context | Around> & { now(): Context } };

/**
 * Makes a carrier.
 *
 * @param hook - Patches promises. Called at the installation, which undoes the patches if a later step fails.
 * @param keep - Called at each `run`, and before each Variable but the first, because the page may have replaced functions since. Does not throw.
 * @param parts - The rest of the carrier.
 */
function createCarrier(hook: () => void, keep: () => void, parts: Parts): Carrier<Context> {
  const carrier: Carrier<Context> = {
    ...parts,
    start() {
      // Not as late as the first `run`: a flow that is suspended before the hook is there could go on in the region of another flow.
      install(hook);
      carrier.start = keep;
    },
    capture: parts.switch.now,
    current: readMapping,
    run: createRun(keep),
    resume(context, fn, thisArgument, args) {
      extendRegion();
      return segment(context, fn, thisArgument, args);
    },
  };
  return carrier;
}

/** Makes the carrier whose hook sees each await of the page, in a realm without an obstacle. */
export const createBrowserCarrier = (): Carrier<Context> =>
  createCarrier(hookPromise, keepHook, { name: 'browser', enter: enterForRest, switch: regionSwitch });

/**
 * Makes the carrier of a page all of whose code is transformed: no await needs to be seen, no segment to be marked. It leaves the engine's promises as they are:
 * the engine is fast with those that nobody has changed. Code that is not transformed has no context in a reaction, nor after an await.
 */
export const createTransformedCarrier = (): Carrier<Context> =>
  createCarrier(tieOtherPromise, tieReplaced, { name: 'browser, transformed', enter: plainEnter, switch: plainSwitch });
