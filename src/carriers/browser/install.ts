// Installs the patches of the table, and what hooks promises.
import { patchElements } from './elements.js';
import { patchCustomElements } from './custom-elements.js';
import { patchListeners, patchSlots, patchTasks } from './events.js';
import { patchObservables } from './observables.js';
import { isOn, readOptions } from './options.js';
import { allOrNothing, replace, type Put } from './patch.js';
import { ELEMENTS, EVENTS, OBSERVABLE, STREAMS, tasks } from './policy.js';
import { resolve } from './resolve.js';
import { patchStreams } from './streams.js';
import { patchCallbacks } from './web-apis.js';

/**
 * Installs everything that is not switched off, or nothing.
 *
 * @param hook - Hooks promises, and says what undoes each step.
 * @throws TypeError if the realm was locked down, or if there is something wrong with the options.
 */
export function install(hook: () => void): void {
  readOptions();
  const put: Put = (what, around) => {
    const places = typeof what === 'string' ? resolve(what) : what;
    for (const { owner, key } of places) replace(owner, key, around);
  };
  try {
    allOrNothing(() => {
      hook();
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
    });
  } catch (cause) {
    throw new TypeError(
      'asynccontext: expected promises that can be patched, got a realm that was locked down. Make a Variable before.',
      { cause },
    );
  }
}
