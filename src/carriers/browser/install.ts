// Installs the patches of the table, and what hooks promises.
import { patchElements } from './elements.js';
import { patchCustomElements } from './custom-elements.js';
import { patchListeners, patchSlots, patchTasks } from './events.js';
import { patchObservables } from './observables.js';
import { isOn, readOptions } from './options.js';
import { replace, type Put, type Undo } from './patch.js';
import { ELEMENTS, EVENTS, OBSERVABLE, STREAMS, tasks } from './policy.js';
import { resolve } from './resolve.js';
import { patchStreams } from './streams.js';
import { patchCallbacks } from './web-apis.js';

/** Patches callbacks, and notes what undoes each step. */
export type Patch = (undo: Undo[], put: Put) => void;

/** Patches everything in the table that is not switched off. */
export const patchAll: Patch = (_undo, put) => {
  patchCallbacks(put);
  if (isOn(OBSERVABLE)) patchObservables(put);
  if (isOn(ELEMENTS)) patchCustomElements(put);
  if (isOn(STREAMS)) patchStreams(put);
  if (isOn(EVENTS)) {
    const rows = tasks.filter(({ name }) => isOn(name));
    patchTasks(put, rows);
    patchElements(put, rows);
    patchListeners(put);
    patchSlots(put);
  }
};

/**
 * Installs what hooks promises, and the patches of callbacks, or nothing.
 *
 * @param hook - Hooks promises, and notes what undoes each step.
 * @param patch - Patches callbacks.
 * @throws TypeError if the realm was locked down, or if there is something wrong with the options.
 */
export function install(hook: (undo: Undo[]) => void, patch = patchAll): void {
  readOptions(patch !== patchAll);
  const undo: Undo[] = [];
  try {
    hook(undo);
    patch(undo, (what, around) => {
      const places = typeof what === 'string' ? resolve(what) : what;
      for (const { owner, key } of places) replace(undo, owner, key, around);
    });
  } catch (cause) {
    for (const step of undo.reverse()) step();
    throw new TypeError(
      'asynccontext: expected promises that can be patched, got a realm that was locked down. Make the first Variable before.',
      { cause },
    );
  }
}
