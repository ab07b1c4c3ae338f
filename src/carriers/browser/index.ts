// The carrier of browsers, and of every engine without AsyncLocalStorage whose promises can be patched.
import type { Captured, Carrier } from '../../agent/carrier.js';
import { patchElements } from './elements.js';
import { patchListeners, patchTasks } from './events.js';
import { NativePromise } from './microtasks.js';
import { isOn, readOptions } from './options.js';
import { replace, type Put, type Undo } from './patch.js';
import { EVENTS, streams, tasks } from './policy.js';
import { canHookPromise, hookPromise } from './promise.js';
import { resolve } from './resolve.js';
import { isAwaitSeen } from './self-check.js';
import { Context, currentContext, segment, touch } from './segments.js';
import { patchStreams } from './streams.js';
import { patchCallbacks } from './web-apis.js';

/** Installs everything that is not switched off, or nothing. */
function install(): void {
  readOptions();
  const undo: Undo[] = [];
  const put: Put = (names, around, kinds) => {
    if (names) for (const { owner, key } of resolve(names)) replace(undo, owner, key, around, kinds);
  };
  try {
    hookPromise(undo);
    patchCallbacks(put, isOn);
    if (isOn(streams.name)) patchStreams(put);
    if (isOn(EVENTS)) {
      const rows = tasks.filter(({ name }) => isOn(name));
      patchTasks(put, rows);
      patchElements(put, rows);
      patchListeners(put);
    }
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
  };
}
