// The carrier of browsers, and of every engine without AsyncLocalStorage whose promises can be patched.
import type { Captured, Carrier } from '../../agent/carrier.js';
import { patchEvents } from './events.js';
import { canHookPromise, hookPromise } from './promise.js';
import { NativePromise } from './microtasks.js';
import type { Undo } from './patch.js';
import { isAwaitSeen } from './self-check.js';
import { Context, currentContext, enterForRest, segment, touch } from './segments.js';
import { patchWebAPIs } from './web-apis.js';

/** Installs everything, or nothing. */
function install(): void {
  const undo: Undo[] = [];
  try {
    hookPromise(undo);
    patchWebAPIs(undo);
    patchEvents(undo);
  } catch (cause) {
    for (const step of undo.reverse()) step();
    throw new TypeError(
      'asynccontext: expected a realm whose promises can be patched, got one that was locked down after this library was loaded. ' +
        'Make the first Variable before.',
      { cause },
    );
  }
}

/** Makes the browser carrier; nothing, where promises cannot be patched or an await cannot be seen. */
export function createBrowserCarrier(): Carrier | undefined {
  if (!canHookPromise() || !isAwaitSeen(NativePromise)) return undefined;
  let started = false;
  return {
    name: 'browser',
    start() {
      // Not at the first `run`: a flow that went to sleep unhooked before could wake inside a region of another.
      if (started) return;
      install();
      started = true;
    },
    current() {
      touch();
      return currentContext().mapping;
    },
    run: (mapping, _previous, fn, args) => segment(new Context(mapping), fn, undefined, args),
    capture() {
      touch();
      return currentContext() as unknown as Captured;
    },
    resume(captured, fn, thisArgument, args) {
      touch();
      return segment(captured as unknown as Context, fn, thisArgument, args);
    },
    enter: captured => enterForRest(captured as unknown as Context),
  };
}
