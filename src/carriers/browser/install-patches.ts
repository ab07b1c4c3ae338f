// Installs the patches of the table, and the promise hook.
import { patchElements } from './elements.js';
import { patchCustomElements } from './custom-elements.js';
import { patchListeners, patchSlots, patchTasks } from './events.js';
import { patchObservables } from './observables.js';
import { isOn, readOptions } from './page-options.js';
import { allOrNothing } from './patch.js';
import { ELEMENTS, EVENTS, OBSERVABLE, STREAMS, tasks } from './policy.js';
import { patchStreams } from './streams.js';
import { patchCallbacks } from './web-apis.js';

/**
 * Installs all patches that are not switched off. If one fails, undoes the others.
 *
 * @param hook - Hooks promises. Its changes are undone with the others.
 * @throws TypeError if the realm was locked down, or if the options are wrong.
 */
export function install(hook: () => void): void {
  readOptions();
  try {
    allOrNothing(() => {
      hook();
      patchCallbacks();
      if (isOn(OBSERVABLE)) patchObservables();
      if (isOn(ELEMENTS)) patchCustomElements();
      if (isOn(STREAMS)) patchStreams();
      if (isOn(EVENTS)) {
        const rows = tasks.filter(({ name }) => isOn(name));
        patchTasks(rows);
        patchElements(rows);
        patchListeners();
        patchSlots();
      }
    });
  } catch (cause) {
    throw new TypeError('asynccontext: the promises of this realm were locked down or replaced. Create a Variable before that.', { cause });
  }
}
